// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes the values of JSON texts down in a tree, as simdjson comes to them.
#pragma once

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

namespace json {

using simdjson::error_code;
namespace ondemand = simdjson::ondemand;

/// How many bytes simdjson reads behind a text.
constexpr size_t padding = simdjson::SIMDJSON_PADDING;
static_assert(JSON_ROOM_BEHIND >= padding + 2, "two bytes may be written behind a text, too");

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

inline json_failure failure(error_code error) {
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

inline bool starts_number(char first) { return first == '-' || (first >= '0' && first <= '9'); }

inline bool is_space(char character) {
  return character == ' ' || character == '\n' || character == '\r' || character == '\t';
}

inline std::string_view trimmed(std::string_view token) {
  while (!token.empty() && is_space(token.back())) {
    token.remove_suffix(1);
  }
  return token;
}

/// Whether a token is a number that JSON lacks but Python and C++ write.
inline bool is_special_number(std::string_view token, double &number) {
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
      return add_container(value, JSON_KIND_ARRAY, key, depth);
    case '{':
      return add_container(value, JSON_KIND_OBJECT, key, depth);
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

  /// An array or object that is not closed yet.
  struct Container {
    json_kind kind;
    size_t opened;
    size_t first_number;
    uint32_t count = 0;
    bool only_numbers = true;
  };

  json_failure open(Container &container, json_kind kind, uint32_t key, size_t depth) {
    if (depth >= depth_limit) {
      return JSON_TOO_DEEP;
    }
    container.kind = kind;
    container.opened = nodes.count;
    container.first_number = numbers.count;
    return append({0, key, uint32_t(kind)});
  }

  void close(const Container &container) {
    json_node &node = nodes.elements[container.opened];
    if (container.kind == JSON_KIND_ARRAY && container.only_numbers && container.count > 0) {
      node.kind = JSON_KIND_NUMBERS;
      node.payload = uint64_t(container.first_number) | uint64_t(container.count) << 32;
    } else {
      node.payload = uint64_t(container.count) | uint64_t(nodes.count) << 32;
    }
  }

  /// Adds what a text of an array or object holds to one that was opened; it is a document of its own
  /// or a value in another.
  template <typename Text>
  json_failure add_contents(Container &container, Text &text, size_t depth) {
    if (container.kind == JSON_KIND_OBJECT) {
      ondemand::object object;
      error_code error = text.get_object().get(object);
      return error ? failure(error) : add_members(container, object, depth);
    }
    ondemand::array array;
    error_code error = text.get_array().get(array);
    return error ? failure(error) : add_elements(container, array, depth);
  }

  /// Turns the numbers of an array into nodes, if it was taken for one of numbers.
  json_failure expect_more_than_numbers(Container &container) {
    if (!container.only_numbers) {
      return JSON_VALID;
    }
    container.only_numbers = false;
    for (size_t index = container.first_number; index < numbers.count; index += 1) {
      if (json_failure outcome = add_number(numbers.elements[index], 0); outcome != JSON_VALID) {
        return outcome;
      }
    }
    numbers.count = container.first_number;
    return JSON_VALID;
  }

  /// Looks up the name of a member, and stores it unless it was seen lately.
  json_failure intern(ondemand::field &field, uint32_t &index) {
    std::string_view name;
    if (error_code error = field.unescaped_key().get(name)) {
      return failure(error);
    }
    return intern(name, index) ? JSON_VALID : JSON_OUT_OF_MEMORY;
  }

  /// Gives the tree away.
  void release(json_tree &tree) {
    tree.node_count = nodes.count;
    tree.number_count = numbers.count;
    tree.key_count = keys.count;
    tree.byte_count = bytes.count;
    tree.nodes = nodes.release();
    tree.numbers = numbers.release();
    tree.keys = keys.release();
    tree.bytes = bytes.release();
  }

private:
  static constexpr size_t recent_key_count = 1024;
  size_t depth_limit;
  size_t node_limit;
  uint32_t recent_keys[recent_key_count];

  /// Adds further members to an object.
  json_failure add_members(Container &container, ondemand::object object, size_t depth) {
    for (auto result : object) {
      ondemand::field field;
      if (error_code error = std::move(result).get(field)) {
        return failure(error);
      }
      location = field.key().raw();
      uint32_t name;
      json_failure outcome = intern(field, name);
      if (outcome == JSON_VALID) {
        outcome = add(field.value(), name, depth + 1);
      }
      if (outcome != JSON_VALID) {
        return outcome;
      }
      container.count += 1;
    }
    return JSON_VALID;
  }

  /// Adds further elements to an array, which is taken for one of numbers until something else turns
  /// up in it.
  json_failure add_elements(Container &container, ondemand::array array, size_t depth) {
    for (auto result : array) {
      ondemand::value element;
      if (error_code error = std::move(result).get(element)) {
        return failure(error);
      }
      json_failure outcome = JSON_VALID;
      double number;
      if (container.only_numbers && next_is_number(element, number, outcome)) {
        outcome = numbers.append(number) ? JSON_VALID : JSON_OUT_OF_MEMORY;
      } else if (outcome == JSON_VALID) {
        outcome = expect_more_than_numbers(container);
        if (outcome == JSON_VALID) {
          outcome = add(element, 0, depth + 1);
        }
      }
      if (outcome != JSON_VALID) {
        return outcome;
      }
      container.count += 1;
    }
    return JSON_VALID;
  }

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

  json_failure add_container(ondemand::value value, json_kind kind, uint32_t key, size_t depth) {
    Container container;
    json_failure outcome = open(container, kind, key, depth);
    if (outcome == JSON_VALID) {
      outcome = add_contents(container, value, depth);
    }
    if (outcome == JSON_VALID) {
      close(container);
    }
    return outcome;
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
};

/// Whether all of a document was read; if not, `reached` is where what is left begins.
inline bool is_at_end(ondemand::document &document, const char *&reached) {
  reached = nullptr;
  return document.current_location().get(reached) != simdjson::SUCCESS;
}

/// How many values and how many lists and objects a text of so many bytes may have. Texts of
/// measurements have a value for every ten bytes or so, and their lists and objects have more than
/// eight; in short ones it does not matter.
inline size_t most_values(size_t length) { return length / 4 + (size_t(1) << 21); }
inline size_t most_brackets(size_t length) { return length / 8 + (size_t(1) << 20); }

/// How many lists and objects a text opens at most, found out before any memory is taken for them.
inline size_t bracket_count(const uint8_t *text, size_t length) {
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
  return count;
}

} // namespace json
