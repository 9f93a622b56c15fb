// SPDX-License-Identifier: GPL-3.0-or-later

internal import GSL
internal import RealModule

/// A distribution function as a short Fourier series, for a characteristic function that dies
/// within a few dozen frequencies.
///
/// With the probability outside a window of width P negligible, the density in it is
/// 1/P·Σ φ(ωₖ)·exp(−iωₖz), ωₖ = 2πk/P, and its integral is evaluated term by term.
///
/// Values on a lattice of spacing h have φ of period 2π/h, so the frequencies up to π/h say all.
/// Then the probability of each lattice point is a sum over them, and the sums up to a point are
/// the same series at half a spacing above it, each term divided by sinc(ωₖh/2).
struct FourierSeriesDistribution: Sendable {
  let bounds: ClosedRange<Double>
  /// The lattice that the values lie on, if they do.
  let lattice: Lattice?
  private let step: Double
  private let cosines: [Double]
  private let sines: [Double]
  private let atLowerBound: Double

  /// Creates the distribution in `bounds` from φ at 2π/P, 4π/P, ….
  ///
  /// On a lattice, the bounds lie in the middle between lattice points.
  init(
    bounds: ClosedRange<Double>, characteristicFunction: [(real: Double, imaginary: Double)],
    lattice: Lattice? = nil
  ) {
    self.bounds = bounds
    self.lattice = lattice
    let step = 2 * Double.pi / (bounds.upperBound - bounds.lowerBound)
    // 2/(ωₖP) = 1/(πk), and iφ·exp(−iωz) has the real part Re φ·sin ωz − Im φ·cos ωz.
    let factors = (1...max(1, characteristicFunction.count)).map { k in
      let half = step * Double(k) * (lattice?.spacing ?? 0) / 2
      return (half == 0 ? 1 : half / Double.sin(half)) / (.pi * Double(k))
    }
    cosines = zip(characteristicFunction, factors).map { -$0.imaginary * $1 }
    sines = zip(characteristicFunction, factors).map { $0.real * $1 }
    self.step = step
    atLowerBound = Self.sum(cosines, sines, angle: step * bounds.lowerBound)
  }

  /// The probability of a value of at most `z`.
  func probability(atMost z: Double) -> Double {
    if z <= bounds.lowerBound { return 0 }
    if z >= bounds.upperBound { return 1 }
    let z = lattice?.middleAbove(z) ?? z
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
    let lattice = Lattice(of: sum)
    let bounds = lattice?.bounds(around: sum.bounds) ?? sum.bounds
    let width = bounds.upperBound - bounds.lowerBound
    let step = 2 * Double.pi / width
    // Beyond these frequencies φ says nothing new, or nothing that matters.
    let last = lattice.map { .pi / $0.spacing } ?? ResampledSum.finestFrequency
    let most = lattice.map { Int((width / $0.spacing).rounded()) / 2 } ?? .max
    // A normal distribution's φ falls below 1e-15 at 8.3.
    var count = Int(8.6 / step) + 1
    var attempts = 0
    while min(count, most) <= 2048, attempts < 3 {
      count = min(count, most)
      let values = sum.characteristicFunction(step: step, count: count)
      let kept = 1 + (values.lastIndex { $0.real.magnitude + $0.imaginary.magnitude > 1e-15 } ?? 0)
      let isShort = kept < count
      if count == most
        || isShort && sum.isNegligible(from: Double(kept + 1) * step, to: last)
      {
        self.init(
          bounds: bounds, characteristicFunction: Array(values[..<kept]), lattice: lattice)
        return
      }
      if isShort { attempts += 1 }
      count *= 2
    }
    return nil
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
    // a step, and only a finer grid keeps quantiles in them to 1e-4 of a half-width.
    let values = Self.values(of: sum, points: 1 << 16)
    let isLumpy = values.suffix(values.count / 4).contains {
      $0.real.magnitude + $0.imaginary.magnitude > 1e-2
    }
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
