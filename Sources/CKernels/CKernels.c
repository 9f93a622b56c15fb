// SPDX-License-Identifier: GPL-3.0-or-later
#include "CKernels.h"

#include <math.h>

#include "Logarithm.h"
#include "Vectors.h"

// ln x for x = 2^e m, m in [√½, √2): e ln 2 + 2 artanh s, s = (m − 1) / (m + 1). The polynomial is
// the minimax approximation of (artanh s / s − 1) / s² in s², found with the Remez exchange for
// |s| ≤ (√2 − 1) / (√2 + 1): the error of artanh s / s is below 2^-59.
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
  // Halved again and again, not in Horner's order, because each step waits for the one before.
  const numbers z2 = z * z;
  const numbers low =
    (0x1.5555555555592p-2 + 0x1.999999997fdb7p-3 * z)
    + (0x1.24924941f12a5p-3 + 0x1.c71c520959e0cp-4 * z) * z2;
  const numbers high =
    (0x1.74663ee8ec253p-4 + 0x1.39a1baadd8b9ap-4 * z) + 0x1.2f0563cb7eb4ep-4 * z2;
  const numbers p = low + high * (z2 * z2);
  // ln 2 in two parts, the first short enough for its product with an exponent to be exact.
  const double ln2_high = 0x1.62e42fefa38p-1;
  const double ln2_low = 0x1.ef35793c7673p-45;
  const numbers twice = s + s;
  *x = exponent * ln2_high + (twice + (twice * z * p + exponent * ln2_low));
}

INLINED numbers *column(double *table, size_t capacity, int name, size_t row) {
  return (numbers *)(table + (size_t)name * capacity + row);
}

// The update of Chan, Golub and LeVeque; the reciprocal of the new count is handed back.
INLINED void absorb(
  double *table, size_t capacity, size_t row, struct candidate_moments values,
  numbers *reciprocal) {
  numbers *count = column(table, capacity, candidate_count, row);
  numbers *shift = column(table, capacity, candidate_shift, row);
  numbers *offset = column(table, capacity, candidate_offset, row);
  numbers *squares = column(table, capacity, candidate_squares, row);
  const numbers total = *count + values.count;
  const numbers difference = (values.shift - *shift) + (values.offset - *offset);
  *reciprocal = 1.0 / total;
  const numbers step = difference * (values.count * *reciprocal);
  *squares += values.squares + difference * *count * step;
  *offset += step;
  *count = total;
}

// The cost of m values with squares M is h(m, M) = m ln(M / m + c).
INLINED void find_cost(
  const numbers *count, const numbers *squares, const numbers *reciprocal, double added,
  numbers *cost) {
  *cost = *squares * *reciprocal + added;
  replace_by_logarithm(cost);
  *cost *= *count;
}

// The same but for a logarithm that is only near.
INLINED void find_nearby_cost(
  const numbers *count, const numbers *squares, const numbers *reciprocal, double added,
  numbers *cost) {
  *cost = *squares * *reciprocal + added;
  replace_by_nearby_logarithm(cost);
  *cost *= *count;
}

// It is concave and homogeneous, so that K more values with squares S raise it by at least its slope
// at the end in their direction: K ln w + (S − K u) / w, where w = u + c and u is the variance at the
// end, at least (M + S) / (m + K). Over all u this is least at S / K, and beyond that it grows with u.
INLINED void find_bound(
  const numbers *count, const numbers *squares, const numbers *reciprocal,
  const numbers *member_count, const numbers *member_squares, double added, numbers *bound) {
  numbers variance = (*member_squares + *squares) / (*member_count + *count);
  variance = __builtin_elementwise_max(variance, *squares * *reciprocal);
  const numbers slope_at = variance + added;
  *bound = slope_at;
  replace_by_nearby_logarithm(bound);
  *bound = *count * (*bound - NEARBY_LOGARITHM_ERROR) + (*squares - *count * variance) / slope_at;
}

// What is found for each row.
enum finding { costs, nearby_costs, bounds };

INLINED double absorb_in_all(
  double *table, size_t capacity, size_t rows, struct candidate_moments values,
  struct candidate_cost cost, enum finding finding) {
  numbers least = {INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY};
  for (size_t row = 0; row < rows; row += CANDIDATE_LANES) {
    numbers reciprocal;
    absorb(table, capacity, row, values, &reciprocal);
    const numbers count = *column(table, capacity, candidate_count, row);
    const numbers squares = *column(table, capacity, candidate_squares, row);
    numbers total;
    if (cost.factor != 0) {
      total = cost.factor * squares;
    } else if (finding == bounds) {
      find_bound(
        &count, &squares, &reciprocal, column(table, capacity, candidate_member_count, row),
        column(table, capacity, candidate_member_squares, row), cost.added, &total);
    } else if (finding == nearby_costs) {
      find_nearby_cost(&count, &squares, &reciprocal, cost.added, &total);
    } else {
      find_cost(&count, &squares, &reciprocal, cost.added, &total);
    }
    total += *column(table, capacity, candidate_fixed, row);
    *column(table, capacity, candidate_total, row) = total;
    least = __builtin_elementwise_min(least, total);
  }
  return least_lane(&least);
}

CLONED double candidates_absorb(
  double *table, size_t capacity, size_t rows, struct candidate_moments values,
  struct candidate_cost cost) {
  return absorb_in_all(table, capacity, rows, values, cost, costs);
}

CLONED double candidates_absorb_nearly(
  double *table, size_t capacity, size_t rows, struct candidate_moments values,
  struct candidate_cost cost, double margin) {
  const double near = absorb_in_all(table, capacity, rows, values, cost, nearby_costs);
  // Without a logarithm all are exact.
  if (cost.factor != 0) return near;
  const double limit = near + margin;
  numbers least = {INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY};
  for (size_t row = 0; row < rows; row += CANDIDATE_LANES) {
    numbers *total = column(table, capacity, candidate_total, row);
    if (__builtin_reduce_or(*total <= limit) == 0) continue;
    const numbers count = *column(table, capacity, candidate_count, row);
    const numbers squares = *column(table, capacity, candidate_squares, row);
    const numbers reciprocal = 1.0 / count;
    find_cost(&count, &squares, &reciprocal, cost.added, total);
    *total += *column(table, capacity, candidate_fixed, row);
    least = __builtin_elementwise_min(least, *total);
  }
  return least_lane(&least);
}

CLONED double bounds_absorb(
  double *table, size_t capacity, size_t rows, struct candidate_moments values,
  struct candidate_cost cost) {
  return absorb_in_all(table, capacity, rows, values, cost, bounds);
}

CLONED size_t candidates_find(
  const double *table, size_t capacity, size_t rows, size_t from, double limit) {
  const double *total = table + (size_t)candidate_total * capacity;
  size_t row = from;
  // Nearly all rows are above the limit, and are passed over many at a time.
  for (; row + CANDIDATE_LANES <= rows; row += CANDIDATE_LANES) {
    if (__builtin_reduce_or(*(const numbers *)(total + row) <= limit) != 0) break;
  }
  for (; row < rows; row++) {
    if (total[row] <= limit) return row;
  }
  return rows;
}

CLONED void candidate_logarithms(double *values) {
  replace_by_logarithm((numbers *)values);
}
