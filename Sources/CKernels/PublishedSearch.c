// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>

#include "Logarithm.h"
#include "PublishedCandidates.h"
#include "PublishedCosts.h"
#include "SegmentCosts.h"
#include "Vectors.h"

// A search looks at all candidates at every end, but only two things are decided there: which total
// is the least, and which totals exceed it by more than the penalty. Most totals are so far from
// both that it is enough to know them roughly; the others are found with R's roundings.
//
// The rough total of a candidate is F + k ((ln 2π + 1 - ln k) + ln x), where x = dQ - dS dS / k is
// found with R's roundings, and x / k is R's variance v. Values are 0 or between 2^-300 and 2^300 in
// magnitude, so that all differences, x and v are zero or far from the ends of the range of normal
// numbers: v is positive where x is, and its logarithm is below 850 in magnitude.
//
// How far the rough total can be from the published one: ln x is right to 1.4e-10. Everything else
// is rounding. In the sum in parentheses no number exceeds 900, half a unit in the last place of
// which is 2^-44; there are fewer than ten roundings on both sides together, below 1e-12. The
// products with k differ by their own roundings, k 2.2e-13 at most, and the sums with F by 2^-53 of
// either. Together that is less than d = 1.5e-10 k + 2^-52 |total|, and adding the penalty to both,
// where R does, adds 2^-52 of what comes out. The least published total is at most d above the least
// rough one, so that its own rough one is at most 2 d above it; `doubt` is more than that.
INLINED double doubt(size_t end, double total, double penalty) {
  return 4e-10 * (double)end + 2e-15 * (fabs(total) + fabs(penalty));
}

// Puts the rough totals of all candidates where their starts are, NaN for what is none; returns the
// least and the greatest.
INLINED void find_rough_totals(
  const struct published_series *series, const double *best, const uint32_t *blocks,
  size_t block_count, size_t end, double *totals, double *least, double *greatest
) {
// Nothing of x can be fused, since no product is added before it is divided.
#pragma STDC FP_CONTRACT ON
  const numbers steps = {0, 1, 2, 3, 4, 5, 6, 7};
  const numbers infinite = {
    INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY};
  numbers least_seen = infinite, greatest_seen = -infinite;
  const double *terms = series->length_terms + (series->count - end);
  const double sum_to_end = series->sums[end], square_to_end = series->squares[end];
  const numbers ends = (double)end - steps;
  for (size_t index = 0; index < block_count; index++) {
    const size_t start = (size_t)blocks[index] * LANES;
    const numbers k = ends - (double)start;
    const numbers sum = sum_to_end - *(const numbers *)(series->sums + start);
    const numbers square = square_to_end - *(const numbers *)(series->squares + start);
    numbers x = square - sum * sum / k;
    const truths is_positive = x > 0;
    const numbers otherwise = k * 1e-11;
    x = (numbers)((is_positive & (truths)x) | (~is_positive & (truths)otherwise));
    replace_by_nearby_logarithm(&x);
    const numbers total =
      *(const numbers *)(best + start) + k * (x + *(const numbers *)(terms + start));
    *(numbers *)(totals + start) = total;
    take_least(&total, &least_seen);
    take_greatest(&total, &greatest_seen);
  }
  *least = least_lane(&least_seen);
  *greatest = greatest_lane(&greatest_seen);
}

// The sums of LANES candidates' least costs and of what segments from there to `end` cost, as R
// rounds them.
INLINED void find_published_totals(
  const struct published_series *series, const double *best, size_t start, size_t end,
  numbers *totals
) {
  find_published_costs(
    series->sums, series->squares, start, end, series->log_two_pi, totals);
  *totals = *(const numbers *)(best + start) + *totals;
}

