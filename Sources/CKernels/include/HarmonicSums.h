// SPDX-License-Identifier: GPL-3.0-or-later
//
// The inner loop of characteristic functions: sums of cosines and sines of multiples of angles.

#ifndef HARMONIC_SUMS_H
#define HARMONIC_SUMS_H

#include <stddef.h>

/// How many angles are worked on at once; there must be a multiple of so many.
#define HARMONIC_ANGLES 16

/// How many partial sums there are for each harmonic.
#define HARMONIC_LANES 8

/// Adds, for each harmonic k from 1 to `harmonics`, cos kθ − 1 and sin kθ of all angles θ to the
/// HARMONIC_LANES partial sums at index (k − 1)·HARMONIC_LANES; each angle is given as cos θ − 1
/// and sin θ.
void harmonic_sums(
  const double *cosines_less_one, const double *sines, size_t angles, size_t harmonics,
  double *cosine_sums, double *sine_sums);

#endif
