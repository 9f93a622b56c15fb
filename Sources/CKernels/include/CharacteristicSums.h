// SPDX-License-Identifier: GPL-3.0-or-later
//
// The inner loops of exact bootstrap distributions: characteristic functions of sums of draws at
// many equally spaced frequencies, and the Fourier series that they are inverted by.

#ifndef CHARACTERISTIC_SUMS_H
#define CHARACTERISTIC_SUMS_H

#include <stddef.h>

/// How many frequencies are worked on at once; there must be a multiple of so many.
#define CHARACTERISTIC_LANES 8

/// The angles of a factor must be a multiple of so many; those of weight 0 count for nothing.
#define CHARACTERISTIC_ANGLES 4

/// So many numbers of memory it takes for each angle.
#define CHARACTERISTIC_MEMORY 18

/// Some values that are drawn from.
struct characteristic_factor {
  /// How many angles there are, in a row with those of other factors.
  size_t angles;
  /// How many are drawn, at least one.
  size_t draws;
};

/// Adds, for each k from 1 to `harmonics`, the characteristic function of a sum of draws to
/// reals[k - 1] and imaginaries[k - 1]: the product over the factors of the sum of weight·exp(ikθ)
/// over its angles θ to the power of its draws. Each angle is given as cos θ and sin θ.
///
/// The mean square of the modulus over all harmonics but the lowest eighth is returned.
double characteristic_sums(
  const double *cosines, const double *sines, const double *weights,
  const struct characteristic_factor *factors,
  size_t factor_count, double *memory, size_t harmonics, double *reals, double *imaginaries);

/// Multiplies bounds[k] by the greater modulus of the complex numbers k and k + 1, more by `added`
/// but at most 1, to the power of `draws`, for each k up to `count`; number `count` is read too.
void bound_moduli(
  const double *reals, const double *imaginaries, size_t count, double added, size_t draws,
  double *bounds);

/// The sum over k from 1 to `count` of cosines[k - 1]·cos kθ + sines[k - 1]·sin kθ, for an angle θ
/// that is given as cos θ and sin θ.
double trigonometric_sum(
  const double *cosines, const double *sines, size_t count, double cosine, double sine);

#endif
