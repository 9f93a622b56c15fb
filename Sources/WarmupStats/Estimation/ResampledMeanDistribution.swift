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
package struct ResampledMeanDistribution: Sendable {
  /// A part of the distribution.
  struct Component {
    enum Shape {
      case constant
      case atoms(DiscreteDistribution)
      case series(FourierSeriesDistribution)
      case table(TabulatedDistribution)
      case sample(SortedSample)
    }

    /// What 0 and 1 of a series or table are in the unit of the values.
    var center: Double
    var scale: Double
    var shape: Shape
    /// How many equally likely parts it is made of.
    var weight = 1

    var bounds: ClosedRange<Double> {
      switch shape {
      case .constant: center...center
      case .atoms(let atoms): scaled(atoms.values[0]...atoms.values[atoms.values.count - 1])
      case .series(let series): scaled(series.bounds)
      case .table(let table): scaled(table.bounds)
      case .sample(let sample): sample.values[0]...sample.values[sample.values.count - 1]
      }
    }

    func probability(atMost x: Double) -> Double {
      switch shape {
      case .constant: x >= center ? 1 : 0
      case .atoms(let atoms): atoms.probability(atMost: (x - center) / scale)
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
  package let mean: Double

  /// The distribution that infinitely many resamples of one execution's values would have.
  ///
  /// - Parameter segments: the values of each segment; draws do not cross segments.
  /// - Precondition: there is a value, and all are finite.
  /// - Complexity: O(values) for values without gross outliers, about 0.15 ms for a thousand; tens of
  ///   milliseconds where one value, or a gap between two groups of them, outweighs all else.
  package init(resampling segments: [[Double]]) {
    self.init(resampling: segments, gridPoints: nil)
  }

  /// The same, always on a grid of that many points if a number is given.
  package init(resampling segments: [[Double]], gridPoints: Int?) {
    let sum = ResampledSum(segments: segments)
    mean = sum.mean
    if let gridPoints, !sum.segments.isEmpty {
      let table = TabulatedDistribution(of: sum, points: gridPoints)
      components = [
        Component(center: sum.mean, scale: sum.standardDeviation, shape: .table(table))
      ]
    } else {
      components = Component.all(of: [sum])
    }
  }

  /// The distribution of a mean of one of some executions, each as likely as the others, that
  /// infinitely many resamples would have.
  ///
  /// - Parameter executions: for each execution, the values of each of its segments.
  /// - Precondition: there is an execution, each has a value, and all values are finite.
  /// - Complexity: as ``init(resampling:)`` for each execution, but executions of few values share
  ///   a grid where it is fine enough for all of them.
  package init(pooling executions: [[[Double]]]) {
    precondition(!executions.isEmpty, "a mixture has at least one part")
    let sums = executions.map { ResampledSum(segments: $0) }
    mean = sums.map(\.mean).accurateMean
    components = Component.all(of: sums)
  }

  /// The distribution of means drawn from one execution's values: the published procedure.
  ///
  /// - Precondition: `resamples` is positive, there is a value, and all are finite.
  /// - Complexity: O(resamples · values).
  package init(
    drawing resamples: Int, from segments: [[Double]],
    using generator: inout some RandomNumberGenerator
  ) {
    precondition(resamples > 0, "a sample has at least one resample")
    self.init(
      sample: (0..<resamples).map { _ in Self.drawnMean(of: segments, using: &generator) })
  }

  /// The mean of as many draws from each segment as it has values.
  private static func drawnMean(
    of segments: [[Double]], using generator: inout some RandomNumberGenerator
  ) -> Double {
    var (sum, count) = (0.0, 0)
    for segment in segments {
      let choices = UInt64(segment.count)
      for _ in segment.indices {
        sum += segment[Int(generator.next(upperBound: choices))]
      }
      count += segment.count
    }
    precondition(count > 0, "there is no mean of no values")
    return sum / Double(count)
  }

  /// The distribution in which each of some means is as likely as the others.
  private init(sample means: [Double]) {
    guard let sample = SortedSample(means) else { preconditionFailure("a sample of no means") }
    mean = means.accurateMean
    components = [Component(center: 0, scale: 1, shape: .sample(sample))]
  }

  /// The distribution of the mean over executions that infinitely many hierarchical resamples would
  /// have: as many executions as there are are drawn with replacement, then the values of each.
  ///
  /// This is the hierarchical bootstrap of Kalibera and Jones, "Quantifying performance changes
  /// with effect size confidence intervals", University of Kent, Technical Report 4-12, 2012: the
  /// mean of one drawn execution is a mixture over the executions, and the mean over K of them the
  /// K-fold convolution of that, computed from its characteristic function.
  ///
  /// - Parameter executions: for each execution, the values of each of its segments.
  /// - Precondition: there is an execution, each has a value, and all values are finite.
  /// - Complexity: O(values), and up to tens of milliseconds if the executions differ by much more
  ///   than their values do.
  package init(resamplingExecutions executions: [[[Double]]]) {
    precondition(!executions.isEmpty, "there is no mean of no executions")
    if let (center, atoms) = DiscreteDistribution.grandMean(of: executions) {
      mean = center
      components = [Component(center: center, scale: 1, shape: .atoms(atoms))]
      return
    }
    let grandMean = GrandMean(executions: executions)
    mean = grandMean.mean
    var shape = Component.Shape.constant
    if grandMean.standardDeviation > 0 {
      let limit = (1 << 16) - 1
      let values = grandMean.characteristicFunction(limit: limit)
      shape = .table(
        TabulatedDistribution(
          bounds: grandMean.bounds, characteristicFunction: values,
          isTruncated: values.count == limit))
    }
    components = [
      Component(center: mean, scale: grandMean.standardDeviation, shape: shape)
    ]
  }

  /// The distribution of the mean over executions from `resamples` hierarchical resamples.
  ///
  /// - Precondition: `resamples` is positive, there is an execution, and each has a value.
  /// - Complexity: O(resamples · values).
  package init(
    drawing resamples: Int, fromExecutions executions: [[[Double]]],
    using generator: inout some RandomNumberGenerator
  ) {
    precondition(!executions.isEmpty, "there is no mean of no executions")
    var means: [Double] = []
    means.reserveCapacity(resamples)
    for _ in 0..<resamples {
      var sum = 0.0
      for _ in executions.indices {
        let execution = executions[Int(generator.next(upperBound: UInt64(executions.count)))]
        sum += Self.drawnMean(of: execution, using: &generator)
      }
      means.append(sum / Double(executions.count))
    }
    self.init(sample: means)
  }

  /// The distribution of a value of one of `distributions`, each as likely as the others.
  ///
  /// - Precondition: there is at least one.
  package init(mixing distributions: [ResampledMeanDistribution]) {
    precondition(!distributions.isEmpty, "a mixture has at least one part")
    precondition(
      distributions.allSatisfy { $0.weight == distributions[0].weight },
      "the parts of a mixture have as many parts as each other")
    components = distributions.flatMap(\.components)
    mean = distributions.map(\.mean).accurateMean
  }

  /// The probability of a mean of at most `x`.
  package func probability(atMost x: Double) -> Double {
    components.reduce(0) { $0 + Double($1.weight) * $1.probability(atMost: x) } / Double(weight)
  }

  /// How many equally likely parts there are.
  var weight: Int { components.reduce(0) { $0 + $1.weight } }

  /// The value that a mean stays at or below with probability `p`, in the unit of the values.
  ///
  /// Where the distribution function stays at `p` over a gap, the middle of the gap: so the
  /// median of two equally likely values is half-way between them.
  ///
  /// - Precondition: `p` lies in (0, 1).
  package func quantile(_ p: Double) -> Double {
    QuantileSearch(bounds: bounds).quantile(p, of: probability(atMost:))
  }

  /// A range that holds all of the probability but what rounding hides.
  var bounds: ClosedRange<Double> {
    let bounds = components.map(\.bounds)
    let lowest = bounds.reduce(.infinity) { min($0, $1.lowerBound) }
    let highest = bounds.reduce(-.infinity) { max($0, $1.upperBound) }
    return lowest...highest
  }
}

extension ResampledMeanDistribution {
  /// Whether a part of the distribution needed a full grid.
  package var isTabulated: Bool {
    components.contains { if case .table = $0.shape { true } else { false } }
  }
}
