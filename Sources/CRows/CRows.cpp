// SPDX-License-Identifier: GPL-3.0-or-later
#include "CRows.h"

#include <charconv>
#include <cmath>
#include <cstring>

namespace {

/// The powers of ten that a double holds exactly.
constexpr double powers_of_ten[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

inline bool is_digit(uint8_t byte) { return byte >= '0' && byte <= '9'; }

/// Whether eight bytes are digits, which is found out for all at once.
inline bool are_digits(uint64_t bytes) {
  return ((bytes & 0xF0F0F0F0F0F0F0F0) |
          (((bytes + 0x0606060606060606) & 0xF0F0F0F0F0F0F0F0) >> 4)) == 0x3333333333333333;
}

/// The number that eight digits are, of which the first is in the lowest byte: neighbors are put
/// together to numbers of two digits, then of four, then of eight.
inline uint64_t number_of_digits(uint64_t bytes) {
  bytes = (bytes & 0x0F0F0F0F0F0F0F0F) * (10 * 256 + 1) >> 8;
  bytes = (bytes & 0x00FF00FF00FF00FF) * (100 * 65536 + 1) >> 16;
  return (bytes & 0x0000FFFF0000FFFF) * (10000 * 4294967296 + 1) >> 32;
}

/// Reads digits, and adds them behind those of `number`; it may wrap around.
inline const uint8_t *read_digits(const uint8_t *at, const uint8_t *end, uint64_t &number) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  while (end - at >= 8) {
    uint64_t bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    if (!are_digits(bytes)) {
      break;
    }
    number = number * 100000000 + number_of_digits(bytes);
    at += 8;
  }
#endif
  while (at < end && is_digit(*at)) {
    number = number * 10 + (*at - '0');
    at += 1;
  }
  return at;
}

/// A decimal number, taken apart.
struct decimal {
  uint64_t digits = 0;
  /// How many digits there are, leading zeros among them.
  ptrdiff_t digit_count = 0;
  long exponent = 0;
};

/// Reads a number as JSON writes it, without a sign; null if there is none.
inline const uint8_t *read_decimal(const uint8_t *at, const uint8_t *end, decimal &number) {
  const uint8_t *start = at;
  at = read_digits(at, end, number.digits);
  number.digit_count = at - start;
  if (number.digit_count == 0 || (*start == '0' && number.digit_count > 1)) {
    return nullptr;
  }
  if (at < end && *at == '.') {
    const uint8_t *fraction = at + 1;
    at = read_digits(fraction, end, number.digits);
    if (at == fraction) {
      return nullptr;
    }
    number.digit_count += at - fraction;
    number.exponent = -(at - fraction);
  }
  if (at < end && (*at == 'e' || *at == 'E')) {
    at += 1;
    bool is_negative = at < end && *at == '-';
    if (at < end && (*at == '-' || *at == '+')) {
      at += 1;
    }
    const uint8_t *first = at;
    uint64_t exponent = 0;
    at = read_digits(at, end, exponent);
    if (at == first || at - first > 4) {
      return nullptr;
    }
    number.exponent += is_negative ? -long(exponent) : long(exponent);
  }
  return at;
}

/// Reads a number, correctly rounded; null if there is none, or none that is finite.
///
/// Where digits and power of ten are both doubles, their product or quotient is rounded once, and so
/// correctly (Clinger 1990, doi:10.1145/93542.93557).
inline const uint8_t *read_value(const uint8_t *at, const uint8_t *end, double &value) {
  decimal number;
  const uint8_t *behind = read_decimal(at, end, number);
  if (behind == nullptr) {
    return nullptr;
  }
  if (number.digit_count <= 19 && number.digits <= uint64_t(1) << 53 && number.exponent >= -22 &&
      number.exponent <= 22) {
    double digits = double(number.digits);
    value = number.exponent < 0 ? digits / powers_of_ten[-number.exponent]
                                : digits * powers_of_ten[number.exponent];
    return behind;
  }
  auto *first = reinterpret_cast<const char *>(at), *last = reinterpret_cast<const char *>(behind);
  auto result = std::from_chars(first, last, value, std::chars_format::general);
  return result.ec == std::errc() && result.ptr == last && std::isfinite(value) ? behind : nullptr;
}

/// Reads a whole number that is greater than the one before; null if there is none.
inline const uint8_t *read_number(const uint8_t *at, const uint8_t *end, double &number) {
  uint64_t digits = 0;
  const uint8_t *behind = read_digits(at, end, digits);
  ptrdiff_t count = behind - at;
  if (count == 0 || count > 15 || (*at == '0' && count > 1) || double(digits) <= number) {
    return nullptr;
  }
  number = double(digits);
  return behind;
}

/// Passes over a text; null if something else stands there.
inline const uint8_t *skip_text(const uint8_t *at, const uint8_t *end, const uint8_t *text,
                                size_t length) {
  if (size_t(end - at) < length) {
    return nullptr;
  }
  size_t index = 0;
  for (; index + 8 <= length; index += 8) {
    uint64_t here, there;
    std::memcpy(&here, at + index, sizeof here);
    std::memcpy(&there, text + index, sizeof there);
    if (here != there) {
      return nullptr;
    }
  }
  for (; index < length; index += 1) {
    if (at[index] != text[index]) {
      return nullptr;
    }
  }
  return at + length;
}

/// Passes over a field of a table.
inline const uint8_t *skip_field(const uint8_t *at, const uint8_t *end, uint8_t separator) {
  while (at < end && *at >= ' ' && *at != separator && *at != '"') {
    at += 1;
  }
  return at;
}

/// Passes over a string of JSON; null if it has more than plain ASCII.
const uint8_t *skip_string(const uint8_t *at, const uint8_t *end) {
  for (at += 1; at < end && *at != '"'; at += 1) {
    if (*at < ' ' || *at > '~' || *at == '\\') {
      return nullptr;
    }
  }
  return at < end ? at + 1 : nullptr;
}

/// Passes over the value of a member of a JSON object; null if it is not a simple one.
inline const uint8_t *skip_member(const uint8_t *at, const uint8_t *end) {
  if (at == end) {
    return nullptr;
  }
  auto word = [&](const char *letters, size_t length) {
    return skip_text(at, end, reinterpret_cast<const uint8_t *>(letters), length);
  };
  switch (*at) {
  case '"':
    return skip_string(at, end);
  case 't':
    return word("true", 4);
  case 'f':
    return word("false", 5);
  case 'n':
    return word("null", 4);
  default: {
    decimal number;
    const uint8_t *behind = read_decimal(at, end, number);
    // Whatever such a number is, a double is as large.
    return behind != nullptr && behind - at <= 40 && number.exponent >= -40 &&
                   number.exponent <= 40
               ? behind
               : nullptr;
  }
  }
}

} // namespace

struct row_run rows_read(const uint8_t *text, size_t length, const struct row_pattern *pattern,
                         double number, double *values, size_t capacity) {
  const uint8_t *end = text + length, *line = text;
  struct row_run run = {0, 0, number};
  while (run.count < capacity) {
    const uint8_t *at = line;
    double value = 0;
    for (size_t index = 0; index < pattern->part_count && at != nullptr; index += 1) {
      const struct row_part part = pattern->parts[index];
      switch (part.kind) {
      case ROW_TEXT:
        at = skip_text(at, end, pattern->bytes + part.offset, part.length);
        break;
      case ROW_NUMBER:
        at = read_number(at, end, number);
        break;
      case ROW_VALUE:
        at = read_value(at, end, value);
        break;
      case ROW_FIELD:
        at = skip_field(at, end, pattern->separator);
        break;
      default:
        at = skip_member(at, end);
        break;
      }
    }
    if (at == nullptr) {
      break;
    }
    values[run.count] = value;
    run.count += 1;
    run.number = number;
    line = at;
  }
  run.length = size_t(line - text);
  return run;
}
