// SPDX-License-Identifier: GPL-3.0-or-later
#include "CKernels.h"

#include <math.h>
#include <stdint.h>

// Multiplications and additions are never fused, so that every processor rounds alike and finds the
// same changepoints.
#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__) && defined(__gnu_linux__) && __has_attribute(target_clones)
#define CLONED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CLONED
#endif

// Inlined always, because a function compiled for one processor is not inlined into another's.
#define INLINED static inline __attribute__((always_inline))

// Eight numbers, wherever they lie. They are handed on by address: by value, how they are passed
// would depend on the processor compiled for.
typedef double numbers __attribute__((vector_size(64), aligned(8)));
typedef uint64_t words __attribute__((vector_size(64), aligned(8)));

// ln x for x = 2^e m, m in [√½, √2): e ln 2 + 2 artanh s, s = (m − 1) / (m + 1). The series of
// artanh ends where a term no longer counts: s² < 0.0295, and 0.0295^10 / 21 < 2^-55.
INLINED void replace_by_logarithm(numbers *x) {
  const uint64_t root_half = 0x3FE6A09E667F3BCD;
  const uint64_t bias = 1023;
  const words bits = (words)*x;
  const words biased = (bits - root_half + (bias << 52)) >> 52;
  // Written into the significand of 2^52, an integer becomes a number without a conversion.
  const numbers exponent =
    (numbers)(biased | 0x4330000000000000) - (0x1p52 + (double)bias);
  const numbers significand = (numbers)(bits - ((biased - bias) << 52));
  const numbers f = significand - 1.0;
  const numbers s = f / (f + 2.0);
  const numbers z = s * s;
  numbers p = z * (1.0 / 21) + 1.0 / 19;
  p = p * z + 1.0 / 17;
  p = p * z + 1.0 / 15;
  p = p * z + 1.0 / 13;
  p = p * z + 1.0 / 11;
  p = p * z + 1.0 / 9;
  p = p * z + 1.0 / 7;
  p = p * z + 1.0 / 5;
  p = p * z + 1.0 / 3;
  // ln 2 in two parts, the first short enough for its product with an exponent to be exact.
  const double ln2_high = 0x1.62e42fefa38p-1;
  const double ln2_low = 0x1.ef35793c7673p-45;
  const numbers twice = s + s;
  *x = exponent * ln2_high + (twice + (twice * z * p + exponent * ln2_low));
}

INLINED numbers *column(double *table, size_t capacity, int name, size_t row) {
  return (numbers *)(table + (size_t)name * capacity + row);
}

// The update of Chan, Golub and LeVeque.
INLINED void absorb(
  double *table, size_t capacity, size_t row, struct candidate_moments values) {
  numbers *count = column(table, capacity, candidate_count, row);
  numbers *shift = column(table, capacity, candidate_shift, row);
  numbers *offset = column(table, capacity, candidate_offset, row);
  numbers *squares = column(table, capacity, candidate_squares, row);
  const numbers total = *count + values.count;
  const numbers difference = (values.shift - *shift) + (values.offset - *offset);
  const numbers step = difference * (values.count / total);
  *squares += values.squares + difference * *count * step;
  *offset += step;
  *count = total;
}

INLINED double least_lane(const numbers *x) {
  double least = (*x)[0];
  for (int lane = 1; lane < CANDIDATE_LANES; lane++) {
    if ((*x)[lane] < least) least = (*x)[lane];
  }
  return least;
}

CLONED double candidates_absorb(
  double *table, size_t capacity, size_t rows, struct candidate_moments values,
  struct candidate_cost cost) {
  numbers least = {INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY};
  for (size_t row = 0; row < rows; row += CANDIDATE_LANES) {
    absorb(table, capacity, row, values);
    const numbers count = *column(table, capacity, candidate_count, row);
    const numbers squares = *column(table, capacity, candidate_squares, row);
    numbers total;
    if (cost.factor == 0) {
      total = squares / count + cost.added;
      replace_by_logarithm(&total);
      total *= count;
    } else {
      total = cost.factor * squares;
    }
    total += *column(table, capacity, candidate_fixed, row);
    *column(table, capacity, candidate_total, row) = total;
    least = __builtin_elementwise_min(least, total);
  }
  return least_lane(&least);
}

// The cost h(m, M) = m ln(M / m + c) of m values with squares M is concave and homogeneous, so that
// K more values with squares S raise it by at least its slope at the end in their direction:
// K ln w + (S − K u) / w, where w = u + c and u is the variance at the end, at least
// (M + S) / (m + K). Over all u this is least at S / K, and beyond that it grows with u.
CLONED double bounds_absorb(
  double *table, size_t capacity, size_t rows, struct candidate_moments values,
  struct candidate_cost cost) {
  numbers least = {INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY};
  for (size_t row = 0; row < rows; row += CANDIDATE_LANES) {
    absorb(table, capacity, row, values);
    const numbers count = *column(table, capacity, candidate_count, row);
    const numbers squares = *column(table, capacity, candidate_squares, row);
    numbers total;
    if (cost.factor == 0) {
      const numbers member_count = *column(table, capacity, candidate_member_count, row);
      const numbers member_squares = *column(table, capacity, candidate_member_squares, row);
      numbers variance = (member_squares + squares) / (member_count + count);
      variance = __builtin_elementwise_max(variance, squares / count);
      const numbers slope_at = variance + cost.added;
      total = slope_at;
      replace_by_logarithm(&total);
      total = count * total + (squares - count * variance) / slope_at;
    } else {
      total = cost.factor * squares;
    }
    total += *column(table, capacity, candidate_fixed, row);
    *column(table, capacity, candidate_total, row) = total;
    least = __builtin_elementwise_min(least, total);
  }
  return least_lane(&least);
}

size_t candidates_find(
  const double *table, size_t capacity, size_t rows, size_t from, double limit) {
  const double *total = table + (size_t)candidate_total * capacity;
  for (size_t row = from; row < rows; row++) {
    if (total[row] <= limit) return row;
  }
  return rows;
}

CLONED void candidate_logarithms(double *values) {
  replace_by_logarithm((numbers *)values);
}
