// SPDX-License-Identifier: GPL-3.0-or-later
//
// The inner loops of the search for changepoints, over candidates side by side.
//
// A table is `columns` of `capacity` numbers each, one after the other; `capacity` is a multiple of
// CANDIDATE_LANES. Its rows up to the next multiple of CANDIDATE_LANES after `rows` are read and
// written; those from `rows` on must hold infinity in the first column, and so never count.

#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>

#include "CharacteristicSums.h"
#include "HarmonicSums.h"
#include "SegmentCosts.h"
#include "Sorting.h"

/// How many rows are worked on at once.
#define CANDIDATE_LANES 8

/// The columns of a table.
enum candidate_column {
  /// What is added to the cost below.
  candidate_fixed = 0,
  /// Moments of some values: how many, and their mean is shift + offset.
  candidate_count,
  candidate_shift,
  candidate_offset,
  /// The sum of their squared deviations from it.
  candidate_squares,
  /// The result.
  candidate_total,
  /// For bounds only: count and squares of the least of the segments that are bounded.
  candidate_member_count,
  candidate_member_squares,
};

/// Moments of values that every row takes in.
struct candidate_moments {
  double count;
  double shift;
  double offset;
  double squares;
};

/// How moments become a cost: count · ln(squares / count + added) if `factor` is zero,
/// otherwise factor · squares.
struct candidate_cost {
  double added;
  double factor;
};

/// Adds the values to every row's moments and sets its total to fixed + cost.
/// The least total is returned.
double candidates_absorb(
  double *table, size_t capacity, size_t rows, struct candidate_moments values,
  struct candidate_cost cost);

/// The same, with totals that are exact where they exceed the least by no more than `margin`, and
/// elsewhere off by up to 1.4e-10 for each value of the row: the logarithm of all takes much longer.
double candidates_absorb_nearly(
  double *table, size_t capacity, size_t rows, struct candidate_moments values,
  struct candidate_cost cost, double margin);

/// Adds the values to every row's moments and sets its total to fixed + the least by which these
/// values raise the cost of any segment that they continue, given the member columns.
/// The least total is returned.
double bounds_absorb(
  double *table, size_t capacity, size_t rows, struct candidate_moments values,
  struct candidate_cost cost);

/// The first row from `from` on whose total is at most `limit`, or `rows`.
size_t candidates_find(
  const double *table, size_t capacity, size_t rows, size_t from, double limit);

/// The natural logarithms of 8 positive normal numbers, in place.
void candidate_logarithms(double *values);

#endif
