// SPDX-License-Identifier: GPL-3.0-or-later
#include "CSimdJSON.h"

#include "TreeBuilder.h"

#include <new>

using namespace json;

namespace {

/// Whether a byte is a bracket of either kind that opens, or one that closes: they differ in one bit.
bool is_opening(uint8_t byte) { return (byte | 0x20) == '{'; }
bool is_closing(uint8_t byte) { return (byte | 0x20) == '}'; }

/// Where the text of an array or object that goes on may be cut.
enum class Cut { none, at_comma, at_end };

/// Finds what follows a string of which `place` is inside, or `count`.
size_t end_of_string(const uint8_t *text, size_t place, size_t count) {
  while (place < count) {
    auto *mark = static_cast<const uint8_t *>(std::memchr(text + place, '"', count - place));
    if (mark == nullptr) {
      return count;
    }
    const uint8_t *before = mark;
    while (before > text + place && before[-1] == '\\') {
      before -= 1;
    }
    place = size_t(mark - text) + 1;
    if ((mark - before) % 2 == 0) {
      return place;
    }
  }
  return count;
}

/// What is in a block of bytes.
struct Block {
  static constexpr size_t size = 64;
  /// Whether there is a quotation mark or a bracket, and whether there is a comma.
  bool is_marked, has_comma;

  explicit Block(const uint8_t *text) {
    Bytes marks = {}, commas = {};
    for (size_t offset = 0; offset < size; offset += sizeof(Bytes)) {
      Bytes bytes;
      std::memcpy(&bytes, text + offset, sizeof bytes);
      // Brackets of both kinds differ in one bit, as for `is_opening`.
      Bytes folded = bytes | uint8_t(0x20);
      marks |= Bytes(bytes == uint8_t('"')) | Bytes(folded == uint8_t('{')) |
               Bytes(folded == uint8_t('}'));
      commas |= Bytes(bytes == uint8_t(','));
    }
    is_marked = is_any(marks);
    has_comma = is_any(commas);
  }

private:
  typedef uint8_t Bytes __attribute__((vector_size(16)));
  typedef uint64_t Words __attribute__((vector_size(16)));

  static bool is_any(Bytes bytes) {
    auto words = Words(bytes);
    return (words[0] | words[1]) != 0;
  }
};

/// Finds where an array or object is closed that is open at `place`, or else its last comma.
Cut find_cut(const uint8_t *text, size_t &place, size_t count) {
  size_t depth = 0;
  // The last comma stands between these; which one it is need not be known on the way.
  size_t from = 0, to = 0;
  size_t index = place;
  while (index < count) {
    if (count - index >= Block::size) {
      Block block(text + index);
      if (!block.is_marked) {
        if (block.has_comma && depth == 0) {
          from = index;
          to = index + Block::size;
        }
        index += Block::size;
        continue;
      }
    }
    size_t end = count - index < Block::size ? count : index + Block::size;
    while (index < end) {
      uint8_t byte = text[index];
      if (byte == '"') {
        index = end_of_string(text, index + 1, count);
        continue;
      }
      if (is_opening(byte)) {
        depth += 1;
      } else if (is_closing(byte)) {
        if (depth == 0) {
          place = index;
          return Cut::at_end;
        }
        depth -= 1;
      } else if (byte == ',' && depth == 0) {
        from = index;
        to = index + 1;
      }
      index += 1;
    }
  }
  for (; to > from; to -= 1) {
    if (text[to - 1] == ',') {
      place = to - 1;
      return Cut::at_comma;
    }
  }
  return Cut::none;
}

} // namespace

/// Arrays and objects that are larger than a window are opened here, one within the other; what they
/// hold is parsed in runs of whole values, with brackets put around them.
struct json_pieces {
  json_pieces(size_t length, size_t depth_limit)
      : builder(depth_limit, most_values(length)), brackets_left(most_brackets(length)) {}

  /// Parses the whole values that a window begins with; returns whether they are JSON.
  bool add(uint8_t *window, size_t length, bool is_last, size_t &consumed) {
    text = window;
    count = length;
    place = 0;
    bool is_enough = false;
    while (skip_space(), place < count && !is_enough) {
      if (is_done || !add_next(is_last, is_enough)) {
        return false;
      }
    }
    consumed = place;
    return !is_last || is_done;
  }

  TreeBuilder builder;
  /// Whether the whole text was parsed, but for space behind it.
  bool is_done = false;

private:
  ondemand::parser parser;
  Buffer<TreeBuilder::Container> containers;
  size_t brackets_left;
  uint8_t *text = nullptr;
  size_t count = 0, place = 0;
  /// Whether a value was parsed last, so that a comma or an end comes next.
  bool is_behind_value = false;
  /// Whether a comma was, so that another value comes next.
  bool is_behind_comma = false;

  TreeBuilder::Container &container() { return containers.elements[containers.count - 1]; }

  bool is_in_object() { return container().kind == JSON_KIND_OBJECT; }

  char opening_bracket() { return is_in_object() ? '{' : '['; }

  char closing_bracket() { return is_in_object() ? '}' : ']'; }

