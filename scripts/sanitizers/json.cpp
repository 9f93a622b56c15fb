// SPDX-License-Identifier: GPL-3.0-or-later
//
// Feeds any bytes to the JSON parser, and walks the tree that comes out of them.
#include "CSimdJSON.h"

#include <cstdlib>
#include <cstring>

static void require(bool condition) {
  if (!condition) std::abort();
}

/// Reads a part of the tree's bytes, as the reader does.
static unsigned touched(const json_tree &tree, size_t offset, size_t length) {
  require(offset + length <= tree.byte_count);
  unsigned sum = 0;
  for (size_t i = 0; i < length; i++) sum += tree.bytes[offset + i];
  return sum;
}

/// Walks the node at `index`, and returns the index of the one behind it.
static size_t walk(const json_tree &tree, size_t index, int depth, unsigned &sum) {
  require(index < tree.node_count && depth <= 64);
  const json_node &node = tree.nodes[index];
  const size_t low = node.payload & 0xFFFFFFFF, high = node.payload >> 32;
  switch (node.kind) {
    case JSON_KIND_STRING: sum += touched(tree, low, high); return index + 1;
    case JSON_KIND_NUMBERS:
      require(high > 0 && low + high <= tree.number_count);
      for (size_t i = 0; i < high; i++) sum += tree.numbers[low + i] > 0;
      return index + 1;
    case JSON_KIND_ARRAY:
    case JSON_KIND_OBJECT: {
      size_t next = index + 1;
      for (size_t i = 0; i < low; i++) {
        if (node.kind == JSON_KIND_OBJECT) {
          require(tree.nodes[next].key < tree.key_count);
          const json_key &key = tree.keys[tree.nodes[next].key];
          sum += touched(tree, key.offset, key.length);
        }
        next = walk(tree, next, depth + 1, sum);
      }
      require(next == high);
      return next;
    }
    default: return index + 1;
  }
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  // Exactly as long as promised, so that a byte too many is found.
  uint8_t *text = static_cast<uint8_t *>(std::malloc(size + JSON_PADDING));
  if (size > 0) std::memcpy(text, data, size);
  std::memset(text + size, ' ', JSON_PADDING);
  json_tree tree;
  ptrdiff_t place = 0;
  if (json_parse(text, size, 64, &tree, &place) == JSON_VALID) {
    unsigned sum = 0;
    require(walk(tree, 0, 0, sum) == tree.node_count);
  } else {
    require(place >= JSON_OFFSET_UNKNOWN && place <= static_cast<ptrdiff_t>(size));
    require(tree.node_count == 0);
  }
  json_tree_free(&tree);
  std::free(text);

  char *word = static_cast<char *>(std::malloc(size + 1));
  if (size > 0) std::memcpy(word, data, size);
  double number;
  decimal_parse(word, size, &number);
  std::free(word);
  return 0;
}
