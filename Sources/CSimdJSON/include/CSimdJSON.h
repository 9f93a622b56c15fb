// SPDX-License-Identifier: GPL-3.0-or-later
//
// JSON texts as flat trees of 16-byte nodes, parsed by simdjson.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// How many bytes must follow a text that is parsed, of which the first two are written to for a while.
#define JSON_ROOM_BEHIND 66

/// How many bytes must stand before a window of a text, unless it is the first: they are written to for
/// a while.
#define JSON_ROOM_BEFORE 1

/// How many bytes a window of a large text usually has.
#define JSON_USUAL_WINDOW (1 << 22)

/// The offset of a failure whose place is not known.
#define JSON_OFFSET_UNKNOWN (-1)

/// The kind of a node.
enum json_kind {
  JSON_KIND_NULL,
  JSON_KIND_FALSE,
  JSON_KIND_TRUE,
  /// The payload is the bit pattern of a double.
  JSON_KIND_NUMBER,
  /// The payload's low half is an offset into `bytes`, its high half a length.
  JSON_KIND_STRING,
  /// An array of numbers only, and of one at least: the payload's low half is an offset into
  /// `numbers`, its high half a count. Its elements have no nodes.
  JSON_KIND_NUMBERS,
  /// The payload's low half is the number of elements, its high half the index of the node that
  /// follows the last of them. The first element is the next node.
  JSON_KIND_ARRAY,
  /// As an array, with members for elements.
  JSON_KIND_OBJECT,
  /// An array whose elements are not read any more: the payload's high half is as an array's.
  JSON_KIND_FORGOTTEN,
};

/// What is wrong with a text.
enum json_failure {
  JSON_VALID,
  JSON_OUT_OF_MEMORY,
  JSON_TOO_DEEP,
  /// More values than measurements have, which would take up many times the memory of the text.
  JSON_TOO_MANY_VALUES,
  JSON_INVALID_UTF8,
  JSON_CONTROL_CHARACTER,
  JSON_ENDS_EARLY,
  JSON_NO_DOCUMENT,
  JSON_INVALID_NUMBER,
  JSON_INVALID_STRING,
  JSON_INVALID_STRUCTURE,
  JSON_TRAILING_CONTENT,
};

/// A value of the text, in the order in which the text opens them.
struct json_node {
  uint64_t payload;
  /// The index in `keys` of the name of a member.
  uint32_t key;
  uint32_t kind;
};

/// Where in `bytes` the name of a member stands.
struct json_key {
  uint32_t offset;
  uint32_t length;
};

/// A parsed text; its memory is malloc's, and `json_tree_free` gives it back.
struct json_tree {
  struct json_node *nodes;
  double *numbers;
  struct json_key *keys;
  uint8_t *bytes;
  size_t node_count;
  size_t number_count;
  size_t key_count;
  size_t byte_count;
};

/// The version of simdjson, as "3.0.1".
const char *json_library_version(void);

/// Parses `length` bytes of UTF-8 that are followed by `JSON_ROOM_BEHIND` others, and are the same in
/// the end. A large text is parsed window by window, so that there is never an index of all of it.
///
/// The tokens NaN, Infinity and -Infinity count as numbers, since several tools write them. On
/// failure the tree is empty and `*failure_offset` is the offset in bytes of what is wrong, or
/// `JSON_OFFSET_UNKNOWN`.
enum json_failure json_parse(uint8_t *text, size_t length, size_t depth_limit,
                             struct json_tree *tree, ptrdiff_t *failure_offset);

/// A text that is parsed window by window, so that all of it need never be in memory.
struct json_pieces;

/// Begins to parse a text of about `length` bytes; null if there is no memory.
struct json_pieces *json_pieces_begin(size_t length, size_t depth_limit);

/// Parses what a window of the text begins with, as far as it holds whole values; the next window
/// begins behind that.
///
/// There must be `JSON_ROOM_BEFORE` bytes before the window and `JSON_ROOM_BEHIND` behind it. A window
/// that is not the last one is full: a value that it does not hold is large.
///
/// Returns whether the text may go on so, and is whole if this is its last window. A text that it
/// returns 0 for is not JSON, or holds a string that is as large as a window, and what is wrong is
/// found by `json_parse`.
int json_pieces_add(struct json_pieces *pieces, uint8_t *window, size_t length, int is_last,
                    size_t *consumed);

/// Gives the tree of a text that is whole, and an empty one of any other; ends `pieces`.
void json_pieces_end(struct json_pieces *pieces, struct json_tree *tree);

/// Gives the memory of `count` numbers of a tree back, as far as they fill pages: they read as 0.
void json_tree_forget(struct json_tree *tree, size_t first, size_t count);

/// Gives the memory of a tree back.
void json_tree_free(struct json_tree *tree);

/// Whether bytes are valid UTF-8.
int text_is_utf8(const uint8_t *text, size_t length);

/// Reads a decimal number that fills `length` bytes entirely; returns whether it does.
int decimal_parse(const char *text, size_t length, double *number);

#ifdef __cplusplus
}
#endif
