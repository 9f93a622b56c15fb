// SPDX-License-Identifier: GPL-3.0-or-later
#include "SegmentCosts.h"

#include "Logarithm.h"
#include "Vectors.h"

#ifdef __linux__
#include <sys/mman.h>
#endif

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

// What has been seen of the totals, lane by lane: the least, the block of the first of these, and the
// greatest of the candidates'.
struct extremes {
  numbers least;
  numbers greatest;
  truths block_of_least;
};

// The totals of a block's starts.
INLINED void find_totals(
  const double *best, const double *row, double penalty, uint32_t block, numbers *total
) {
  const size_t start = (size_t)block * LANES;
  *total = (*(const numbers *)(best + start) + *(const numbers *)(row + start)) + penalty;
}

INLINED void add_totals(const numbers *total, uint32_t block, struct extremes *seen) {
  // The first of equal totals stays the least of its lane.
  const truths is_less = *total < seen->least;
  seen->block_of_least = (is_less & (int64_t)block) | (~is_less & seen->block_of_least);
  seen->least = (numbers)((is_less & (truths)*total) | (~is_less & (truths)seen->least));
  numbers candidates = *total;
  const truths is_candidate = *total < INFINITY;
  keep_where(&is_candidate, &candidates, -INFINITY);
  const truths is_greater = candidates > seen->greatest;
  seen->greatest =
    (numbers)((is_greater & (truths)candidates) | (~is_greater & (truths)seen->greatest));
}

CLONED struct published_step published_search_step(
  double *best, const double *row, double penalty, uint32_t *blocks, size_t block_count
) {
  const numbers infinite = {
    INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY};
  const struct extremes nothing = {infinite, -infinite, {0, 0, 0, 0, 0, 0, 0, 0}};
  // Two in turn, because each has to wait for itself.
  struct extremes seen[2] = {nothing, nothing};
  numbers total;
  size_t index = 0;
  for (; index + 2 <= block_count; index += 2) {
    find_totals(best, row, penalty, blocks[index], &total);
    add_totals(&total, blocks[index], &seen[0]);
    find_totals(best, row, penalty, blocks[index + 1], &total);
    add_totals(&total, blocks[index + 1], &seen[1]);
  }
  if (index < block_count) {
    find_totals(best, row, penalty, blocks[index], &total);
    add_totals(&total, blocks[index], &seen[0]);
  }

  const numbers least = __builtin_elementwise_min(seen[0].least, seen[1].least);
  const numbers greatest = __builtin_elementwise_max(seen[0].greatest, seen[1].greatest);
  struct published_step step = {least_lane(&least), SIZE_MAX, block_count};
  for (int side = 0; side < 2; side++) {
    for (int lane = 0; lane < LANES; lane++) {
      const size_t start = (size_t)seen[side].block_of_least[lane] * LANES + (size_t)lane;
      if (seen[side].least[lane] == step.least && start < step.start) step.start = start;
    }
  }
  const double limit = step.least + penalty;
  if (__builtin_reduce_or(greatest > limit) == 0) return step;
  step.blocks = 0;
  for (index = 0; index < block_count; index++) {
    find_totals(best, row, penalty, blocks[index], &total);
    const truths is_kept = total <= limit;
    keep_where(&is_kept, (numbers *)(best + (size_t)blocks[index] * LANES), INFINITY);
    if (__builtin_reduce_or(is_kept) != 0) blocks[step.blocks++] = blocks[index];
  }
  return step;
}

CLONED void accurate_logarithms(double *values) {
  replace_by_accurate_logarithm((numbers *)values);
}

void advise_large_pages(void *place, size_t size) {
#ifdef __linux__
  // A large page has 2 MB, and the advice is for whole small ones.
  if (size < (size_t)1 << 22) return;
  const uintptr_t page = 4096;
  const uintptr_t begin = ((uintptr_t)place + page - 1) / page * page;
  const uintptr_t end = ((uintptr_t)place + size) / page * page;
  if (begin < end) (void)madvise((void *)begin, end - begin, MADV_HUGEPAGE);
#else
  (void)place;
  (void)size;
#endif
}
