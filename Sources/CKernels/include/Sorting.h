// SPDX-License-Identifier: GPL-3.0-or-later
//
// Numbers in ascending order, without comparing them with one another.

#ifndef SORTING_H
#define SORTING_H

#include <stddef.h>
#include <stdint.h>

/// A number, and what is carried along with it.
struct keyed_number {
  double key;
  uint64_t payload;
};

/// Puts fewer than 2^32 numbers, none of them NaN, in ascending order; -0 counts as 0, and equal
/// numbers keep their order. `scratch` is room for as many.
void sort_numbers(double *numbers, double *scratch, size_t count);

/// The same for numbers that carry something along.
void sort_keyed_numbers(
  struct keyed_number *numbers, struct keyed_number *scratch, size_t count);

#endif
