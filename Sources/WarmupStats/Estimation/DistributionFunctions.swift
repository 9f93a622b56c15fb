// SPDX-License-Identifier: GPL-3.0-or-later

internal import GSL
internal import RealModule

/// A distribution function as a short Fourier series, for a characteristic function that dies
/// within a few dozen frequencies.
///
/// With the probability outside a window of width P negligible, the density in it is
/// 1/P·Σ φ(ωₖ)·exp(−iωₖz), ωₖ = 2πk/P, and its integral is evaluated term by term.
struct FourierSeriesDistribution: Sendable {
  let bounds: ClosedRange<Double>
  private let step: Double
  private let cosines: [Double]
  private let sines: [Double]
  private let atLowerBound: Double

  /// Creates the distribution in `bounds` from φ at 2π/P, 4π/P, ….
  init(bounds: ClosedRange<Double>, characteristicFunction: [(real: Double, imaginary: Double)]) {
    self.bounds = bounds
    let period = bounds.upperBound - bounds.lowerBound
    step = 2 * .pi / period
    // 2/(ωₖP) = 1/(πk), and iφ·exp(−iωz) has the real part Re φ·sin ωz − Im φ·cos ωz.
    cosines = characteristicFunction.enumerated().map { -$1.imaginary / (.pi * Double($0 + 1)) }
    sines = characteristicFunction.enumerated().map { $1.real / (.pi * Double($0 + 1)) }
    atLowerBound = Self.sum(cosines, sines, angle: step * bounds.lowerBound)
  }

  /// The probability of a value of at most `z`.
  func probability(atMost z: Double) -> Double {
    if z <= bounds.lowerBound { return 0 }
    if z >= bounds.upperBound { return 1 }
    let linear = (z - bounds.lowerBound) / (bounds.upperBound - bounds.lowerBound)
    let value = linear + Self.sum(cosines, sines, angle: step * z) - atLowerBound
    return min(max(value, 0), 1)
  }

  /// Σ cosinesₖ·cos kθ + sinesₖ·sin kθ over k from 1.
  private static func sum(_ cosines: [Double], _ sines: [Double], angle: Double) -> Double {
    let (firstCosine, firstSine) = (Double.cos(angle), Double.sin(angle))
    var (cosine, sine) = (firstCosine, firstSine)
    var total = 0.0
    for k in cosines.indices {
      total += cosines[k] * cosine + sines[k] * sine
      (cosine, sine) = (
        cosine * firstCosine - sine * firstSine, sine * firstCosine + cosine * firstSine
      )
    }
    return total
  }
}

/// A distribution function on an equally spaced grid, linear between its points.
struct TabulatedDistribution: Sendable {
  let bounds: ClosedRange<Double>
  private let probabilities: [Double]

  /// Creates the distribution in `bounds` from φ at 2π/P, 4π/P, …, one less than half as many
  /// frequencies as the grid is to have points.
  ///
  /// The series is that of `FourierSeriesDistribution`, summed for all points at once. What lies
  /// beyond the last frequency is left out smoothly, by a normal kernel that is narrower than a
  /// grid step and a half, so that atoms do not ring.
  init(bounds: ClosedRange<Double>, characteristicFunction: [(real: Double, imaginary: Double)]) {
    let points = 2 * (characteristicFunction.count + 1)
    let period = bounds.upperBound - bounds.lowerBound
    let step = 2 * .pi / period
    let kernelWidth = 4.5 / (step * Double(points / 2))
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
    let below = min(Int(position), probabilities.count - 2)
    return probabilities[below]
      + (position - Double(below)) * (probabilities[below + 1] - probabilities[below])
  }
}
