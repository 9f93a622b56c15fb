// SPDX-License-Identifier: GPL-3.0-or-later
#include "Sorting.h"

#include <string.h>

// Sorting by digits, the least significant first: each pass puts the numbers in the order of one
// digit of their bits, and leaves those that agree in it in the order of the passes before. Bits are
// turned such that they ascend, read as a whole number, as the numbers do.

// So many bits are a digit, and so many digits a number.
#define DIGIT_BITS 11
#define DIGITS 6
#define DIGIT_VALUES (1 << DIGIT_BITS)

// Up to so many numbers are inserted one by one, which then is faster.
#define FEW 64

static inline uint64_t ascending_bits(double number) {
  const double without_negative_zero = number + 0.0;
  uint64_t bits;
  memcpy(&bits, &without_negative_zero, sizeof bits);
  const uint64_t sign = (uint64_t)1 << 63;
  return bits & sign ? ~bits : bits | sign;
}

static inline size_t digit(double number, int index) {
  return (ascending_bits(number) >> (DIGIT_BITS * index)) & (DIGIT_VALUES - 1);
}

static inline double key_of_number(const double *number) { return *number; }

static inline double key_of_keyed(const struct keyed_number *number) { return number->key; }

#define DEFINE_SORT(name, type, key_of)                                                  \
  static void name##_few(type *numbers, size_t count) {                                  \
    for (size_t index = 1; index < count; index++) {                                     \
      const type number = numbers[index];                                                \
      size_t hole = index;                                                               \
      for (; hole > 0 && key_of(&numbers[hole - 1]) > key_of(&number); hole--) {         \
        numbers[hole] = numbers[hole - 1];                                               \
      }                                                                                  \
      numbers[hole] = number;                                                            \
    }                                                                                    \
  }                                                                                      \
                                                                                         \
  void name(type *numbers, type *scratch, size_t count) {                                \
    if (count <= FEW) {                                                                  \
      name##_few(numbers, count);                                                        \
      return;                                                                            \
    }                                                                                    \
    uint32_t counts[DIGITS][DIGIT_VALUES] = {0};                                         \
    for (size_t index = 0; index < count; index++) {                                     \
      for (int pass = 0; pass < DIGITS; pass++) {                                        \
        counts[pass][digit(key_of(&numbers[index]), pass)]++;                            \
      }                                                                                  \
    }                                                                                    \
    type *from = numbers, *to = scratch;                                                 \
    for (int pass = 0; pass < DIGITS; pass++) {                                          \
      /* Where all agree, nothing moves. */                                              \
      if (counts[pass][digit(key_of(&numbers[0]), pass)] == count) continue;             \
      uint32_t below = 0;                                                                \
      for (size_t value = 0; value < DIGIT_VALUES; value++) {                            \
        const uint32_t here = counts[pass][value];                                       \
        counts[pass][value] = below;                                                     \
        below += here;                                                                   \
      }                                                                                  \
      for (size_t index = 0; index < count; index++) {                                   \
        to[counts[pass][digit(key_of(&from[index]), pass)]++] = from[index];             \
      }                                                                                  \
      type *sorted = to;                                                                 \
      to = from;                                                                         \
      from = sorted;                                                                     \
    }                                                                                    \
    if (from != numbers) memcpy(numbers, from, count * sizeof *numbers);                 \
  }

DEFINE_SORT(sort_numbers, double, key_of_number)
DEFINE_SORT(sort_keyed_numbers, struct keyed_number, key_of_keyed)
