// SPDX-License-Identifier: GPL-3.0-or-later
//
// The candidates of a search as R's changepoint makes it.

#ifndef PUBLISHED_CANDIDATES_H
#define PUBLISHED_CANDIDATES_H

#include "Vectors.h"

// Notes the least cost of what ends one value before `end`, which is a candidate from the next end
// on; returns how many blocks there are then.
INLINED size_t add_candidate(
  size_t end, double cost, double *best, double *costs, uint32_t *blocks, size_t block_count
) {
  best[end - 1] = cost;
  costs[end - 1] = cost;
  const uint32_t block = (uint32_t)((end - 1) / LANES);
  if (block_count == 0 || blocks[block_count - 1] != block) blocks[block_count++] = block;
  return block_count;
}

#endif
