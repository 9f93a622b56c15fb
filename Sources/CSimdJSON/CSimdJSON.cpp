// SPDX-License-Identifier: GPL-3.0-or-later
#include "CSimdJSON.h"

// An optimised build of the package does not define NDEBUG by itself, and simdjson would assert
// its own invariants at every token.
#if defined(__OPTIMIZE__) && !defined(NDEBUG)
#define NDEBUG
#endif

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <simdjson.h>
#include <string_view>

namespace {

using simdjson::error_code;
namespace ondemand = simdjson::ondemand;

/// An array that grows by realloc: large ones move by remapping pages, so that only what is
/// written takes up memory. A vector would copy, and for a moment hold two.
template <typename Element> class Buffer {
public:
  Element *elements = nullptr;
  size_t count = 0;

  Buffer() = default;
  Buffer(const Buffer &) = delete;
  Buffer &operator=(const Buffer &) = delete;
  ~Buffer() { std::free(elements); }

  bool reserve(size_t additional) {
    if (capacity - count >= additional) {
      return true;
    }
    size_t wanted = capacity + capacity / 2 + additional + 16;
    auto *grown = static_cast<Element *>(std::realloc(elements, wanted * sizeof(Element)));
    if (grown == nullptr) {
      return false;
    }
    elements = grown;
    capacity = wanted;
    return true;
  }

  bool append(const Element &element) {
    if (!reserve(1)) {
      return false;
    }
    elements[count++] = element;
    return true;
  }

  /// Gives the elements away, without the room that is left over.
  Element *release() {
    Element *released = elements;
    if (count > 0 && count < capacity) {
      auto *shrunk = static_cast<Element *>(std::realloc(elements, count * sizeof(Element)));
      released = shrunk == nullptr ? elements : shrunk;
    }
    elements = nullptr;
    capacity = count = 0;
    return released;
  }

private:
  size_t capacity = 0;
};

json_failure failure(error_code error) {
  switch (error) {
  case simdjson::SUCCESS:
    return JSON_VALID;
  case simdjson::MEMALLOC:
  case simdjson::CAPACITY:
    return JSON_OUT_OF_MEMORY;
  case simdjson::DEPTH_ERROR:
    return JSON_TOO_DEEP;
  case simdjson::UTF8_ERROR:
    return JSON_INVALID_UTF8;
  case simdjson::UNESCAPED_CHARS:
    return JSON_CONTROL_CHARACTER;
  case simdjson::UNCLOSED_STRING:
  case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
  case simdjson::OUT_OF_BOUNDS:
    return JSON_ENDS_EARLY;
  case simdjson::EMPTY:
  case simdjson::SCALAR_DOCUMENT_AS_VALUE:
    return JSON_NO_DOCUMENT;
  case simdjson::NUMBER_ERROR:
    return JSON_INVALID_NUMBER;
  case simdjson::STRING_ERROR:
    return JSON_INVALID_STRING;
  default:
    return JSON_INVALID_STRUCTURE;
  }
}

bool starts_number(char first) { return first == '-' || (first >= '0' && first <= '9'); }

std::string_view trimmed(std::string_view token) {
  while (!token.empty() && (token.back() == ' ' || token.back() == '\n' ||
                            token.back() == '\r' || token.back() == '\t')) {
    token.remove_suffix(1);
  }
  return token;
}

/// Whether a token is a number that JSON lacks but Python and C++ write.
bool is_special_number(std::string_view token, double &number) {
  token = trimmed(token);
  if (token == "NaN" || token == "-NaN") {
    number = std::numeric_limits<double>::quiet_NaN();
  } else if (token == "Infinity") {
    number = std::numeric_limits<double>::infinity();
  } else if (token == "-Infinity") {
    number = -std::numeric_limits<double>::infinity();
  } else {
    return false;
  }
  return true;
}

/// Walks a text once, front to back, and writes down every value of it.
class TreeBuilder {
public:
  Buffer<json_node> nodes;
  Buffer<double> numbers;
  Buffer<json_key> keys;
  Buffer<uint8_t> bytes;
  /// The start of the token that was read last.
  const char *location = nullptr;

  TreeBuilder(size_t depth_limit, size_t node_limit)
      : depth_limit(depth_limit), node_limit(node_limit) {
    std::memset(recent_keys, 0xff, sizeof recent_keys);
  }

