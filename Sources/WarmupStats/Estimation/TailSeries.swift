// SPDX-License-Identifier: GPL-3.0-or-later

internal import CKernels
internal import Changepoints
internal import RealModule

/// The small probabilities that a resampled sum exceeds, or stays below, values far from its mean.
///
/// A Fourier series that is right to 5e-9 says nothing of a probability of 1e-12, and the middle of
/// a gap between two executions depends on where that is. If values are drawn with probabilities in
/// proportion to exp(tx), such a sum is usual, and with ψ the characteristic function of that,
///
///     P(S > z) = M(t)·exp(−tz)/P·(1/t + 2·Re Σ ψ(ωₖ)·exp(−iωₖz)/(t + iωₖ)), ωₖ = 2πk/P,
///
/// where M is the moment generating function of S. It is right in proportion to the probability, for
/// t that suit it. See Daniels, "Saddlepoint Approximations in Statistics", Annals of Mathematical
/// Statistics 25, 1954, https://doi.org/10.1214/aoms/1177728652, whose integral this is.
struct TailSeries: Sendable {
  /// Below this probability a tail is asked.
  static let greatest = 1e-7
  /// A normal distribution of tilt t is around t, and that is exceeded with a probability of 1e-9.
  private static let tilt = 6.0
  /// The highest frequency: where the characteristic function has died but for lone peaks.
  private static let highestFrequency = 100.0

  /// t; negative for the lower tail.
  private let tilt: Double
  private let step: Double
  /// log(M(t)/P).
  private let logarithm: Double
  private let cosines: [Double]
  private let sines: [Double]

  /// The tail above the mean of a standardised sum, or that below.
  init(of sum: ResampledSum, isUpper: Bool) {
    let period = sum.bounds.upperBound - sum.bounds.lowerBound
    let (tilt, step) = (isUpper ? Self.tilt : -Self.tilt, 2 * Double.pi / period)
    let moments = sum.segments.reduce(0) { total, segment in
      let mean =
        segment.deviations.reduce(0) { $0 + Double.exp(tilt * $1) }
        / Double(segment.deviations.count)
      return total + Double(segment.draws) * Double.log(mean)
    }
    var sums = CharacteristicSums(count: Int(clamped: (Self.highestFrequency / step).rounded(.up)))
    sums.add(sum, tilt: tilt, step: step)
    // ψ/(t + iω), for the lower tail with the opposite sign.
    var (cosines, sines) = (sums.reals, sums.imaginaries)
    for k in 0..<sums.count {
      let frequency = step * Double(k + 1)
      let scale = 2 / (tilt * tilt + frequency * frequency)
      cosines[k] = scale * (sums.reals[k] * tilt + sums.imaginaries[k] * frequency)
      sines[k] = scale * (sums.imaginaries[k] * tilt - sums.reals[k] * frequency)
    }
    (self.tilt, self.step, self.cosines, self.sines) = (tilt, step, cosines, sines)
    logarithm = moments - Double.log(period)
  }

  /// The probability of a value beyond `z`.
  func probability(beyond z: Double) -> Double {
    let angle = step * z
    let series = unsafe trigonometric_sum(
      cosines, sines, cosines.count, Double.cos(angle), Double.sin(angle))
    return max(0, (1 / tilt + series) * Double.exp(logarithm - tilt * z) * (tilt < 0 ? -1 : 1))
  }
}
