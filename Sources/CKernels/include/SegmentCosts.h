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

/// A search of R's at one penalty, as far as it has come. A candidate is a start whose `best` is a
/// number and not NaN; its total at an end is (best + cost) + penalty.
struct published_search {
  double penalty;
  /// The least totals at the last end, and at the one before.
  double cost;
  double previous;
  /// How many blocks of COST_LANES starts hold a candidate.
  size_t block_count;
};

/// Takes a search through the ends from `first` to `last`; the row of an end begins at
/// rows + offsets[end - first]. At each end
/// - `first_blocks[end]` becomes the first of the ascending `blocks`, those that hold a candidate;
/// - candidates whose total exceeds the least by more than the penalty are candidates no longer:
///   `best` becomes NaN and `last_ends` this end, and blocks without a candidate leave the list;
/// - the end before becomes a candidate, with its own least total in `best` and in `costs`.
void published_search_advance(
  struct published_search *search, double *best, double *costs, int32_t *last_ends,
  uint32_t *blocks, uint32_t *first_blocks, const double *rows, const size_t *offsets, size_t first,
  size_t last);

/// A series in which R's search finds its costs as it goes.
struct published_series {
  /// Sums of the first values and of their squares, as `published_costs` takes them, of values that
  /// are 0 or from 2^-300 to 2^300 in magnitude.
  const double *sums;
  const double *squares;
  /// The nearest numbers to log_two_pi + 1 - ln k for k from `count` down to 1, and then COST_LANES
  /// finite ones.
  const double *length_terms;
  /// How many values there are.
  size_t count;
  double log_two_pi;
};

/// The same as `published_search_advance` on rows of `published_costs`, without rows: most totals
/// are found roughly, and with R's roundings only where they decide something. `totals` is room for
/// a number for each start in whole blocks.
void published_search_run(
  struct published_search *search, const struct published_series *series, double *best,
  double *costs, int32_t *last_ends, uint32_t *blocks, uint32_t *first_blocks, double *totals,
  size_t first, size_t last);

/// Asks the system for large pages of memory in the given place, where it has them: what is
/// written once from end to end then takes a few page faults instead of thousands.
void advise_large_pages(void *place, size_t size);

/// The natural logarithms of COST_LANES numbers, right to 0.52 units in the last place, in place.
void accurate_logarithms(double *values);

/// The natural logarithms of COST_LANES positive normal numbers, right to 1.4e-10, in place; the
/// last digits differ between processors.
void nearby_logarithms(double *values);

#endif
