// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGSL

/// For every lag k from 0 on, the sum of the products of values that stand k apart.
///
/// Element k of the result is Σ xᵢ·xᵢ₊ₖ over all i for which both values exist. It is found through
/// two Fourier transforms, so that all lags together cost hardly more than a few of them do
/// directly. The error is a few rounding steps of element 0.
///
/// - Complexity: O(n log n) for n values, and memory for up to 4n numbers.
/// - Throws: `GSLError` if GSL refuses.
package func laggedProducts(of values: [Double]) throws(GSLError) -> [Double] {
  guard !values.isEmpty else { return [] }
  // Zeros behind the values keep their end from being multiplied with their start.
  var length = 1
  while length < 2 * values.count { length *= 2 }
  var sums = values + [Double](repeating: 0, count: length - values.count)
  try checked("Fourier transform") {
    unsafe sums.withUnsafeMutableBufferPointer { buffer in
      unsafe gsl_fft_real_radix2_transform(buffer.baseAddress, 1, buffer.count)
    }
  }
  // Real parts stand at k, imaginary parts at length − k.
  sums[0] *= sums[0]
  sums[length / 2] *= sums[length / 2]
  for k in 1..<max(1, length / 2) {
    sums[k] = sums[k] * sums[k] + sums[length - k] * sums[length - k]
    sums[length - k] = 0
  }
  try checked("Fourier transform") {
    unsafe sums.withUnsafeMutableBufferPointer { buffer in
      unsafe gsl_fft_halfcomplex_radix2_inverse(buffer.baseAddress, 1, buffer.count)
    }
  }
  return Array(sums[..<values.count])
}
