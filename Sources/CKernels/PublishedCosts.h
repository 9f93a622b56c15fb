// SPDX-License-Identifier: GPL-3.0-or-later
//
// What R's changepoint finds that segments cost, in its order of operations and with its roundings.

#ifndef PUBLISHED_COSTS_H
#define PUBLISHED_COSTS_H

#include "Logarithm.h"
#include "Vectors.h"

// The costs of the segments from LANES starts to `end`, as published_costs() says.
INLINED void find_published_costs(
  const double *sums, const double *squares, size_t start, size_t end, double log_two_pi,
  numbers *costs
) {
  const numbers steps = {0, 1, 2, 3, 4, 5, 6, 7};
  const numbers one = {1, 1, 1, 1, 1, 1, 1, 1};
  const numbers k = __builtin_elementwise_max((double)end - ((double)start + steps), one);
  const numbers sum = sums[end] - *(const numbers *)(sums + start);
  const numbers square = squares[end] - *(const numbers *)(squares + start);
  numbers variance = (square - sum * sum / k) / k;
  const truths is_positive = variance > 0;
  keep_where(&is_positive, &variance, 1e-11);
  replace_by_accurate_logarithm(&variance);
  *costs = k * ((log_two_pi + variance) + 1);
}

#endif
