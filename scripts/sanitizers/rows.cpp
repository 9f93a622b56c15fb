// SPDX-License-Identifier: GPL-3.0-or-later
//
// Feeds any bytes to what reads rows that are written alike, and reads the same values again.
#include "CRows.h"

#include <cstdlib>
#include <cstring>
#include <string>

static void require(bool condition) {
  if (!condition) std::abort();
}

/// A field of a line, counted from 0.
static std::string field(const std::string &line, int index) {
  size_t start = 0;
  for (; index > 0; index -= 1) start = line.find(',', start) + 1;
  return line.substr(start, line.find_first_of(",\n", start) - start);
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  // The lines are "b,NUMBER,VALUE,passed over\n".
  const uint8_t bytes[] = {'b', ',', '\n'};
  const uint32_t kinds[] = {ROW_FIELD, ROW_MEMBER};
  const row_part parts[] = {
      {ROW_TEXT, 0, 2}, {ROW_NUMBER, 0, 0}, {ROW_TEXT, 1, 1},   {ROW_VALUE, 0, 0},
      {ROW_TEXT, 1, 1}, {kinds[data[0] & 1], 0, 0}, {ROW_TEXT, 2, 1},
  };
  const row_pattern pattern = {bytes, parts, sizeof parts / sizeof *parts, ','};
  // Exactly as long as promised, so that a byte too many is found.
  const size_t length = size - 1;
  uint8_t *text = static_cast<uint8_t *>(std::malloc(length + 1));
  uint8_t *exact = text + 1;
  std::memcpy(exact, data + 1, length);
  double values[16];
  const row_run run = rows_read(exact, length, &pattern, -1, values, 16);
  require(run.count <= 16 && run.length <= length);
  size_t position = 0;
  double number = -1;
  for (size_t row = 0; row < run.count; row += 1) {
    const char *start = reinterpret_cast<const char *>(exact) + position;
    const char *end = static_cast<const char *>(std::memchr(start, '\n', run.length - position));
    require(end != nullptr);
    const std::string line(start, end + 1 - start);
    const double next = std::strtod(field(line, 1).c_str(), nullptr);
    require(next > number);
    number = next;
    const double value = std::strtod(field(line, 2).c_str(), nullptr);
    require(std::memcmp(&value, &values[row], sizeof value) == 0);
    position += line.size();
  }
  require(position == run.length && (run.count == 0 || run.number == number));
  std::free(text);
  return 0;
}
