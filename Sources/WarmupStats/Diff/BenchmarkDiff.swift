// SPDX-License-Identifier: GPL-3.0-or-later

/// What became of a benchmark between two results.
///
/// There are two kinds of verdict. The published ones are those of Barrett et al., "Virtual Machine
/// Warmup Blows Hot and Cold", OOPSLA 2017, §6.4, https://doi.org/10.1145/3133876; they rest on the
/// counts, spreads and estimates of the two summaries alone. The significant ones test each aspect,
/// and are what people see and what gates judge by. Neither needs the times, so that summaries read
/// back from a file do as well as new ones.
public struct BenchmarkDiff: Sendable, Hashable, Codable {
  /// Something about a benchmark that can become better or worse.
  public enum Aspect: String, Sendable, Hashable, Codable, CaseIterable, DisplayNamed {
    /// How its executions are classified.
    case classification
    /// After how many iterations it is steady.
    case steadyIteration = "steady iteration"
    /// How far the steady iterations of its executions spread.
    case steadyIterationVariability = "steady iteration variability"
    /// After what time it is steady.
    case timeToSteady = "time to steady"
    /// How far the times to steady of its executions spread.
    case timeToSteadyVariability = "time to steady variability"
    /// How fast it is once steady.
    case steadyPerformance = "steady performance"
    /// How wide the interval of its steady performance is.
    case steadyPerformanceVariability = "steady performance variability"

    /// The aspects that the overall verdict rests on: all but the time to steady, which tells the
    /// same story as the steady iteration in other units.
    package static let decisive: [Aspect] = [
      .classification, .steadyIteration, .steadyIterationVariability, .steadyPerformance,
      .steadyPerformanceVariability,
    ]
  }

  /// The benchmark before.
  public let baseline: BenchmarkSummary
  /// The benchmark after.
  public let candidate: BenchmarkSummary
  /// The published verdict on each aspect.
  private let verdicts: [Aspect: DiffVerdict]
  /// The change of steady performance by the published intervals; `nil` if a side has none.
  package let performanceChange: PerformanceChange?
  /// The choices in comparing.
  public let options: DiffOptions
  /// What is significant is found by these.
  private let tests: AspectTests
  /// How many benchmarks are in the family of comparisons that share one level: all benchmarks of a
  /// ``Diff``.
  package var familySize = 1

  /// The published verdict on one aspect.
  ///
  /// - Complexity: O(1).
  public subscript(aspect: Aspect) -> DiffVerdict { verdicts[aspect] ?? .notComparable }

  /// The published verdict on all of the decisive aspects together.
  ///
  /// Better if something is better and nothing worse, and worse likewise; different if both, or if
  /// something is different; else the same. Aspects that cannot be compared do not count.
  public var overall: DiffVerdict {
    DiffVerdict(overall: Aspect.decisive.map { self[$0] })
  }

  /// The change of the mean steady time, with its interval; `nil` if a side has no steady state.
  public var effect: EffectSize? { tests.effect }

  /// The p-value of no change of an aspect; `nil` if there is nothing to test.
  public func pValue(of aspect: Aspect) -> Double? { tests.pValue(of: aspect) }

  /// The verdict on one aspect if it is significant, and `same` if it is not.
  ///
  /// The probability of any wrong verdict is at most 1 less the level of the options, over all
  /// aspects of all benchmarks of the family of comparisons (Bonferroni). Steady performance is
  /// tested by Fieller's interval of the ratio of means; steady iteration and time to steady by the
  /// exact distribution of the rank sum; how far executions spread by a permutation test of the mean
  /// absolute deviations from the median; and the classes by Fisher's exact test.
  ///
  /// - Complexity: O(1).
  public subscript(significant aspect: Aspect) -> DiffVerdict {
    tests.verdict(on: aspect, error: error)
  }

  /// The verdict on all of the decisive aspects together, as far as they are significant.
  ///
  /// Between halves of the same executions ``overall``, the published verdict, says worse in a
  /// third of cases. This one says so of any benchmark of the family in at most one case of a
  /// hundred, at the default level: what a gate needs.
  public var significantOverall: DiffVerdict {
    DiffVerdict(overall: Aspect.decisive.map { self[significant: $0] })
  }

  /// The verdict on one aspect that people see: the significant one, or the published one where
  /// another program is reproduced.
  package subscript(shown aspect: Aspect) -> DiffVerdict {
    options.method.compatibility == nil ? self[significant: aspect] : self[aspect]
  }

