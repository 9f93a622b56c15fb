// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints
internal import GSL
internal import RealModule

/// A distribution function on an equally spaced grid, linear between its points.
struct TabulatedDistribution: Sendable {
  let bounds: ClosedRange<Double>
  private let probabilities: [Double]
  /// How many cells the grid has.
  var cells: Int { probabilities.count - 1 }

  /// Creates the distribution in `bounds` from φ at 2π/P, 4π/P, ….
  ///
  /// The series is that of `FourierSeriesDistribution`, summed for all points at once. If φ was
  /// truncated before it died, it is faded out by a normal kernel, a grid step and a half wide, so
  /// that atoms do not ring.
  init(
    bounds: ClosedRange<Double>, characteristicFunction: [(real: Double, imaginary: Double)],
    isTruncated: Bool
  ) {
    let frequencies = characteristicFunction.count
    // A grid that linear interpolation in it is right to 1e-6 of the probability.
    let least = isTruncated ? 2 * (frequencies + 1) : max(1 << 13, 8 * frequencies)
    let points = 1 << (Int.bitWidth - (least - 1).leadingZeroBitCount)
    let period = bounds.upperBound - bounds.lowerBound
    let step = 2 * .pi / period
    let kernelWidth = isTruncated ? 4.5 / (step * Double(frequencies + 1)) : 0
    var coefficients = [Double](repeating: 0, count: points)
    for (index, value) in characteristicFunction.enumerated() {
      let k = Double(index + 1)
      let smoothing = Double.exp(-0.5 * (k * step * kernelWidth) * (k * step * kernelWidth))
      // The conjugate of iφₖ·exp(−iωₖ·lower)/(2πk).
      let (cosine, sine) = (
        Double.cos(k * step * bounds.lowerBound), Double.sin(k * step * bounds.lowerBound)
      )
      let factor = smoothing / (2 * .pi * k)
      coefficients[2 * index + 1] = factor * (value.real * sine - value.imaginary * cosine)
      coefficients[2 * index + 2] = -factor * (value.real * cosine + value.imaginary * sine)
    }
    do {
      try RealFourierTransform(length: points).synthesize(&coefficients)
    } catch {
      preconditionFailure("\(error)")
    }
    // Rounding may step down by 1e-16; a distribution function does not.
    var greatest = 0.0
    probabilities =
      (0...points).map { index in
        let periodic = index == points ? 1 : coefficients[index] - coefficients[0]
        greatest = max(
          greatest,
          index == points ? 1 : min(1, Double(index) / Double(points) + periodic))
        return greatest
      }
    self.bounds = bounds
  }

  /// The probability of a value of at most `z`.
  func probability(atMost z: Double) -> Double {
    if z <= bounds.lowerBound { return 0 }
    if z >= bounds.upperBound { return 1 }
    let width = bounds.upperBound - bounds.lowerBound
    let position = (z - bounds.lowerBound) / width * Double(probabilities.count - 1)
    let below = min(Int(clamped: position), probabilities.count - 2)
    return probabilities[below]
      + (position - Double(below)) * (probabilities[below + 1] - probabilities[below])
  }
}

extension TabulatedDistribution {
  /// The distribution of a resampled sum on a grid of `points`.
  init(of sum: ResampledSum, points: Int) {
    self.init(
      bounds: sum.bounds, characteristicFunction: Self.values(of: sum, points: points),
      isTruncated: true)
  }

  /// The distribution of a resampled sum on a grid that is fine enough for it.
  init(of sum: ResampledSum) {
    // Enough if the distribution is smooth at this scale; else it has lumps that are narrower than
    // a step, and only a finer grid keeps quantiles in them to 1e-4 of a half-width. Values without
    // lumps reach a mean square of 9!/9⁹ = 9e-4 if they are nine, and less if they are more.
    let values = Self.values(of: sum, points: 1 << 16)
    let highest = values.suffix(values.count / 4)
    let squares = highest.reduce(0) { $0 + $1.real * $1.real + $1.imaginary * $1.imaginary }
    let isLumpy = squares > 3e-3 * Double(highest.count)
    self.init(
      bounds: sum.bounds,
      characteristicFunction: isLumpy ? Self.values(of: sum, points: 1 << 18) : values,
      isTruncated: true)
  }

  private static func values(
    of sum: ResampledSum, points: Int
  ) -> [(real: Double, imaginary: Double)] {
    let step = 2 * Double.pi / (sum.bounds.upperBound - sum.bounds.lowerBound)
    return sum.characteristicFunction(step: step, count: points / 2 - 1)
  }
}
