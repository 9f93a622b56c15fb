// SPDX-License-Identifier: GPL-3.0-or-later
//
// Feeds any bytes to the JSON parser, as a whole and in windows, and walks the trees that come out of
// them.
#include "CSimdJSON.h"

#include <algorithm>
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

/// Where the names and strings of both trees may stand elsewhere, they must say the same.
static bool same_text(const json_tree &a, uint64_t place_a, const json_tree &b, uint64_t place_b) {
  const size_t length = place_a >> 32;
  return length == place_b >> 32 &&
         (length == 0 || std::memcmp(a.bytes + (place_a & 0xFFFFFFFF),
                                     b.bytes + (place_b & 0xFFFFFFFF), length) == 0);
}

static uint64_t key_place(const json_tree &tree, const json_node &node) {
  const json_key &key = tree.keys[node.key];
  return key.offset | uint64_t(key.length) << 32;
}

/// Makes sure that two trees of one text hold the same, and each in an object under the same name.
static void require_same(const json_tree &a, const json_tree &b) {
  require(a.node_count == b.node_count && a.number_count == b.number_count);
  for (size_t i = 0; i < a.node_count; i++) {
    const json_node &x = a.nodes[i], &y = b.nodes[i];
    require(x.kind == y.kind);
    if (x.kind == JSON_KIND_STRING) {
      require(same_text(a, x.payload, b, y.payload));
    } else {
      require(x.payload == y.payload);
    }
    if (x.kind != JSON_KIND_OBJECT) continue;
    size_t member = i + 1;
    for (size_t left = x.payload & 0xFFFFFFFF; left > 0; left--) {
      require(same_text(a, key_place(a, a.nodes[member]), b, key_place(b, b.nodes[member])));
      const bool is_container =
          a.nodes[member].kind == JSON_KIND_OBJECT || a.nodes[member].kind == JSON_KIND_ARRAY;
      member = is_container ? a.nodes[member].payload >> 32 : member + 1;
    }
  }
  require(a.number_count == 0 ||
          std::memcmp(a.numbers, b.numbers, a.number_count * sizeof(double)) == 0);
}

/// Parses a text in windows of so many bytes; returns whether it was read as a whole.
static bool parsed_in_windows(const uint8_t *data, size_t size, size_t window, json_tree &tree) {
  json_pieces *pieces = json_pieces_begin(size, 64);
  // Exactly as long as promised, so that a byte too many is found.
  uint8_t *buffer = static_cast<uint8_t *>(
      std::calloc(JSON_ROOM_BEFORE + window + JSON_ROOM_BEHIND, 1));
  uint8_t *start = buffer + JSON_ROOM_BEFORE;
  size_t taken = 0, count = 0;
  bool is_valid = true, is_last = false;
  while (is_valid && !is_last) {
    const size_t more = std::min(window - count, size - taken);
    if (more > 0) std::memcpy(start + count, data + taken, more);
    taken += more;
    count += more;
    is_last = count < window;
    size_t consumed = 0;
    is_valid = json_pieces_add(pieces, start, count, is_last, &consumed) != 0;
    require(consumed <= count && (!is_valid || consumed > 0 || is_last));
    std::memmove(start, start + consumed, count - consumed);
    count -= consumed;
  }
  json_pieces_end(pieces, &tree);
  std::free(buffer);
  return is_valid && tree.node_count > 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  // Exactly as long as promised, so that a byte too many is found.
  uint8_t *text = static_cast<uint8_t *>(std::malloc(size + JSON_ROOM_BEHIND));
  if (size > 0) std::memcpy(text, data, size);
  std::memset(text + size, ' ', JSON_ROOM_BEHIND);
  json_tree tree;
  ptrdiff_t place = 0;
  if (json_parse(text, size, 64, &tree, &place) == JSON_VALID) {
    unsigned sum = 0;
    require(walk(tree, 0, 0, sum) == tree.node_count);
    // One window holds all of it; a smaller one holds it unless a string or a number is too long.
    for (size_t window : {size + 1, size / 2 + 1, size / 9 + 8, size_t(16)}) {
      json_tree other;
      const bool is_parsed = parsed_in_windows(text, size, window, other);
      if (is_parsed) require_same(tree, other);
      require(is_parsed || window <= size);
      json_tree_free(&other);
    }
  } else {
    require(place >= JSON_OFFSET_UNKNOWN && place <= static_cast<ptrdiff_t>(size));
    require(tree.node_count == 0);
    for (size_t window : {size + 1, size / 2 + 1, size_t(16)}) {
      json_tree other;
      require(!parsed_in_windows(text, size, window, other));
      json_tree_free(&other);
    }
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
