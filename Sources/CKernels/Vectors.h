// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the kernels share: eight numbers side by side, and functions compiled for several processors.

#ifndef VECTORS_H
#define VECTORS_H

#include <stddef.h>
#include <stdint.h>

// Multiplications and additions are never fused, so that every processor rounds alike and finds the
// same changepoints.
#pragma STDC FP_CONTRACT OFF

// CKERNELS_BASELINE leaves out the wider vectors, to measure what processors without them do.
#if defined(__x86_64__) && defined(__gnu_linux__) && __has_attribute(target_clones) \
  && !defined(CKERNELS_BASELINE)
#define CLONED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CLONED
#endif

// Inlined always, because a function compiled for one processor is not inlined into another's.
#define INLINED static inline __attribute__((always_inline))

/// How many numbers there are in a vector.
#define LANES 8

// Eight numbers, wherever they lie. They are handed on by address: by value, how they are passed
// would depend on the processor compiled for.
typedef double numbers __attribute__((vector_size(64), aligned(8)));
typedef int64_t truths __attribute__((vector_size(64), aligned(8)));
typedef uint64_t words __attribute__((vector_size(64), aligned(8)));

// Replaces the lanes of x for which nothing is true.
INLINED void keep_where(const truths *is_true, numbers *x, double otherwise) {
  const numbers others = {
    otherwise, otherwise, otherwise, otherwise, otherwise, otherwise, otherwise, otherwise};
  *x = (numbers)((*is_true & (truths)*x) | (~*is_true & (truths)others));
}

// The lesser of two numbers in each lane; of x where that is NaN, nothing is taken.
INLINED void take_least(const numbers *x, numbers *least) {
  for (int lane = 0; lane < LANES; lane++) {
    (*least)[lane] = (*x)[lane] < (*least)[lane] ? (*x)[lane] : (*least)[lane];
  }
}

// The greater of two numbers in each lane; of x where that is NaN, nothing is taken.
INLINED void take_greatest(const numbers *x, numbers *greatest) {
  for (int lane = 0; lane < LANES; lane++) {
    (*greatest)[lane] = (*x)[lane] > (*greatest)[lane] ? (*x)[lane] : (*greatest)[lane];
  }
}

INLINED double least_lane(const numbers *all) {
  numbers x = *all;
  const numbers fours = __builtin_shufflevector(x, x, 4, 5, 6, 7, 0, 1, 2, 3);
  take_least(&fours, &x);
  const numbers twos = __builtin_shufflevector(x, x, 2, 3, 0, 1, 6, 7, 4, 5);
  take_least(&twos, &x);
  return x[0] < x[1] ? x[0] : x[1];
}

INLINED double greatest_lane(const numbers *all) {
  const numbers opposite = -*all;
  return -least_lane(&opposite);
}

#endif
