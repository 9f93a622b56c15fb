// SPDX-License-Identifier: GPL-3.0-or-later

/// What became of a benchmark between two results.
///
/// The verdicts are those of Barrett et al., "Virtual Machine Warmup Blows Hot and Cold", OOPSLA
/// 2017, §6.4, https://doi.org/10.1145/3133876. They rest on the counts, spreads and estimates of
/// the two summaries alone, so that summaries read back from a file do as well as new ones.
public struct BenchmarkComparison: Sendable, Hashable {
  /// Something about a benchmark that can become better or worse.
  public enum Aspect: String, Sendable, Hashable, CaseIterable {
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
    public static let decisive: [Aspect] = [
      .classification, .steadyIteration, .steadyIterationVariability, .steadyPerformance,
      .steadyPerformanceVariability,
    ]
  }

  /// The benchmark before.
  public let before: BenchmarkSummary
  /// The benchmark after.
  public let after: BenchmarkSummary
  /// The verdict on each aspect.
  private let verdicts: [Aspect: ComparisonVerdict]
  /// What the proportions of classifications alone say.
  private let proportions: ComparisonVerdict
  /// The change of steady performance; `nil` if a side has none.
  public let performanceChange: PerformanceChange?

  /// The verdict on one aspect.
  ///
  /// - Complexity: O(1).
  public subscript(aspect: Aspect) -> ComparisonVerdict { verdicts[aspect] ?? .notComparable }

  /// The verdict on all of the decisive aspects together.
  ///
  /// Better if something is better and nothing worse, and worse likewise; different if both, or if
  /// something is different; else the same. Aspects that cannot be compared do not count.
  public var overall: ComparisonVerdict {
    ComparisonVerdict(overall: Aspect.decisive.map { self[$0] })
  }

  /// The verdict on one aspect as far as its criterion keeps chance out; `notComparable` for how
  /// something varies, of which any change counts in the published verdict.
  ///
  /// For the classification it rests on the proportions alone, not on single executions without a
  /// steady state that appeared or disappeared.
  ///
  /// - Complexity: O(1).
  public subscript(beyondChance aspect: Aspect) -> ComparisonVerdict {
    switch aspect {
    case .classification: proportions
    case .steadyIteration, .timeToSteady, .steadyPerformance: self[aspect]
    case .steadyIterationVariability, .timeToSteadyVariability, .steadyPerformanceVariability:
      .notComparable
    }
  }

  /// The verdict on all of the decisive aspects together, as far as it is beyond chance.
  ///
  /// Between halves of the same executions ``overall``, the published verdict, says worse in a
  /// third of cases. This one rests on disjoint intervals and ranges, and says so in less than one
  /// in a hundred: what a gate needs.
  public var overallBeyondChance: ComparisonVerdict {
    ComparisonVerdict(overall: Aspect.decisive.map { self[beyondChance: $0] })
  }

  /// Compares what was measured before and after.
  init(
    from before: BenchmarkSummary, to after: BenchmarkSummary, options: ComparisonOptions
  ) {
    self.before = before
    self.after = after
    performanceChange = PerformanceChange(from: before, to: after)
    let iterations = (before.steadyIterationRange, after.steadyIterationRange)
    let times = (before.timeToSteadyRange, after.timeToSteadyRange)
    let performances = (
      before.steadyPerformance?.interval(options.compatibility),
      after.steadyPerformance?.interval(options.compatibility)
    )
    proportions = ComparisonVerdict(proportions: before.counts, after.counts, options: options)
    verdicts = [
      .classification: ComparisonVerdict(
        classifications: before.counts, after.counts, options: options),
      .steadyIteration: ComparisonVerdict(lessIsBetter: iterations.0, iterations.1),
      .steadyIterationVariability: ComparisonVerdict(narrowerIsBetter: iterations.0, iterations.1),
      .timeToSteady: ComparisonVerdict(lessIsBetter: times.0, times.1),
      .timeToSteadyVariability: ComparisonVerdict(narrowerIsBetter: times.0, times.1),
      .steadyPerformance: ComparisonVerdict(lessIsBetter: performances.0, performances.1),
      .steadyPerformanceVariability: ComparisonVerdict(
        narrowerIsBetter: performances.0, performances.1,
        negligible: 2 * options.negligibleHalfWidthChange),
    ]
  }
}

extension BenchmarkSummary {
  /// What became of the benchmark since `baseline` was measured.
  ///
  /// - Complexity: O(m²) for m executions.
  public func compared(
    to baseline: BenchmarkSummary, options: ComparisonOptions = ComparisonOptions()
  ) -> BenchmarkComparison {
    BenchmarkComparison(from: baseline, to: self, options: options)
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
    case .warmupStats: median - halfWidth...median + halfWidth
    }
  }
}
