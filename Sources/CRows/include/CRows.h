// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads lines of a file that are written as the one before them.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a part of a line is.
enum row_part_kind {
  /// Bytes that are the same in all lines.
  ROW_TEXT,
  /// A whole number that is greater than in the line before.
  ROW_NUMBER,
  /// The number to read.
  ROW_VALUE,
  /// A field of a table that is passed over: anything without control characters and quotation
  /// marks.
  ROW_FIELD,
  /// A member of a JSON object that is passed over: a word, a short number, or a string of ASCII
  /// without escapes.
  ROW_MEMBER,
};

/// A part of a line.
struct row_part {
  uint32_t kind;
  /// Where a text stands in the bytes of the pattern, and its length.
  uint32_t offset;
  uint32_t length;
};

/// How lines are written: parts, one behind the other, of which the last is a text that ends with a
/// line feed.
struct row_pattern {
  const uint8_t *bytes;
  const struct row_part *parts;
  size_t part_count;
  /// What separates fields.
  uint8_t separator;
};

/// What was read of lines.
struct row_run {
  /// How many lines there were.
  size_t count;
  /// How many bytes they have.
  size_t length;
  /// The number of the last one.
  double number;
};

/// Reads the values of lines at the beginning of a text, up to `capacity` of them, and up to the first
/// line that is not written as the pattern says.
///
/// Numbers are decimal as JSON writes them, without a sign, and correctly rounded; no other line is
/// taken for one of the pattern. `number` is that of the line before.
struct row_run rows_read(const uint8_t *text, size_t length, const struct row_pattern *pattern,
                         double number, double *values, size_t capacity);

#ifdef __cplusplus
}
#endif
