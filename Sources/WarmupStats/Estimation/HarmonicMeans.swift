// SPDX-License-Identifier: GPL-3.0-or-later

internal import CKernels
internal import RealModule

/// The means of cos kθⱼ − 1 and of sin kθⱼ over some angles θⱼ, for k = 1, 2, … .
///
/// They are the real and imaginary parts of a characteristic function, less 1, at equally spaced
/// frequencies. One less is kept because near 1 that is what can be told apart: each is right to
/// about 1e-15·k of its own size, however small the angles.
package struct HarmonicMeans {
  /// The mean of cos kθ − 1; index 0 is k = 1.
  package let cosinesLessOne: [Double]
  /// The mean of sin kθ; index 0 is k = 1.
  package let sines: [Double]

  /// Computes the means for the angles `step`·`values` and k up to `count`.
  ///
  /// Each angle's multiples come from its first by rotation, sixteen angles at once.
  ///
  /// - Complexity: O(values · count), about 0.3 ns for each.
  package init(of values: [Double], step: Double, count: Int) {
    // Angles of 0 add nothing to either sum.
    let padding =
      (HarmonicMeans.atOnce - values.count % HarmonicMeans.atOnce) % HarmonicMeans.atOnce
    var firstCosines = [Double](repeating: 0, count: values.count + padding)
    var firstSines = firstCosines
    for index in values.indices {
      let half = Double.sin(step * values[index] / 2)
      firstCosines[index] = -2 * half * half
      firstSines[index] = Double.sin(step * values[index])
    }
    var cosineSums = [Double](repeating: 0, count: count * HarmonicMeans.lanes)
    var sineSums = cosineSums
    unsafe harmonic_sums(
      firstCosines, firstSines, firstCosines.count, count, &cosineSums, &sineSums)
    let scale = 1 / Double(values.count)
    cosinesLessOne = Self.totals(cosineSums, scale: scale)
    sines = Self.totals(sineSums, scale: scale)
  }

  private static let atOnce = Int(HARMONIC_ANGLES)
  private static let lanes = Int(HARMONIC_LANES)

  private static func totals(_ partial: [Double], scale: Double) -> [Double] {
    stride(from: 0, to: partial.count, by: lanes).map { start in
      scale * partial[start..<(start + lanes)].reduce(0, +)
    }
  }
}
