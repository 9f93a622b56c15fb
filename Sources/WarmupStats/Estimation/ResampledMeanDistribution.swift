// SPDX-License-Identifier: GPL-3.0-or-later

/// The distribution of a mean under resampling: the bootstrap distribution of steady performance.
///
/// A resample draws from every segment as many values as it has, with replacement, and takes the
/// mean of all. Published practice draws 100,000 such means and reads the quantiles off them
/// (Barrett, Bolz-Tereick, Killick, Mount and Tratt, "Virtual Machine Warmup Blows Hot and Cold",
/// OOPSLA 2017, https://doi.org/10.1145/3133876, §4.4). But a sum of independent draws has a
/// characteristic function that is the product of theirs, and inverting it gives the distribution
/// that infinitely many resamples would: ``init(resampling:)``. ``init(drawing:from:using:)`` is
/// the published procedure. ``init(mixing:)`` pools the means of several executions.
public struct ResampledMeanDistribution: Sendable {
  /// One of equally likely parts of the distribution.
  struct Component {
    enum Shape {
      case atom
      case series(FourierSeriesDistribution)
      case table(TabulatedDistribution)
      case sample(SortedSample)
    }

    /// What 0 and 1 of a series or table are in the unit of the values.
    var center: Double
    var scale: Double
    var shape: Shape

    var bounds: ClosedRange<Double> {
      switch shape {
      case .atom: center...center
      case .series(let series): scaled(series.bounds)
      case .table(let table): scaled(table.bounds)
      case .sample(let sample): sample.values[0]...sample.values[sample.values.count - 1]
      }
    }

    func probability(atMost x: Double) -> Double {
      switch shape {
      case .atom: x >= center ? 1 : 0
      case .series(let series): series.probability(atMost: (x - center) / scale)
      case .table(let table): table.probability(atMost: (x - center) / scale)
      case .sample(let sample):
        Double(sample.count(atMost: x)) / Double(sample.values.count)
      }
    }

    private func scaled(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
      (center + scale * range.lowerBound)...(center + scale * range.upperBound)
    }
  }

  let components: [Component]
  /// The mean of the distribution, in the unit of the values.
  public let mean: Double

  /// The distribution that infinitely many resamples of one execution's values would have.
  ///
  /// - Parameter segments: the values of each segment; draws do not cross segments.
  /// - Precondition: there is a value, and all are finite.
  /// - Complexity: about 30 ns per value for values without gross outliers; a millisecond or more
  ///   if the distribution is lumpy.
  public init(resampling segments: [[Double]]) {
    self.init(resampling: segments, gridPoints: 1 << 16)
  }

  /// The same, with a number of grid points to use where a short series does not do.
  package init(resampling segments: [[Double]], gridPoints: Int, alwaysOnGrid: Bool = false) {
    let sum = ResampledSum(segments: segments)
    mean = sum.mean
    let shape: Component.Shape =
      if sum.segments.isEmpty {
        .atom
      } else if !alwaysOnGrid, let series = FourierSeriesDistribution(of: sum) {
        .series(series)
      } else {
        .table(TabulatedDistribution(of: sum, points: gridPoints))
      }
    components = [Component(center: sum.mean, scale: sum.standardDeviation, shape: shape)]
  }

  /// The distribution of means drawn from one execution's values: the published procedure.
  ///
  /// - Precondition: `resamples` is positive, there is a value, and all are finite.
  /// - Complexity: O(resamples · values), about 2 ns for each.
  public init(
    drawing resamples: Int, from segments: [[Double]],
    using generator: inout some RandomNumberGenerator
  ) {
    precondition(resamples > 0, "a sample has at least one resample")
    let count = segments.reduce(0) { $0 + $1.count }
    precondition(count > 0, "there is no mean of no values")
    let center = segments.joined().reduce(0, +) / Double(count)
    var means: [Double] = []
    means.reserveCapacity(resamples)
    for _ in 0..<resamples {
      var sum = 0.0
      for segment in segments {
        let choices = UInt64(segment.count)
        for _ in segment.indices {
          sum += segment[Int(generator.next(upperBound: choices))] - center
        }
      }
      means.append(center + sum / Double(count))
    }
    guard let sample = SortedSample(means) else { preconditionFailure("a sample of no means") }
    mean = means.accurateMean
    components = [Component(center: center, scale: 1, shape: .sample(sample))]
  }

  /// The distribution of a value of one of `distributions`, each as likely as the others.
  ///
  /// - Precondition: there is at least one.
  public init(mixing distributions: [ResampledMeanDistribution]) {
    precondition(!distributions.isEmpty, "a mixture has at least one part")
    precondition(
      distributions.allSatisfy { $0.components.count == distributions[0].components.count },
      "the parts of a mixture have as many parts as each other")
    components = distributions.flatMap(\.components)
    mean = distributions.map(\.mean).accurateMean
  }

  /// The probability of a mean of at most `x`.
  public func probability(atMost x: Double) -> Double {
    components.reduce(0) { $0 + $1.probability(atMost: x) } / Double(components.count)
  }