// The least published total among the candidates whose rough one is at most `limit`.
INLINED double least_published_total(
  const struct published_series *series, const double *best, const uint32_t *blocks,
  size_t block_count, size_t end, const double *totals, double limit
) {
  numbers least = {INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY};
  for (size_t index = 0; index < block_count; index++) {
    const size_t start = (size_t)blocks[index] * LANES;
    const truths is_near = *(const numbers *)(totals + start) <= limit;
    if (__builtin_reduce_or(is_near) == 0) continue;
    numbers published;
    find_published_totals(series, best, start, end, &published);
    take_least(&published, &least);
  }
  return least_lane(&least);
}

// In so few blocks nothing is told roughly first, because about one is found with R's roundings
// anyway.
#define FEW_BLOCKS 2

// Puts totals where their starts are, rough ones unless there are few; returns the least published
// one and the greatest of those.
INLINED void find_totals(
  const struct published_series *series, const double *best, const uint32_t *blocks,
  size_t block_count, size_t end, double *totals, double *least, double *greatest
) {
  if (block_count > FEW_BLOCKS) {
    double least_rough;
    find_rough_totals(series, best, blocks, block_count, end, totals, &least_rough, greatest);
    const double near = least_rough + doubt(end, least_rough, 0);
    *least = least_published_total(series, best, blocks, block_count, end, totals, near);
    return;
  }
  *least = INFINITY;
  *greatest = -INFINITY;
  for (size_t index = 0; index < block_count; index++) {
    const size_t start = (size_t)blocks[index] * LANES;
    numbers published;
    find_published_totals(series, best, start, end, &published);
    *(numbers *)(totals + start) = published;
    for (int lane = 0; lane < LANES; lane++) {
      *least = published[lane] < *least ? published[lane] : *least;
      *greatest = published[lane] > *greatest ? published[lane] : *greatest;
    }
  }
}

// Gives up the candidates whose published total exceeds the limit; returns how many blocks remain.
INLINED size_t give_up(
  const struct published_series *series, double *best, const double *totals, double penalty,
  double limit, size_t end, int32_t *last_ends, uint32_t *blocks, size_t block_count
) {
  const double doubtful = block_count > FEW_BLOCKS ? doubt(end, limit, penalty) : 0;
  size_t kept = 0;
  for (size_t index = 0; index < block_count; index++) {
    const size_t start = (size_t)blocks[index] * LANES;
    const numbers total = *(const numbers *)(totals + start) + penalty;
    truths exceeds = total > limit - doubtful;
    int keeps = 1;
    if (__builtin_reduce_or(exceeds) != 0) {
      if (__builtin_reduce_or(exceeds & (total <= limit + doubtful)) != 0) {
        numbers published;
        find_published_totals(series, best, start, end, &published);
        exceeds = published + penalty > limit;
      }
      keeps = 0;
      for (size_t lane = 0; lane < LANES; lane++) {
        if (exceeds[lane]) {
          best[start + lane] = NAN;
          last_ends[start + lane] = (int32_t)end;
        }
        keeps |= !isnan(best[start + lane]);
      }
    }
    blocks[kept] = blocks[index];
    kept += (size_t)keeps;
  }
  return kept;
}

CLONED void published_search_run(
  struct published_search *search, const struct published_series *series, double *best,
  double *costs, int32_t *last_ends, uint32_t *blocks, uint32_t *first_blocks, double *totals,
  size_t first, size_t last
) {
  const double penalty = search->penalty;
  size_t block_count = search->block_count;
  double cost = search->cost;
  double previous = search->previous;
  for (size_t end = first; end <= last; end++) {
    first_blocks[end] = blocks[0];
    double least, greatest;
    find_totals(series, best, blocks, block_count, end, totals, &least, &greatest);
    previous = cost;
    // Rounded sums grow with what is added, so that the penalty can be added at the end.
    cost = least + penalty;
    const double limit = cost + penalty;
    if (greatest + penalty > limit - doubt(end, limit, penalty)) {
      block_count = give_up(
        series, best, totals, penalty, limit, end, last_ends, blocks, block_count);
    }
    block_count = add_candidate(end, previous, best, costs, blocks, block_count);
  }
  search->block_count = block_count;
  search->cost = cost;
  search->previous = previous;
}