  json_failure add(ondemand::value value, uint32_t key, size_t depth) {
    std::string_view token = value.raw_json_token();
    location = token.data();
    switch (token.front()) {
    case '[':
      return add_array(value, key, depth);
    case '{':
      return add_object(value, key, depth);
    case '"':
      return add_string(value, key);
    case 't':
    case 'f': {
      bool truth;
      if (value.get_bool().get(truth) != simdjson::SUCCESS) {
        return JSON_INVALID_STRUCTURE;
      }
      return append({0, key, uint32_t(truth ? JSON_KIND_TRUE : JSON_KIND_FALSE)});
    }
    case 'n':
      return trimmed(token) == "null" ? append({0, key, JSON_KIND_NULL})
                                      : JSON_INVALID_STRUCTURE;
    default: {
      double number;
      json_failure outcome = read_number(value, token, number);
      return outcome == JSON_VALID ? add_number(number, key) : outcome;
    }
    }
  }

private:
  static constexpr size_t recent_key_count = 1024;
  size_t depth_limit;
  size_t node_limit;
  uint32_t recent_keys[recent_key_count];

  json_failure append(const json_node &node) {
    if (nodes.count >= node_limit) {
      return JSON_TOO_MANY_VALUES;
    }
    return nodes.append(node) ? JSON_VALID : JSON_OUT_OF_MEMORY;
  }

  json_failure add_number(double number, uint32_t key) {
    uint64_t pattern;
    std::memcpy(&pattern, &number, sizeof pattern);
    return append({pattern, key, JSON_KIND_NUMBER});
  }

  /// Whether simdjson may have read a number wrongly: 3.0 takes 0. and twenty digits or more for a
  /// number that 64 bits hold.
  static bool may_be_misread(std::string_view token) {
    return token.size() > 21 && (token[0] == '0' || (token[0] == '-' && token[1] == '0'));
  }

  simdjson_inline json_failure read_number(ondemand::value value, std::string_view token, double &number) {
    error_code error = value.get_double().get(number);
    if (error == simdjson::SUCCESS && may_be_misread(token)) {
      double exact;
      auto end = token.data() + token.size();
      if (std::from_chars(token.data(), end, exact).ec == std::errc()) {
        number = exact;
      }
    }
    if (error == simdjson::SUCCESS || is_special_number(token, number)) {
      return JSON_VALID;
    }
    return starts_number(token.front()) ? JSON_INVALID_NUMBER : JSON_INVALID_STRUCTURE;
  }

  json_failure add_string(ondemand::value value, uint32_t key) {
    std::string_view text;
    if (error_code error = value.get_string().get(text)) {
      return failure(error);
    }
    json_key place;
    if (!copy(text, place)) {
      return JSON_OUT_OF_MEMORY;
    }
    return append({uint64_t(place.offset) | uint64_t(place.length) << 32, key,
                   JSON_KIND_STRING});
  }

  /// The index of a name in `keys`. Names that were seen lately are not stored again.
  bool intern(std::string_view name, uint32_t &index) {
    size_t slot = std::hash<std::string_view>{}(name) % recent_key_count;
    index = recent_keys[slot];
    if (index < keys.count && keys.elements[index].length == name.size() &&
        (name.empty() || std::memcmp(bytes.elements + keys.elements[index].offset, name.data(),
                                     name.size()) == 0)) {
      return true;
    }
    json_key place;
    index = recent_keys[slot] = uint32_t(keys.count);
    return copy(name, place) && keys.append(place);
  }

  bool copy(std::string_view text, json_key &place) {
    if (!bytes.reserve(text.size())) {
      return false;
    }
    if (text.empty()) {
      place = {uint32_t(bytes.count), 0};
      return true;
    }
    std::memcpy(bytes.elements + bytes.count, text.data(), text.size());
    place = {uint32_t(bytes.count), uint32_t(text.size())};
    bytes.count += text.size();
    return true;
  }

  json_failure close(size_t opened, uint32_t count) {
    nodes.elements[opened].payload = uint64_t(count) | uint64_t(nodes.count) << 32;
    return JSON_VALID;
  }

  json_failure add_object(ondemand::value value, uint32_t key, size_t depth) {
    if (depth >= depth_limit) {
      return JSON_TOO_DEEP;
    }
    size_t opened = nodes.count;
    if (json_failure outcome = append({0, key, JSON_KIND_OBJECT}); outcome != JSON_VALID) {
      return outcome;
    }
    ondemand::object object;
    if (error_code error = value.get_object().get(object)) {
      return failure(error);
    }
    uint32_t count = 0;
    for (auto result : object) {
      ondemand::field field;
      if (error_code error = std::move(result).get(field)) {
        return failure(error);
      }
      location = field.key().raw();
      std::string_view name;
      if (error_code error = field.unescaped_key().get(name)) {
        return failure(error);
      }
      uint32_t name_index;
      if (!intern(name, name_index)) {
        return JSON_OUT_OF_MEMORY;
      }
      json_failure outcome = add(field.value(), name_index, depth + 1);
      if (outcome != JSON_VALID) {
        return outcome;
      }
      count += 1;
    }
    return close(opened, count);
  }

