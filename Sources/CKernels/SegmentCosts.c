// SPDX-License-Identifier: GPL-3.0-or-later
#include "SegmentCosts.h"

#include <math.h>

#include "Logarithm.h"
#include "PublishedCandidates.h"
#include "PublishedCosts.h"
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
  for (size_t index = 0; index < block_count; index++) {
    const size_t start = (size_t)blocks[index] * LANES;
    numbers costs;
    find_published_costs(sums, squares, start, end, log_two_pi, &costs);
    *(numbers *)(row + start) = costs;
  }
}

// How many accumulators there are, because each has to wait for itself.
#define TURNS 4

// The least and the greatest of best + row over all candidates.
INLINED void find_extremes(
  const double *best, const double *row, const uint32_t *blocks, size_t block_count, double *least,
  double *greatest
) {
  const numbers infinite = {
    INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY};
  numbers least_seen[TURNS] = {infinite, infinite, infinite, infinite};
  numbers greatest_seen[TURNS] = {-infinite, -infinite, -infinite, -infinite};
  size_t index = 0;
  for (; index + TURNS <= block_count; index += TURNS) {
    for (size_t turn = 0; turn < TURNS; turn++) {
      const size_t start = (size_t)blocks[index + turn] * LANES;
      const numbers sum = *(const numbers *)(best + start) + *(const numbers *)(row + start);
      take_least(&sum, &least_seen[turn]);
      take_greatest(&sum, &greatest_seen[turn]);
    }
  }
  for (; index < block_count; index++) {
    const size_t start = (size_t)blocks[index] * LANES;
    const numbers sum = *(const numbers *)(best + start) + *(const numbers *)(row + start);
    take_least(&sum, &least_seen[0]);
    take_greatest(&sum, &greatest_seen[0]);
  }
  for (size_t turn = 1; turn < TURNS; turn++) {
    take_least(&least_seen[turn], &least_seen[0]);
    take_greatest(&greatest_seen[turn], &greatest_seen[0]);
  }
  *least = least_lane(&least_seen[0]);
  *greatest = greatest_lane(&greatest_seen[0]);
}

// Gives up the candidates whose total exceeds the limit; returns how many blocks remain.
INLINED size_t give_up(
  double *best, const double *row, double penalty, double limit, int32_t end, int32_t *last_ends,
  uint32_t *blocks, size_t block_count
) {
  size_t kept = 0;
  for (size_t index = 0; index < block_count; index++) {
    const size_t start = (size_t)blocks[index] * LANES;
    const numbers before = *(const numbers *)(best + start);
    const truths exceeds = (before + *(const numbers *)(row + start)) + penalty > limit;
    int keeps = 1;
    if (__builtin_reduce_or(exceeds) != 0) {
      keeps = 0;
      for (size_t lane = 0; lane < LANES; lane++) {
        if (exceeds[lane]) {
          best[start + lane] = NAN;
          last_ends[start + lane] = end;
        }
        keeps |= !isnan(best[start + lane]);
      }
    }
    blocks[kept] = blocks[index];
    kept += (size_t)keeps;
  }
  return kept;
}

CLONED void published_search_advance(
  struct published_search *search, double *best, double *costs, int32_t *last_ends,
  uint32_t *blocks, uint32_t *first_blocks, const double *rows, const size_t *offsets, size_t first,
  size_t last
) {
  const double penalty = search->penalty;
  size_t block_count = search->block_count;
  double cost = search->cost;
  double previous = search->previous;
  for (size_t end = first; end <= last; end++) {
    const double *row = rows + offsets[end - first];
    first_blocks[end] = blocks[0];
    double least, greatest;
    // Rounded sums grow with what is added, so that the penalty can be added at the end.
    find_extremes(best, row, blocks, block_count, &least, &greatest);
    previous = cost;
    cost = least + penalty;
    const double limit = cost + penalty;
    if (greatest + penalty > limit) {
      block_count =
        give_up(best, row, penalty, limit, (int32_t)end, last_ends, blocks, block_count);
    }
    block_count = add_candidate(end, previous, best, costs, blocks, block_count);
  }
  search->block_count = block_count;
  search->cost = cost;
  search->previous = previous;
}

CLONED void accurate_logarithms(double *values) {
  replace_by_accurate_logarithm((numbers *)values);
}

CLONED void nearby_logarithms(double *values) {
  replace_by_nearby_logarithm((numbers *)values);
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
