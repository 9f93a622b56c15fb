// SPDX-License-Identifier: GPL-3.0-or-later
#include "HarmonicSums.h"

#include "Vectors.h"

// cos(a+b) − 1 and sin(a+b) from c = cos a − 1, s = sin a and those of b; two vectors in turn,
// because each has to wait for itself.
CLONED
void harmonic_sums(
  const double *cosines_less_one, const double *sines, size_t angles, size_t harmonics,
  double *cosine_sums, double *sine_sums
) {
  for (size_t angle = 0; angle < angles; angle += HARMONIC_ANGLES) {
    const numbers first_cosine_a = *(const numbers *)(cosines_less_one + angle);
    const numbers first_cosine_b = *(const numbers *)(cosines_less_one + angle + 8);
    const numbers first_sine_a = *(const numbers *)(sines + angle);
    const numbers first_sine_b = *(const numbers *)(sines + angle + 8);
    numbers cosine_a = first_cosine_a, cosine_b = first_cosine_b;
    numbers sine_a = first_sine_a, sine_b = first_sine_b;
    for (size_t k = 0; k < harmonics; k++) {
      *(numbers *)(cosine_sums + k * HARMONIC_LANES) += cosine_a + cosine_b;
      *(numbers *)(sine_sums + k * HARMONIC_LANES) += sine_a + sine_b;
      const numbers next_a =
        cosine_a + first_cosine_a + (cosine_a * first_cosine_a - sine_a * first_sine_a);
      const numbers next_b =
        cosine_b + first_cosine_b + (cosine_b * first_cosine_b - sine_b * first_sine_b);
      sine_a = sine_a + first_sine_a + (sine_a * first_cosine_a + cosine_a * first_sine_a);
      sine_b = sine_b + first_sine_b + (sine_b * first_cosine_b + cosine_b * first_sine_b);
      cosine_a = next_a;
      cosine_b = next_b;
    }
  }
}
