// SPDX-License-Identifier: GPL-3.0-or-later
//
// Feeds any numbers to the inner loops, in memory that is exactly as long as promised.
#include "CKernels.h"

#include <complex.h>
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
  candidates_absorb_nearly(table, capacity, rows, values, cost, next(&data, &size));
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

/// Characteristic functions and their series, against complex numbers.
static void characteristic(size_t count, const uint8_t *data, size_t size) {
  const size_t each = CHARACTERISTIC_ANGLES * (1 + count % 3), factors = 1 + count % 2;
  const size_t angles = each * factors, harmonics = CHARACTERISTIC_LANES * (1 + count * 2);
  double *thetas = malloc(angles * sizeof *thetas), *weights = malloc(angles * sizeof *weights);
  double *cosines = malloc(angles * sizeof *cosines), *sines = malloc(angles * sizeof *sines);
  for (size_t i = 0; i < angles; i++) {
    const double drawn = fmod(next(&data, &size), M_PI);
    thetas[i] = isfinite(drawn) ? drawn : 1;
    weights[i] = 1.0 / (double)each;
    cosines[i] = cos(thetas[i]);
    sines[i] = sin(thetas[i]);
  }
  struct characteristic_factor parts[2] = {{each, 1 + count % 7}, {each, 1 + count % 5}};
  double *memory = malloc(angles * CHARACTERISTIC_MEMORY * sizeof *memory);
  double *reals = calloc(harmonics, sizeof *reals);
  double *imaginaries = calloc(harmonics, sizeof *imaginaries);
  characteristic_sums(
      cosines, sines, weights, parts, factors, memory, harmonics, reals, imaginaries);
  double complex all = 0;
  for (size_t k = 1; k <= harmonics; k++) {
    double complex product = 1;
    for (size_t factor = 0; factor < factors; factor++) {
      double complex sum = 0;
      for (size_t i = factor * each; i < (factor + 1) * each; i++)
        sum += weights[i] * cexp(I * (double)k * thetas[i]);
      product *= cpow(sum, (double)parts[factor].draws);
    }
    if (cabs(product - (reals[k - 1] + I * imaginaries[k - 1])) > 1e-9) abort();
    const double angle = (double)k * thetas[0];
    all += reals[k - 1] * cos(angle) + imaginaries[k - 1] * sin(angle);
  }
  const double sum = trigonometric_sum(reals, imaginaries, harmonics, cosines[0], sines[0]);
  if (fabs(sum - creal(all)) > 1e-9 * (double)harmonics) abort();
  // The last number is read, and not written.
  const size_t bounded = harmonics - CHARACTERISTIC_LANES;
  double *bounds = malloc((bounded + 1) * sizeof *bounds);
  for (size_t k = 0; k < bounded; k++) bounds[k] = 1;
  if (bounded > 0) {
    double *first = malloc((bounded + 1) * sizeof *first);
    double *second = malloc((bounded + 1) * sizeof *second);
    memcpy(first, reals, (bounded + 1) * sizeof *first);
    memcpy(second, imaginaries, (bounded + 1) * sizeof *second);
    bound_moduli(first, second, bounded, 0.05, 1 + count % 3, bounds);
    for (size_t k = 0; k < bounded; k++) {
      const double modulus = fmax(hypot(first[k], second[k]), hypot(first[k + 1], second[k + 1]));
      if (fabs(bounds[k] - pow(fmin(modulus + 0.05, 1), 1.0 + count % 3)) > 1e-9) abort();
    }
    free(first);
    free(second);
  }
  free(thetas);
  free(weights);
  free(cosines);
  free(sines);
  free(memory);
  free(reals);
  free(imaginaries);
  free(bounds);
}