  void skip_space() {
    while (place < count && is_space(char(text[place]))) {
      place += 1;
    }
  }

  /// Parses what comes next, unless it takes more than what is left of the window.
  bool add_next(bool is_last, bool &is_enough) {
    if (containers.count == 0) {
      return descend(0);
    }
    if (is_behind_value) {
      return pass_mark();
    }
    size_t end = place;
    Cut cut = find_cut(text, end, count);
    if (cut != Cut::none) {
      return add_run(end, cut);
    }
    is_enough = !is_last && count - place < count / 2;
    return is_enough || (!is_last && descend_into_value());
  }

  /// Opens the array or object that begins here.
  bool descend(uint32_t key) {
    TreeBuilder::Container opened;
    if (place == count || !is_opening(text[place]) || brackets_left == 0) {
      return false;
    }
    json_kind kind = text[place] == '{' ? JSON_KIND_OBJECT : JSON_KIND_ARRAY;
    if (builder.open(opened, kind, key, containers.count) != JSON_VALID ||
        !containers.append(opened)) {
      return false;
    }
    brackets_left -= 1;
    place += 1;
    is_behind_comma = false;
    return true;
  }

  /// Opens the array or object that is the next value here.
  bool descend_into_value() {
    uint32_t key = 0;
    if (is_in_object()) {
      if (text[place] != '"') {
        return false;
      }
      size_t start = place;
      place = end_of_string(text, place + 1, count);
      skip_space();
      if (place == count || text[place] != ':') {
        return false;
      }
      place += 1;
      skip_space();
      if (place == count || !find_key(start, key)) {
        return false;
      }
    } else if (builder.expect_more_than_numbers(container()) != JSON_VALID) {
      return false;
    }
    container().count += 1;
    return descend(key);
  }

  /// Finds the key of the name that stands between `start` and the value here.
  bool find_key(size_t start, uint32_t &key) {
    return parse(start, place, '{', "0}", [&](ondemand::document &document) {
      ondemand::object object;
      if (document.get_object().get(object) != simdjson::SUCCESS) {
        return false;
      }
      size_t found = 0;
      for (auto result : object) {
        ondemand::field field;
        if (std::move(result).get(field) != simdjson::SUCCESS ||
            builder.intern(field, key) != JSON_VALID) {
          return false;
        }
        found += 1;
      }
      return found == 1;
    });
  }

  /// Adds the values that stand before a comma or the end of what holds them.
  bool add_run(size_t end, Cut cut) {
    size_t brackets = bracket_count(text + place, end - place);
    if (brackets > brackets_left) {
      return false;
    }
    brackets_left -= brackets;
    uint32_t before = container().count;
    size_t depth = containers.count - 1;
    const char ending[] = {closing_bracket(), 0};
    bool is_valid = parse(place, end, opening_bracket(), ending, [&](ondemand::document &document) {
      return builder.add_contents(container(), document, depth) == JSON_VALID;
    });
    bool may_be_empty = cut == Cut::at_end && !is_behind_comma;
    if (!is_valid || (!may_be_empty && container().count == before)) {
      return false;
    }
    place = end;
    return pass_mark();
  }

  /// Passes over the comma behind a value, or the end of what holds it.
  bool pass_mark() {
    uint8_t mark = text[place];
    place += 1;
    is_behind_comma = mark == ',';
    is_behind_value = !is_behind_comma;
    if (is_behind_comma) {
      return true;
    }
    if (mark != uint8_t(closing_bracket())) {
      return false;
    }
    builder.close(container());
    containers.count -= 1;
    is_done = containers.count == 0;
    return true;
  }

  /// Parses what stands from `start` to `end`, with a bracket before it and an ending behind it.
  template <typename Use>
  bool parse(size_t start, size_t end, char bracket, const char *ending, Use use) {
    size_t ending_length = std::strlen(ending);
    uint8_t *first = text + start - 1;
    uint8_t bracket_place = *first, ending_place[JSON_ROOM_BEHIND - padding];
    std::memcpy(ending_place, text + end, ending_length);
    *first = uint8_t(bracket);
    std::memcpy(text + end, ending, ending_length);
    size_t length = 1 + end - start + ending_length;
    ondemand::document document;
    const char *reached;
    bool is_valid =
        parser.iterate(reinterpret_cast<const char *>(first), length, length + padding)
                .get(document) == simdjson::SUCCESS &&
        use(document) && is_at_end(document, reached);
    *first = bracket_place;
    std::memcpy(text + end, ending_place, ending_length);
    return is_valid;
  }
};

json_pieces *json_pieces_begin(size_t length, size_t depth_limit) {
  return new (std::nothrow) json_pieces(length, depth_limit);
}

int json_pieces_add(json_pieces *pieces, uint8_t *window, size_t length, int is_last,
                    size_t *consumed) {
  *consumed = 0;
  return pieces->add(window, length, is_last != 0, *consumed);
}

void json_pieces_end(json_pieces *pieces, json_tree *tree) {
  *tree = {};
  if (pieces->is_done) {
    pieces->builder.release(*tree);
  }
  delete pieces;
}
