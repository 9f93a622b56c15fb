// SPDX-License-Identifier: GPL-3.0-or-later
//
// The inner loops of searches that share the costs of segments between penalties.
//
// A row holds the costs of all segments that end at one place, by their start. It and what is read
// beside it reach to the next multiple of COST_LANES; what does not count there is infinite.

#ifndef SEGMENT_COSTS_H
#define SEGMENT_COSTS_H

#include <stddef.h>
#include <stdint.h>

/// How many starts are worked on at once.
#define COST_LANES 8

/// The least of best[i] + row[i] for i from 0 to count - 1; count is a multiple of COST_LANES.
double least_sum(const double *best, const double *row, size_t count);

/// What R's changepoint finds that segments from each start in the listed blocks of COST_LANES
/// starts to `end` cost, with its roundings: k ((log_two_pi + ln v) + 1), where v = (dQ - dS dS / k) / k
/// for the differences dS and dQ of rounded sums of values and of squares, or 1e-11 if that is not
/// positive. Starts from `end` on get any finite number; `sums` and `squares` reach over all blocks.
void published_costs(
  const double *sums, const double *squares, const uint32_t *blocks, size_t block_count, size_t end,
  double log_two_pi, double *row);

/// The least of some totals, where it is, and how many blocks still hold a candidate.
struct published_step {
  double least;
  size_t start;
  size_t blocks;
};

/// One step of R's search. A candidate's total is (best + cost) + penalty; candidates stand in the
/// listed blocks of COST_LANES starts, in ascending order, and starts in them that are none have an
/// infinite `best`. The first least total is returned; what exceeds it by more than the penalty is
/// made infinite in `best`, and blocks without a candidate leave the list.
struct published_step published_search_step(
  double *best, const double *row, double penalty, uint32_t *blocks, size_t block_count);

/// Asks the system for large pages of memory in the given place, where it has them: what is
/// written once from end to end then takes a few page faults instead of thousands.
void advise_large_pages(void *place, size_t size);

/// The natural logarithms of COST_LANES numbers, right to 0.52 units in the last place, in place.
void accurate_logarithms(double *values);

#endif