/// R's search, against the same rules written down plainly.
static void search(size_t count, const uint8_t *data, size_t size) {
  const size_t capacity = (count + COST_LANES) / COST_LANES * COST_LANES;
  double *sums = calloc(capacity, sizeof *sums), *squares = calloc(capacity, sizeof *squares);
  for (size_t i = 0; i < count; i++) {
    const double value = fmod(fabs(next(&data, &size)), 1e9);
    const double time = value >= 0x1p-300 ? value : 1;
    sums[i + 1] = sums[i] + time;
    squares[i + 1] = squares[i] + time * time;
  }
  const double drawn = fmod(fabs(next(&data, &size)), 1000);
  const double penalty = isfinite(drawn) ? drawn : 0;

  // A row for each end from 4 on, as long as it must be.
  size_t *offsets = malloc((count + 1) * sizeof *offsets);
  size_t length = 0;
  for (size_t end = 4; end <= count; end++) {
    offsets[end - 4] = length;
    length += (end + COST_LANES - 1) / COST_LANES * COST_LANES;
  }
  double *rows = malloc(length * sizeof *rows);
  uint32_t *all = malloc(capacity / COST_LANES * sizeof *all);
  for (uint32_t block = 0; block < capacity / COST_LANES; block++) all[block] = block;
  for (size_t end = 4; end <= count; end++)
    published_costs(
        sums, squares, all, (end + COST_LANES - 1) / COST_LANES, end, 1.8378770664093453,
        rows + offsets[end - 4]);
  double *short_row = malloc(COST_LANES * sizeof *short_row);
  published_costs(sums, squares, all, 1, 2, 1.8378770664093453, short_row);
  const double two = short_row[0];
  published_costs(sums, squares, all, 1, 3, 1.8378770664093453, short_row);
  const double three = short_row[0];

  struct published_search found = {penalty, three, two, 1};
  double *best = malloc(capacity * sizeof *best), *costs = malloc(capacity * sizeof *costs);
  int32_t *last_ends = malloc(capacity * sizeof *last_ends);
  uint32_t *blocks = calloc(capacity / COST_LANES + 1, sizeof *blocks);
  uint32_t *first_blocks = calloc(count + 1, sizeof *first_blocks);
  for (size_t i = 0; i < capacity; i++) {
    best[i] = costs[i] = i == 0 ? -penalty : i == 2 ? two : NAN;
    last_ends[i] = INT32_MAX;
  }
  // In two parts, as a search that stops at a tile's edge.
  const size_t middle = 4 + (count - 4) / 2;
  published_search_advance(
      &found, best, costs, last_ends, blocks, first_blocks, rows, offsets, 4, middle);
  if (middle < count)
    published_search_advance(
        &found, best, costs, last_ends, blocks, first_blocks, rows, offsets + (middle - 3),
        middle + 1, count);

  double *least = malloc((count + 1) * sizeof *least);
  int *is_candidate = calloc(count + 1, sizeof *is_candidate);
  least[0] = -penalty;
  least[2] = two;
  least[3] = three;
  is_candidate[0] = is_candidate[2] = 1;
  const double *row = rows;
  for (size_t end = 4; end <= count; end++) {
    least[end] = INFINITY;
    for (size_t start = 0; start + 2 <= end; start++) {
      if (!is_candidate[start]) continue;
      const double total = (least[start] + row[start]) + penalty;
      if (total < least[end]) least[end] = total;
    }
    for (size_t start = 0; start + 2 <= end; start++) {
      if (!is_candidate[start]) continue;
      const int is_kept = (least[start] + row[start]) + penalty <= least[end] + penalty;
      if (!is_kept && last_ends[start] != (int32_t)end) abort();
      is_candidate[start] = is_kept;
    }
    is_candidate[end - 1] = 1;
    row += (end + COST_LANES - 1) / COST_LANES * COST_LANES;
  }
  if (found.cost != least[count]) abort();
  // The same without rows, in memory of its own.
  double *terms = calloc(count + COST_LANES, sizeof *terms);
  double *totals = malloc(capacity * sizeof *totals);
  for (size_t i = 0; i < count; i++)
    terms[i] = 1.8378770664093453 + 1 - log((double)(count - i));
  const struct published_series series = {sums, squares, terms, count, 1.8378770664093453};
  struct published_search rough = {penalty, three, two, 1};
  double *rough_best = malloc(capacity * sizeof *rough_best);
  double *rough_costs = malloc(capacity * sizeof *rough_costs);
  int32_t *rough_ends = malloc(capacity * sizeof *rough_ends);
  memset(blocks, 0, (capacity / COST_LANES + 1) * sizeof *blocks);
  for (size_t i = 0; i < capacity; i++) {
    rough_best[i] = rough_costs[i] = i == 0 ? -penalty : i == 2 ? two : NAN;
    rough_ends[i] = INT32_MAX;
  }
  published_search_run(
      &rough, &series, rough_best, rough_costs, rough_ends, blocks, first_blocks, totals, 4, middle);
  if (middle < count)
    published_search_run(
        &rough, &series, rough_best, rough_costs, rough_ends, blocks, first_blocks, totals,
        middle + 1, count);
  if (rough.cost != found.cost || rough.block_count != found.block_count) abort();
  if (memcmp(rough_best, best, capacity * sizeof *best)) abort();
  if (memcmp(rough_costs, costs, capacity * sizeof *costs)) abort();
  if (memcmp(rough_ends, last_ends, capacity * sizeof *last_ends)) abort();
  free(terms);
  free(totals);
  free(rough_best);
  free(rough_costs);
  free(rough_ends);
  for (size_t start = 0; start < count; start++)
    if (is_candidate[start] == isnan(best[start])) abort();
  free(sums);
  free(squares);
  free(offsets);
  free(rows);
  free(all);
  free(short_row);
  free(best);
  free(costs);
  free(last_ends);
  free(blocks);
  free(first_blocks);
  free(least);
  free(is_candidate);
}

static void sorting(size_t count, const uint8_t *data, size_t size) {
  struct keyed_number *numbers = malloc(count * sizeof *numbers);
  struct keyed_number *scratch = malloc(count * sizeof *scratch);
  double *keys = malloc(count * sizeof *keys), *room = malloc(count * sizeof *room);
  for (size_t i = 0; i < count; i++) {
    const double value = next(&data, &size);
    keys[i] = isnan(value) ? 0 : value;
    numbers[i] = (struct keyed_number){keys[i], i};
  }
  sort_numbers(keys, room, count);
  sort_keyed_numbers(numbers, scratch, count);
  for (size_t i = 0; i < count; i++) {
    if (keys[i] != numbers[i].key) abort();
    if (i == 0) continue;
    const int ascends = numbers[i - 1].key < numbers[i].key
      || (numbers[i - 1].key == numbers[i].key && numbers[i - 1].payload < numbers[i].payload);
    if (!ascends) abort();
  }
  free(numbers);
  free(scratch);
  free(keys);
  free(room);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  const size_t count = data[0] % 70;
  candidates(count, data + 1, size - 1);
  logarithms(data + 1, size - 1);
  sorting(count * 3, data + 1, size - 1);
  harmonics(count, data + 1, size - 1);
  characteristic(count, data + 1, size - 1);
  if (count >= 4) search(count, data + 1, size - 1);
  return 0;
}
