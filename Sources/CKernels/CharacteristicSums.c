// SPDX-License-Identifier: GPL-3.0-or-later
#include "CharacteristicSums.h"

#include "Vectors.h"

// So many vectors are worked on at once that sums and products of them stay in the nearest cache.
#define BLOCK 64

typedef struct {
  numbers real;
  numbers imaginary;
} complexes;

INLINED void multiply(complexes *x, const complexes *by) {
  const numbers real = x->real * by->real - x->imaginary * by->imaginary;
  x->imaginary = x->real * by->imaginary + x->imaginary * by->real;
  x->real = real;
}

// Multiplies x by a power of y, by repeated squaring.
INLINED void multiply_by_power(complexes *x, complexes y, size_t power) {
  for (; power > 1; power >>= 1) {
    if (power & 1) multiply(x, &y);
    const complexes root = y;
    multiply(&y, &root);
  }
  multiply(x, &y);
}

// The powers of a complex number of modulus 1 from the first to the eighth.
INLINED void first_powers(double cosine, double sine, complexes *powers) {
  double real = cosine, imaginary = sine;
  for (int lane = 0; lane < LANES; lane++) {
    powers->real[lane] = real;
    powers->imaginary[lane] = imaginary;
    const double next = real * cosine - imaginary * sine;
    imaginary = real * sine + imaginary * cosine;
    real = next;
  }
}

INLINED void broadcast(double real, double imaginary, complexes *x) {
  for (int lane = 0; lane < LANES; lane++) {
    x->real[lane] = real;
    x->imaginary[lane] = imaginary;
  }
}

// What is kept of an angle: its next eight powers, and the eighth.
INLINED void load_angle(const double *memory, complexes *powers, complexes *eighth) {
  powers->real = *(const numbers *)memory;
  powers->imaginary = *(const numbers *)(memory + LANES);
  broadcast(memory[2 * LANES], memory[2 * LANES + 1], eighth);
}

INLINED void store_angle(const complexes *powers, double *memory) {
  *(numbers *)memory = powers->real;
  *(numbers *)(memory + LANES) = powers->imaginary;
}

// Adds the next powers of four angles, and goes on by as many.
INLINED void add_angles(double *memory, size_t vectors, complexes *sums) {
  complexes a, b, c, d, by_a, by_b, by_c, by_d;
  load_angle(memory, &a, &by_a);
  load_angle(memory + CHARACTERISTIC_MEMORY, &b, &by_b);
  load_angle(memory + 2 * CHARACTERISTIC_MEMORY, &c, &by_c);
  load_angle(memory + 3 * CHARACTERISTIC_MEMORY, &d, &by_d);
  for (size_t k = 0; k < vectors; k++) {
    sums[k].real += (a.real + b.real) + (c.real + d.real);
    sums[k].imaginary += (a.imaginary + b.imaginary) + (c.imaginary + d.imaginary);
    multiply(&a, &by_a);
    multiply(&b, &by_b);
    multiply(&c, &by_c);
    multiply(&d, &by_d);
  }
  store_angle(&a, memory);
  store_angle(&b, memory + CHARACTERISTIC_MEMORY);
  store_angle(&c, memory + 2 * CHARACTERISTIC_MEMORY);
  store_angle(&d, memory + 3 * CHARACTERISTIC_MEMORY);
}

CLONED
double characteristic_sums(
  const double *cosines, const double *sines, const double *weights,
  const struct characteristic_factor *factors,
  size_t factor_count, double *memory, size_t harmonics, double *reals, double *imaginaries
) {
  size_t angles = 0;
  for (size_t factor = 0; factor < factor_count; factor++) angles += factors[factor].angles;
  for (size_t angle = 0; angle < angles; angle++) {
    complexes powers;
    first_powers(cosines[angle], sines[angle], &powers);
    double *place = memory + angle * CHARACTERISTIC_MEMORY;
    place[2 * LANES] = powers.real[LANES - 1];
    place[2 * LANES + 1] = powers.imaginary[LANES - 1];
    powers.real *= weights[angle];
    powers.imaginary *= weights[angle];
    store_angle(&powers, place);
  }
  const size_t vectors = harmonics / LANES, lowest = vectors / 8;
  numbers squares = {0};
  for (size_t first = 0; first < vectors; first += BLOCK) {
    const size_t size = vectors - first < BLOCK ? vectors - first : BLOCK;
    complexes products[BLOCK];
    for (size_t k = 0; k < size; k++) broadcast(1, 0, &products[k]);
    double *place = memory;
    for (size_t factor = 0; factor < factor_count; factor++) {
      complexes sums[BLOCK] = {0};
      for (size_t angle = 0; angle < factors[factor].angles; angle += CHARACTERISTIC_ANGLES) {
        add_angles(place, size, sums);
        place += CHARACTERISTIC_ANGLES * CHARACTERISTIC_MEMORY;
      }
      for (size_t k = 0; k < size; k++) {
        multiply_by_power(&products[k], sums[k], factors[factor].draws);
      }
    }
    for (size_t k = 0; k < size; k++) {
      const complexes product = products[k];
      *(numbers *)(reals + (first + k) * LANES) += product.real;
      *(numbers *)(imaginaries + (first + k) * LANES) += product.imaginary;
      if (first + k >= lowest) {
        squares += product.real * product.real + product.imaginary * product.imaginary;
      }
    }
  }
  double sum = 0;
  for (int lane = 0; lane < LANES; lane++) sum += squares[lane];
  return vectors == 0 ? 0 : sum / (double)((vectors - lowest) * LANES);
}

CLONED
void bound_moduli(
  const double *reals, const double *imaginaries, size_t count, double added, size_t draws,
  double *bounds
) {
  for (size_t k = 0; k < count; k += LANES) {
    const numbers x = *(const numbers *)(reals + k), y = *(const numbers *)(imaginaries + k);
    const numbers u = *(const numbers *)(reals + k + 1), v = *(const numbers *)(imaginaries + k + 1);
    numbers power = __builtin_elementwise_max(x * x + y * y, u * u + v * v);
    power = __builtin_elementwise_sqrt(power) + added;
    numbers bound = *(const numbers *)(bounds + k);
    for (int lane = 0; lane < LANES; lane++) power[lane] = power[lane] < 1 ? power[lane] : 1;
    size_t left = draws;
    for (; left > 1; left >>= 1) {
      if (left & 1) bound *= power;
      power *= power;
    }
    *(numbers *)(bounds + k) = bound * power;
  }
}

CLONED
double trigonometric_sum(
  const double *cosines, const double *sines, size_t count, double cosine, double sine
) {
  complexes powers, eighth;
  first_powers(cosine, sine, &powers);
  broadcast(powers.real[LANES - 1], powers.imaginary[LANES - 1], &eighth);
  numbers sum = {0};
  for (size_t k = 0; k < count; k += LANES) {
    sum += *(const numbers *)(cosines + k) * powers.real
      + *(const numbers *)(sines + k) * powers.imaginary;
    multiply(&powers, &eighth);
  }
  const double low = (sum[0] + sum[1]) + (sum[2] + sum[3]);
  return low + ((sum[4] + sum[5]) + (sum[6] + sum[7]));
}