  /// The value that a mean stays at or below with probability `p`, in the unit of the values.
  ///
  /// Where the distribution function stays at `p` over a gap, the middle of the gap: so the
  /// median of two equally likely values is half-way between them.
  ///
  /// - Precondition: `p` lies in (0, 1).
  public func quantile(_ p: Double) -> Double {
    precondition(p > 0 && p < 1, "a probability lies between 0 and 1")
    let bounds = components.map(\.bounds)
    let lowest = bounds.reduce(.infinity) { min($0, $1.lowerBound) }
    let highest = bounds.reduce(-.infinity) { max($0, $1.upperBound) }
    // Rounding leaves this much doubt about a probability.
    let doubt = 1e-13
    let lower = crossing(of: p - doubt, between: lowest, and: highest)
    let upper = crossing(of: p + doubt, between: lower, and: highest)
    return lower + (upper - lower) / 2
  }

  /// The least `x` in a range with a probability of at least `p`, to the last digit.
  private func crossing(of p: Double, between lowest: Double, and highest: Double) -> Double {
    if probability(atMost: lowest) >= p { return lowest }
    var (below, above) = (lowest, highest)
    while true {
      let middle = below + (above - below) / 2
      if middle <= below || middle >= above { return above }
      if probability(atMost: middle) >= p { above = middle } else { below = middle }
    }
  }
}

extension FourierSeriesDistribution {
  /// The distribution of a resampled sum, if a short series gives it; else `nil`.
  init?(of sum: ResampledSum) {
    let step = 2 * Double.pi / (sum.bounds.upperBound - sum.bounds.lowerBound)
    // A normal distribution's φ falls below 1e-15 at 8.3.
    var count = Int(8.6 / step) + 1
    while count <= 512 {
      let values = sum.characteristicFunction(step: step, count: count)
      let last = values.lastIndex { $0.real * $0.real + $0.imaginary * $0.imaginary > 1e-30 } ?? 0
      if last < count - 1 {
        guard sum.isNegligible(from: Double(last + 2) * step) else { return nil }
        self.init(
          bounds: sum.bounds, characteristicFunction: Array(values[...last]))
        return
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
      characteristicFunction: sum.characteristicFunction(step: step, count: points / 2 - 1))
  }
}

extension ResampledSum {
  /// Whether the characteristic function stays below 1e-13 at every frequency from `frequency`
  /// on that can matter: up to where a step of the distribution function is 1e-4 of the 99 %
  /// interval's half-width.
  func isNegligible(from frequency: Double) -> Bool {
    let needed = 30.0  // exp(−30) is less than 1e-13
    // cos y ≤ 1 − y²/2 + y⁴/24 gives log |φ(ω)| ≤ (−ω² + bω⁴)/2 for the standardised sum.
    let b = segments.reduce(0) {
      let fourth = $1.fourthMoment + 3 * $1.variance * $1.variance
      return $0 + Double($1.deviations.count) * fourth / 12
    }
    var start = frequency
    func exponent(_ square: Double) -> Double { (square - b * square * square) / 2 }
    if exponent(start * start) >= needed {
      // The larger root of bx² − x + 2·needed.
      start = ((1 + (1 - 8 * b * needed).squareRoot()) / (2 * b)).squareRoot()
    }
    guard let widest = segments.max(by: { $0.deviations.count < $1.deviations.count }) else {
      return true
    }
    return widest.isNegligible(from: start, to: 12_500, needed: needed)
  }
}

extension ResampledSum.Segment {
  /// Whether |φ(ω)|^n of the segment's n draws stays below exp(−`needed`) between two frequencies.
  ///
  /// Any r of the values show it: |φ| ≤ 1 − (r/n)·(1 − |φᵣ|), so |φ|^n ≤ exp(−r·(1 − |φᵣ|)).
  /// Between samples that are Δ apart, |φᵣ| exceeds the larger by at most Δ²·vᵣ/8, since its
  /// second derivative is at most the variance vᵣ.
  func isNegligible(from first: Double, to last: Double, needed: Double) -> Bool {
    guard first < last else { return true }
    let stride = max(1, deviations.count / 160)
    let chosen = Swift.stride(from: 0, to: deviations.count, by: stride).map { deviations[$0] }
    let mean = chosen.accurateMean
    let centered = chosen.map { $0 - mean }
    let variance = centered.reduce(0) { $0 + $1 * $1 } / Double(centered.count)
    guard variance > 0 else { return false }
    let limit = 1 - needed / Double(centered.count)
    let step = min(first, (8 * 0.25 / variance).squareRoot())
    let count = Int((last / step).rounded(.up)) + 1
    guard limit > 0.25, count < 4096 else { return false }
    let means = HarmonicMeans(of: centered, step: step, count: count)
    let allowed = limit - step * step * variance / 8
    let start = max(0, Int(first / step) - 1)
    return (start..<count).allSatisfy {
      let (x, y) = (1 + means.cosinesLessOne[$0], means.sines[$0])
      return x * x + y * y <= allowed * allowed
    }
  }
}

extension ResampledMeanDistribution {
  package var isTabulated: Bool {
    components.contains { if case .table = $0.shape { true } else { false } }
  }
}
