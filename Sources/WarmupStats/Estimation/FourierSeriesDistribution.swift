// SPDX-License-Identifier: GPL-3.0-or-later

internal import CKernels
internal import Changepoints
internal import RealModule

/// A distribution function as a short Fourier series, for a characteristic function that dies
/// within a few dozen frequencies.
///
/// A ``TabulatedDistribution`` would do for every characteristic function; the short series is here
/// for its speed. With it the pooled intervals of 340 executions of 1000 iterations
/// (`classify fixtures/recorded/vms.json.bz2`) took 0.47 s of processor time, analysis included,
/// and with a table for each execution 4.9 s, with the same answer.
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
  /// What says more of small probabilities, where the series does not end in negligible terms.
  private var tails: (lower: TailSeries, upper: TailSeries)?

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
    cosines = Self.padded(zip(characteristicFunction, factors).map { -$0.imaginary * $1 })
    sines = Self.padded(zip(characteristicFunction, factors).map { $0.real * $1 })
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
    if let tails {
      let greatest = TailSeries.greatest
      if value < greatest { return min(tails.lower.probability(beyond: z), greatest) }
      if value > 1 - greatest { return 1 - min(tails.upper.probability(beyond: z), greatest) }
    }
    return min(max(value, 0), 1)
  }

  /// Coefficients, and as many of 0 as the kernel that adds them up asks for.
  private static func padded(_ coefficients: [Double]) -> [Double] {
    let count = coefficients.count.roundedUp(to: Int(CHARACTERISTIC_LANES))
    return coefficients + repeatElement(0, count: count - coefficients.count)
  }

  /// Σ cosinesₖ·cos kθ + sinesₖ·sin kθ over k from 1.
  private static func sum(_ cosines: [Double], _ sines: [Double], angle: Double) -> Double {
    unsafe trigonometric_sum(
      cosines, sines, cosines.count, Double.cos(angle), Double.sin(angle))
  }
}

extension FourierSeriesDistribution {
  /// The distribution of a resampled sum, if a short series gives it; else `nil`.
  ///
  /// - Parameter unlessFew: Whether it is not wanted for so few values that all frequencies can be
  ///   looked at.
  init?(of sum: ResampledSum, unlessFew: Bool = false) {
    let lattice = Lattice(of: sum)
    if lattice == nil, sum.drawCount < ResampledSum.fewValues {
      guard !unlessFew, let found = Self(ofFewValues: sum) else { return nil }
      self = found
      return
    }
    let bounds = lattice?.bounds(around: sum.bounds) ?? sum.bounds
    let width = bounds.upperBound - bounds.lowerBound
    let step = 2 * Double.pi / width
    // Beyond these frequencies φ says nothing new, or nothing that matters.
    let last = lattice.map { .pi / $0.spacing } ?? ResampledSum.finestFrequency
    let most = lattice.map { Int(clamped: (width / $0.spacing).rounded()) / 2 } ?? .max
    // A normal distribution's φ falls below 1e-15 at 8.3.
    var count = Int(clamped: min(8.6 / step, 1e9)) + 1
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

  /// The distribution of a sum of so few draws that all frequencies can be looked at.
  private init?(ofFewValues sum: ResampledSum) {
    let bounds = sum.bounds
    let step = 2 * Double.pi / (bounds.upperBound - bounds.lowerBound)
    guard let count = sum.frequenciesNeeded(step: step, most: 2048) else { return nil }
    var sums = CharacteristicSums(count: count)
    sums.add(sum, step: step)
    self.init(
      bounds: bounds,
      characteristicFunction: zip(sums.reals, sums.imaginaries).map {
        (real: $0, imaginary: $1)
      })
    tails = (TailSeries(of: sum, isUpper: false), TailSeries(of: sum, isUpper: true))
  }
}