  /// The verdict on the whole that people see: the significant one, or the published one where
  /// another program is reproduced.
  package var shownOverall: DiffVerdict {
    options.method.compatibility == nil ? significantOverall : overall
  }

  /// The probability of any wrong verdict on this benchmark.
  private var error: Double { (1 - options.level) / Double(familySize) }

  /// The probability that each of n values of a kind lies below each of m others, or above each:
  /// two of the ways to choose n of n + m.
  package static func chanceOfSeparation(_ n: Int, _ m: Int) -> Double {
    (0..<min(n, m)).reduce(2) { $0 * Double($1 + 1) / Double(n + m - $1) }
  }

  /// Whether even executions that fall apart into all lower and all higher ones may do so by chance,
  /// if all aspects are tested.
  var hasTooFewExecutions: Bool {
    Self.chanceOfSeparation(baseline.counts.completed, candidate.counts.completed)
      > error / Self.shares
  }

  /// How many executions on each side are enough to tell when so many benchmarks are steady.
  package static func enoughExecutions(
    familySize: Int, level: Double
  ) -> Int {
    let error = (1 - level) / Double(familySize)
    return (1...).first { chanceOfSeparation($0, $0) <= error / shares } ?? 1
  }

  /// Into how many parts the error goes if all aspects can be tested: half of it is shared by all
  /// but the steady performance.
  private static var shares: Double { Double(2 * (Aspect.allCases.count - 1)) }

  /// Compares what was measured before and after.
  ///
  /// - Parameter isTested: whether to find what is significant, which takes longer than the
  ///   published verdicts do.
  init(
    from baseline: BenchmarkSummary, to candidate: BenchmarkSummary, options: DiffOptions,
    isTested: Bool
  ) {
    self.baseline = baseline
    self.candidate = candidate
    self.options = options
    performanceChange = PerformanceChange(from: baseline, to: candidate)
    tests =
      isTested ? AspectTests(from: baseline, to: candidate, options: options) : AspectTests()
    let iterations = (baseline.steadyIterationRange, candidate.steadyIterationRange)
    let times = (baseline.timeToSteadyRange, candidate.timeToSteadyRange)
    let performances = (
      baseline.steadyPerformance?.interval(options.method.compatibility),
      candidate.steadyPerformance?.interval(options.method.compatibility)
    )
    verdicts = [
      .classification: DiffVerdict(
        classifications: baseline.counts, candidate.counts, options: options),
      .steadyIteration: DiffVerdict(lessIsBetter: iterations.0, iterations.1),
      .steadyIterationVariability: DiffVerdict(narrowerIsBetter: iterations.0, iterations.1),
      .timeToSteady: DiffVerdict(lessIsBetter: times.0, times.1),
      .timeToSteadyVariability: DiffVerdict(narrowerIsBetter: times.0, times.1),
      .steadyPerformance: DiffVerdict(lessIsBetter: performances.0, performances.1),
      .steadyPerformanceVariability: DiffVerdict(
        narrowerIsBetter: performances.0, performances.1,
        negligible: 2 * options.negligibleHalfWidthChange),
    ]
  }
}

extension BenchmarkSummary {
  /// What became of the benchmark since `baseline` was measured.
  ///
  /// - Complexity: O(m²) for m executions.
  package func difference(
    from baseline: BenchmarkSummary, options: DiffOptions = DiffOptions()
  ) -> BenchmarkDiff {
    BenchmarkDiff(from: baseline, to: self, options: options, isTested: true)
  }

  /// The middle nine tenths of the steady iterations, 1 alone if all executions are flat; `nil`
  /// without a steady state.
  var steadyIterationRange: ClosedRange<Double>? {
    counts.haveSteadyState ? steadyIteration?.range ?? 1...1 : nil
  }

  /// The middle nine tenths of the times to steady, in seconds, 0 alone if all executions are
  /// flat; `nil` without a steady state.
  var timeToSteadyRange: ClosedRange<Double>? {
    counts.haveSteadyState ? timeToSteady?.range ?? 0...0 : nil
  }
}

extension Spread {
  /// From the 5th to the 95th percentile.
  var range: ClosedRange<Double> { lower...upper }
}

extension Estimate {
  /// From the lower to the upper end of the interval, or of that which the other program compares.
  fileprivate func interval(_ compatibility: Compatibility?) -> ClosedRange<Double> {
    switch compatibility {
    case nil: lower...upper
    case .warmupStats: center - halfWidth...center + halfWidth
    }
  }
}
