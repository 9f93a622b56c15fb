// SPDX-License-Identifier: GPL-3.0-or-later

internal import RealModule

/// The geometric mean over benchmarks of their ratios of means, new to old, with an interval.
///
/// The benchmarks are taken as given, so the interval tells of measurement alone, not of which
/// benchmarks were chosen. It comes from resampling: a resample draws, for each benchmark and side,
/// a mean from the distribution of the mean over executions under hierarchical resampling
/// (``ResampledMeanDistribution/init(resamplingExecutions:)``), and takes the geometric mean of the
/// ratios. As any hierarchical interval it covers too little below ten executions.
public struct GeometricMeanRatio: Sendable, Hashable {
  /// The geometric mean of the ratios; below 1 is faster.
  public var ratio: Double
  /// The interval of the ratio, or why there is none.
  public var interval: RatioInterval
  /// The level of the interval, in (0, 1).
  public var level: Double
  /// How many benchmarks take part.
  public var benchmarks: Int

  /// The executions of one benchmark before and after a change: for each, the values of each
  /// segment, in seconds.
  public struct Benchmark: Sendable {
    /// The executions after the change.
    public var candidate: [[[Double]]]
    /// The executions before the change.
    public var baseline: [[[Double]]]

    /// Creates a benchmark from the executions of the two sides.
    public init(candidate: [[[Double]]], baseline: [[[Double]]]) {
      self.candidate = candidate
      self.baseline = baseline
    }
  }

  /// How many resamples an interval comes from, by default: its ends then vary by about a hundredth
  /// of its width from seed to seed.
  public static let defaultResamples = 20_000

  /// The geometric mean over `benchmarks` that have executions on both sides; `nil` if none has.
  ///
  /// - Parameters:
  ///   - generator: the same numbers give the same interval.
  ///   - benchmarks: the executions of each benchmark on both sides.
  ///   - level: the level of the interval, in (0, 1).
  ///   - resamples: how many resamples the interval comes from.
  /// - Precondition: the values are finite and positive, `level` lies in (0, 1), and `resamples` is
  ///   positive.
  /// - Complexity: O(values + resamples · benchmarks).
  public init?(
    over benchmarks: [Benchmark], level: Double, resamples: Int = defaultResamples,
    using generator: inout some RandomNumberGenerator
  ) {
    let compared = benchmarks.filter { !$0.candidate.isEmpty && !$0.baseline.isEmpty }
    guard !compared.isEmpty else { return nil }
    precondition(resamples > 0, "a sample has at least one resample")
    let count = Double(compared.count)
    let logarithms = compared.map {
      Double.log($0.candidate.map { $0.joined().meanOfValues }.accurateMean)
        - Double.log($0.baseline.map { $0.joined().meanOfValues }.accurateMean)
    }
    ratio = Double.exp(logarithms.reduce(0, +) / count)
    self.level = level
    self.benchmarks = compared.count
    guard compared.allSatisfy({ $0.candidate.count > 1 && $0.baseline.count > 1 }) else {
      interval = .singleExecution
      return
    }
    var sums = [Double](repeating: 0, count: resamples)
    for benchmark in compared {
      let candidate = MeanSampler(
        ResampledMeanDistribution(resamplingExecutions: benchmark.candidate))
      let baseline = MeanSampler(
        ResampledMeanDistribution(resamplingExecutions: benchmark.baseline))
      for index in sums.indices {
        sums[index] +=
          Double.log(candidate.draw(using: &generator))
          - Double.log(baseline.draw(using: &generator))
      }
    }
    guard let sample = SortedSample(sums.map { Double.exp($0 / count) }) else { return nil }
    interval = .bounded(sample.quantile((1 - level) / 2)...sample.quantile((1 + level) / 2))
  }
}

/// Draws from a distribution of a positive mean.
private struct MeanSampler {
  private let values: [Double]
  private let cumulative: [Double]

  init(_ distribution: ResampledMeanDistribution) {
    let masses = distribution.masses.filter { $0.value > 0 }
    var sum = 0.0
    values = masses.map(\.value)
    cumulative = masses.map {
      sum += $0.probability
      return sum
    }
  }

  func draw(using generator: inout some RandomNumberGenerator) -> Double {
    let target = Double.random(in: 0..<1, using: &generator)
    var (low, high) = (0, values.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > target { high = middle } else { low = middle + 1 }
    }
    return values[low]
  }
}
