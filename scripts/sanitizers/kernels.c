// SPDX-License-Identifier: GPL-3.0-or-later
//
// Feeds any numbers to the inner loops, in memory that is exactly as long as promised.
#include "CKernels.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// The next number among the bytes; zero where they end.
static double next(const uint8_t **data, size_t *size) {
  double number = 0;
  size_t count = *size < sizeof number ? *size : sizeof number;
  memcpy(&number, *data, count);
  *data += count;
  *size -= count;
  return number;
}

static void candidates(size_t rows, const uint8_t *data, size_t size) {
  const size_t capacity = (rows + CANDIDATE_LANES - 1) / CANDIDATE_LANES * CANDIDATE_LANES;
  const size_t columns = candidate_member_squares + 1;
  double *table = malloc(columns * capacity * sizeof *table);
  for (size_t column = 0; column < columns; column++)
    for (size_t row = 0; row < capacity; row++)
      table[column * capacity + row] =
          row < rows ? next(&data, &size) : column == candidate_fixed ? INFINITY : 0;
  struct candidate_moments values = {
      next(&data, &size), next(&data, &size), next(&data, &size), next(&data, &size)};
  struct candidate_cost cost = {next(&data, &size), next(&data, &size)};
  candidates_absorb(table, capacity, rows, values, cost);
  bounds_absorb(table, capacity, rows, values, cost);
  const size_t from = rows / 2;
  const size_t found = candidates_find(table, capacity, rows, from, next(&data, &size));
  if (found < from || found > rows) abort();
  free(table);
}

static void logarithms(const uint8_t *data, size_t size) {
  double values[8];
  for (int i = 0; i < 8; i++) {
    double value = fabs(next(&data, &size));
    values[i] = isnormal(value) ? value : 1;
  }
  candidate_logarithms(values);
}

static void harmonics(size_t count, const uint8_t *data, size_t size) {
  const size_t angles = HARMONIC_ANGLES * (1 + count % 4), orders = 1 + count;
  double *cosines = malloc(angles * sizeof *cosines), *sines = malloc(angles * sizeof *sines);
  for (size_t i = 0; i < angles; i++) {
    cosines[i] = next(&data, &size);
    sines[i] = next(&data, &size);
  }
  double *first = calloc(orders * HARMONIC_LANES, sizeof *first);
  double *second = calloc(orders * HARMONIC_LANES, sizeof *second);
  harmonic_sums(cosines, sines, angles, orders, first, second);
  free(cosines);
  free(sines);
  free(first);
  free(second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  const size_t count = data[0] % 70;
  candidates(count, data + 1, size - 1);
  logarithms(data + 1, size - 1);
  harmonics(count, data + 1, size - 1);
  return 0;
}
