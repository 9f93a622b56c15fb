// SPDX-License-Identifier: GPL-3.0-or-later
#include "SegmentCosts.h"

#include "Logarithm.h"
#include "Vectors.h"

CLONED double least_sum(const double *best, const double *row, size_t count) {
  numbers first = {INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY};
  numbers second = first;
  size_t index = 0;
  // Two minima in turn, because each has to wait for itself.
  for (; index + 2 * LANES <= count; index += 2 * LANES) {
    const numbers a = *(const numbers *)(best + index) + *(const numbers *)(row + index);
    const numbers b =
      *(const numbers *)(best + index + LANES) + *(const numbers *)(row + index + LANES);
    first = __builtin_elementwise_min(first, a);
    second = __builtin_elementwise_min(second, b);
  }
  for (; index < count; index += LANES) {
    const numbers a = *(const numbers *)(best + index) + *(const numbers *)(row + index);
    first = __builtin_elementwise_min(first, a);
  }
  first = __builtin_elementwise_min(first, second);
  return least_lane(&first);
}

CLONED void published_costs(
  const double *sums, const double *squares, const uint32_t *blocks, size_t block_count, size_t end,
  double log_two_pi, double *row
) {
  const numbers steps = {0, 1, 2, 3, 4, 5, 6, 7};
  const numbers one = {1, 1, 1, 1, 1, 1, 1, 1};
  for (size_t index = 0; index < block_count; index++) {
    const size_t start = (size_t)blocks[index] * LANES;
    const numbers k = __builtin_elementwise_max((double)end - ((double)start + steps), one);
    const numbers sum = sums[end] - *(const numbers *)(sums + start);
    const numbers square = squares[end] - *(const numbers *)(squares + start);
    numbers variance = (square - sum * sum / k) / k;
    const truths is_positive = variance > 0;
    keep_where(&is_positive, &variance, 1e-11);
    replace_by_accurate_logarithm(&variance);
    *(numbers *)(row + start) = k * ((log_two_pi + variance) + 1);
  }
}

CLONED struct published_step published_search_step(
  double *best, const double *row, double penalty, uint32_t *blocks, size_t block_count,
  double *totals
) {
  const numbers infinite = {
    INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY};
  const numbers least_possible = -infinite;
  numbers least = infinite;
  numbers greatest = least_possible;
  truths block_of_least = {0, 0, 0, 0, 0, 0, 0, 0};
  for (size_t index = 0; index < block_count; index++) {
    const size_t start = (size_t)blocks[index] * LANES;
    const numbers total =
      (*(const numbers *)(best + start) + *(const numbers *)(row + start)) + penalty;
    *(numbers *)(totals + index * LANES) = total;
    // The first of equal totals stays the least of its lane.
    const truths is_less = total < least;
    block_of_least = (is_less & (int64_t)blocks[index]) | (~is_less & block_of_least);
    least = __builtin_elementwise_min(least, total);
    numbers candidates = total;
    const truths is_candidate = total < infinite;
    keep_where(&is_candidate, &candidates, -INFINITY);
    greatest = __builtin_elementwise_max(greatest, candidates);
  }

  struct published_step step = {least_lane(&least), SIZE_MAX, block_count};
  const double limit = step.least + penalty;
  int is_any_dropped = 0;
  for (int lane = 0; lane < LANES; lane++) {
    const size_t start = (size_t)block_of_least[lane] * LANES + (size_t)lane;
    if (least[lane] == step.least && start < step.start) step.start = start;
    is_any_dropped |= greatest[lane] > limit;
  }
  if (!is_any_dropped) return step;
  step.blocks = 0;
  for (size_t index = 0; index < block_count; index++) {
    const size_t start = (size_t)blocks[index] * LANES;
    const truths is_kept = *(const numbers *)(totals + index * LANES) <= limit;
    keep_where(&is_kept, (numbers *)(best + start), INFINITY);
    if (__builtin_reduce_or(is_kept) != 0) blocks[step.blocks++] = blocks[index];
  }
  return step;
}

CLONED void accurate_logarithms(double *values) {
  replace_by_accurate_logarithm((numbers *)values);
}
