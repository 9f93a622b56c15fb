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
    let below = min(Int(position), probabilities.count - 2)
    return probabilities[below]
      + (position - Double(below)) * (probabilities[below + 1] - probabilities[below])
  }
}

extension FourierSeriesDistribution {
  /// The distribution of a resampled sum, if a short series gives it; else `nil`.
  init?(of sum: ResampledSum) {
    let step = 2 * Double.pi / (sum.bounds.upperBound - sum.bounds.lowerBound)
    // A normal distribution's φ falls below 1e-15 at 8.3.
    var count = Int(8.6 / step) + 1
    var attempts = 0
    while count <= 2048, attempts < 3 {
      let values = sum.characteristicFunction(step: step, count: count)
      let last = values.lastIndex { $0.real * $0.real + $0.imaginary * $0.imaginary > 1e-30 } ?? 0
      if last < count - 1 {
        let next = Double(last + 2) * step
        if sum.isNegligible(from: next, to: ResampledSum.finestFrequency) {
          self.init(bounds: sum.bounds, characteristicFunction: Array(values[...last]))
          return
        }
        attempts += 1
      }
      count *= 2
    }
    return nil
  }
}

extension TabulatedDistribution {
  /// The distribution of a resampled sum on a grid of `points`.
  init(of sum: ResampledSum, points: Int) {
    let step = 2 * Double.pi / (sum.bounds.upperBound - sum.bounds.lowerBound)
    self.init(
      bounds: sum.bounds,
      characteristicFunction: sum.characteristicFunction(step: step, count: points / 2 - 1),
      isTruncated: true)
  }
}

extension DiscreteDistribution {
  /// The distribution of a resampled sum, if it can come out in few ways; else `nil`.
  init?(of sum: ResampledSum) {
    let draws = sum.segments.map { segment in
      let probability = 1 / Double(segment.deviations.count)
      return (
        count: segment.deviations.count,
        of: DiscreteDistribution(segment.deviations.map { ($0, probability) })
      )
    }
    self.init(summing: draws, limit: 1 << 13)
  }

  /// The mean over executions under hierarchical resampling, if it can come out in few ways.
  static func grandMean(
    of executions: [[[Double]]]
  ) -> (center: Double, distribution: DiscreteDistribution)? {
    let size = Double(executions.count)
    let sums = executions.map { ResampledSum(segments: $0) }
    let center = sums.map(\.mean).accurateMean
    var atoms: [(value: Double, probability: Double)] = []
    for sum in sums {
      if sum.segments.isEmpty {
        atoms.append((sum.mean, 1 / size))
      } else {
        guard let part = DiscreteDistribution(of: sum), part.values.count <= 512 else { return nil }
        atoms += zip(part.values, part.probabilities).map {
          (sum.mean + sum.standardDeviation * $0, $1 / size)
        }
      }
    }
    let mixture = DiscreteDistribution(atoms.map { (($0.value - center) / size, $0.probability) })
    return DiscreteDistribution(summing: [(executions.count, mixture)], limit: 1 << 14)
      .map { (center, $0) }
  }
}
