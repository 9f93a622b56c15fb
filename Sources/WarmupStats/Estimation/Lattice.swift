// SPDX-License-Identifier: GPL-3.0-or-later

/// Equally spaced values, such as those of a clock that counts milliseconds.
struct Lattice: Sendable {
  /// One of the values.
  var offset: Double
  /// The distance between neighbours; positive.
  var spacing: Double

  /// The lattice that a resampled sum lies on; `nil` if there is none that is coarse enough to
  /// matter.
  ///
  /// - Complexity: O(values), less if there is none.
  init?(of sum: ResampledSum) {
    let least = 2 * Double.pi / ResampledSum.finestFrequency
    var spacing = 0.0
    for segment in sum.segments {
      let first = segment.deviations[0]
      for deviation in segment.deviations where deviation != first {
        guard
          let divisor = Self.commonDivisor(spacing, abs(deviation - first), least: least)
        else { return nil }
        spacing = divisor
      }
    }
    guard spacing > 0 else { return nil }
    self.spacing = spacing
    offset = sum.segments.reduce(0) { $0 + Double($1.draws) * $1.deviations[0] }
  }

  /// The greatest number that two are multiples of, as far as rounding tells; `nil` if it is less
  /// than `least`.
  ///
  /// The answer for 0 and another number is the other.
  private static func commonDivisor(_ first: Double, _ second: Double, least: Double) -> Double? {
    let divisor = Double.commonDivisor(first, second, noise: least * 1e-6)
    return divisor < least ? nil : divisor
  }

  /// The middle between the greatest value that is at most `x` and the next.
  func middleAbove(_ x: Double) -> Double {
    offset + spacing * (((x - offset) / spacing + 1e-7).rounded(.down) + 0.5)
  }

  /// Bounds in the middle between values, with an odd number of values between them.
  func bounds(around range: ClosedRange<Double>) -> ClosedRange<Double> {
    let first = ((range.lowerBound - offset) / spacing).rounded(.down) - 1
    var count = ((range.upperBound - offset) / spacing).rounded(.up) + 2 - first
    if count.remainder(dividingBy: 2) == 0 { count += 1 }
    let lower = offset + spacing * (first - 0.5)
    return lower...(lower + spacing * count)
  }
}