  /// An array is taken for one of numbers until something else turns up in it.
  json_failure add_array(ondemand::value value, uint32_t key, size_t depth) {
    if (depth >= depth_limit) {
      return JSON_TOO_DEEP;
    }
    size_t opened = nodes.count, first_number = numbers.count;
    if (json_failure outcome = append({0, key, JSON_KIND_ARRAY}); outcome != JSON_VALID) {
      return outcome;
    }
    ondemand::array array;
    if (error_code error = value.get_array().get(array)) {
      return failure(error);
    }
    uint32_t count = 0;
    bool only_numbers = true;
    for (auto result : array) {
      ondemand::value element;
      if (error_code error = std::move(result).get(element)) {
        return failure(error);
      }
      json_failure outcome = JSON_VALID;
      double number;
      if (only_numbers && next_is_number(element, number, outcome)) {
        outcome = numbers.append(number) ? JSON_VALID : JSON_OUT_OF_MEMORY;
      } else if (outcome == JSON_VALID) {
        if (only_numbers) {
          outcome = unpack(first_number);
          only_numbers = false;
        }
        if (outcome == JSON_VALID) {
          outcome = add(element, 0, depth + 1);
        }
      }
      if (outcome != JSON_VALID) {
        return outcome;
      }
      count += 1;
    }
    if (only_numbers && count > 0) {
      nodes.elements[opened].kind = JSON_KIND_NUMBERS;
      nodes.elements[opened].payload = uint64_t(first_number) | uint64_t(count) << 32;
      return JSON_VALID;
    }
    return close(opened, count);
  }

  simdjson_inline bool next_is_number(ondemand::value element, double &number, json_failure &outcome) {
    std::string_view token = element.raw_json_token();
    if (!starts_number(token.front()) && token.front() != 'N' && token.front() != 'I') {
      return false;
    }
    location = token.data();
    outcome = read_number(element, token, number);
    return outcome == JSON_VALID;
  }

  /// Turns the numbers from `first_number` on into nodes.
  json_failure unpack(size_t first_number) {
    for (size_t index = first_number; index < numbers.count; index += 1) {
      if (json_failure outcome = add_number(numbers.elements[index], 0);
          outcome != JSON_VALID) {
        return outcome;
      }
    }
    numbers.count = first_number;
    return JSON_VALID;
  }
};

json_failure build(const uint8_t *text, size_t length, TreeBuilder &builder) {
  ondemand::parser parser;
  ondemand::document document;
  auto *characters = reinterpret_cast<const char *>(text);
  builder.location = nullptr;
  if (error_code error =
          parser.iterate(characters, length, length + JSON_PADDING).get(document)) {
    return failure(error);
  }
  ondemand::value root;
  if (error_code error = document.get_value().get(root)) {
    return failure(error);
  }
  json_failure outcome = builder.add(root, 0, 0);
  const char *reached = nullptr;
  bool at_end = document.current_location().get(reached) != simdjson::SUCCESS;
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

/// Whether a text has so many lists and objects that they take many times its own memory, found out
/// before any of that is taken. The lists and objects of measurements have more than eight bytes.
bool has_too_many_brackets(const uint8_t *text, size_t length) {
  size_t limit = length / 8 + (size_t(1) << 20);
  size_t count = 0;
  // In blocks, so that the compiler can count many bytes at once.
  for (size_t start = 0; start < length; start += 4096) {
    size_t end = length - start < 4096 ? length : start + 4096;
    unsigned in_block = 0;
    for (size_t index = start; index < end; ++index) {
      // '[' and '{' differ in one bit.
      in_block += (text[index] | 0x20) == '{';
    }
    count += in_block;
  }
  return count > limit;
}

} // namespace

json_failure json_parse(const uint8_t *text, size_t length, size_t depth_limit,
                        json_tree *tree, ptrdiff_t *failure_offset) {
  if (has_too_many_brackets(text, length)) {
    *tree = {};
    *failure_offset = JSON_OFFSET_UNKNOWN;
    return JSON_TOO_MANY_VALUES;
  }
  // Texts of measurements have a value for every ten bytes or so; in short ones it does not matter.
  TreeBuilder builder(depth_limit, length / 4 + (size_t(1) << 21));
  json_failure outcome = build(text, length, builder);
  *tree = {};
  if (outcome != JSON_VALID) {
    auto *location = reinterpret_cast<const uint8_t *>(builder.location);
    bool known = location >= text && location <= text + length;
    *failure_offset = known ? location - text : JSON_OFFSET_UNKNOWN;
    return outcome;
  }
  tree->node_count = builder.nodes.count;
  tree->number_count = builder.numbers.count;
  tree->key_count = builder.keys.count;
  tree->byte_count = builder.bytes.count;
  tree->nodes = builder.nodes.release();
  tree->numbers = builder.numbers.release();
  tree->keys = builder.keys.release();
  tree->bytes = builder.bytes.release();
  return JSON_VALID;
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
