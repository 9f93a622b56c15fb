// SPDX-License-Identifier: GPL-3.0-or-later
#include "CSimdJSON.h"

#include "TreeBuilder.h"

#include <sys/mman.h>
#include <unistd.h>

using namespace json;

namespace {

json_failure build(const uint8_t *text, size_t length, TreeBuilder &builder) {
  ondemand::parser parser;
  ondemand::document document;
  auto *characters = reinterpret_cast<const char *>(text);
  builder.location = nullptr;
  if (error_code error =
          parser.iterate(characters, length, length + padding).get(document)) {
    return failure(error);
  }
  ondemand::value root;
  if (error_code error = document.get_value().get(root)) {
    return failure(error);
  }
  json_failure outcome = builder.add(root, 0, 0);
  const char *reached;
  bool at_end = is_at_end(document, reached);
  if (outcome == JSON_VALID && !at_end) {
    builder.location = reached;
    return JSON_TRAILING_CONTENT;
  }
  if (outcome == JSON_INVALID_STRUCTURE) {
    if (at_end) {
      return JSON_ENDS_EARLY;
    }
    builder.location = reached > builder.location ? reached : builder.location;
  }
  return outcome;
}

/// Parses a text window by window; returns whether it is one without a fault.
bool parse_in_windows(uint8_t *text, size_t length, size_t depth_limit, json_tree *tree) {
  json_pieces *pieces = json_pieces_begin(length, depth_limit);
  if (pieces == nullptr) {
    return false;
  }
  size_t position = 0;
  bool is_valid = true;
  while (is_valid && position < length) {
    size_t left = length - position, consumed = 0;
    bool is_last = left <= JSON_USUAL_WINDOW;
    size_t size = is_last ? left : JSON_USUAL_WINDOW;
    is_valid = json_pieces_add(pieces, text + position, size, is_last, &consumed) != 0 && consumed > 0;
    position += consumed;
  }
  json_pieces_end(pieces, tree);
  if (is_valid && tree->node_count > 0) {
    return true;
  }
  json_tree_free(tree);
  return false;
}

} // namespace

json_failure json_parse(uint8_t *text, size_t length, size_t depth_limit,
                        json_tree *tree, ptrdiff_t *failure_offset) {
  if (bracket_count(text, length) > most_brackets(length)) {
    *tree = {};
    *failure_offset = JSON_OFFSET_UNKNOWN;
    return JSON_TOO_MANY_VALUES;
  }
  if (length >= 2 * JSON_USUAL_WINDOW && parse_in_windows(text, length, depth_limit, tree)) {
    return JSON_VALID;
  }
  TreeBuilder builder(depth_limit, most_values(length));
  json_failure outcome = build(text, length, builder);
  *tree = {};
  if (outcome != JSON_VALID) {
    auto *location = reinterpret_cast<const uint8_t *>(builder.location);
    bool known = location >= text && location <= text + length;
    *failure_offset = known ? location - text : JSON_OFFSET_UNKNOWN;
    return outcome;
  }
  builder.release(*tree);
  return JSON_VALID;
}

void json_tree_forget(json_tree *tree, size_t first, size_t count) {
  auto page = size_t(sysconf(_SC_PAGESIZE));
  auto start = (reinterpret_cast<uintptr_t>(tree->numbers + first) + page - 1) / page * page;
  auto end = reinterpret_cast<uintptr_t>(tree->numbers + first + count) / page * page;
  if (start < end) {
    madvise(reinterpret_cast<void *>(start), end - start, MADV_DONTNEED);
  }
}

void json_tree_free(json_tree *tree) {
  std::free(tree->nodes);
  std::free(tree->numbers);
  std::free(tree->keys);
  std::free(tree->bytes);
  *tree = {};
}

const char *json_library_version(void) { return SIMDJSON_STRINGIFY(SIMDJSON_VERSION); }

int text_is_utf8(const uint8_t *text, size_t length) {
  return length == 0 || simdjson::validate_utf8(reinterpret_cast<const char *>(text), length);
}

int decimal_parse(const char *text, size_t length, double *number) {
  auto result = std::from_chars(text, text + length, *number, std::chars_format::general);
  return result.ec == std::errc() && result.ptr == text + length && std::isfinite(*number);
}
