// SPDX-License-Identifier: GPL-3.0-or-later

/// What became of a benchmark between two results.
///
/// The verdicts are those of Barrett et al., "Virtual Machine Warmup Blows Hot and Cold", OOPSLA
/// 2017, §6.4, https://doi.org/10.1145/3133876. They rest on the counts, spreads and estimates of
/// the two summaries alone, so that summaries read back from a file do as well as new ones.
public struct BenchmarkDiff: Sendable, Hashable {
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
  public let baseline: BenchmarkSummary
  /// The benchmark after.
  public let candidate: BenchmarkSummary
  /// The verdict on each aspect.
  private let verdicts: [Aspect: DiffVerdict]
  /// The change of steady performance; `nil` if a side has none.
  public let performanceChange: PerformanceChange?
  /// The choices in comparing.
  private let options: DiffOptions
  /// The p-value of equal steady performance, by Fieller's interval; `nil` if it cannot be known how
  /// executions differ.
  private let performancePValue: Double?
  /// How many benchmarks are judged together, with one level for all: of a ``Diff``, all of
  /// its benchmarks.
  public package(set) var judgedTogether = 1

  /// The verdict on one aspect.
  ///
  /// - Complexity: O(1).
  public subscript(aspect: Aspect) -> DiffVerdict { verdicts[aspect] ?? .notComparable }

  /// The verdict on all of the decisive aspects together.
  ///
  /// Better if something is better and nothing worse, and worse likewise; different if both, or if
  /// something is different; else the same. Aspects that cannot be compared do not count.
  public var overall: DiffVerdict {
    DiffVerdict(overall: Aspect.decisive.map { self[$0] })
  }

  /// The verdict on one aspect as far as it is beyond chance, at a level that all benchmarks that
  /// are ``judgedTogether`` share (Bonferroni); `notComparable` for how something varies, of which
  /// any change counts in the published verdict.
  ///
  /// The classification rests on the proportions alone, not on single executions without a steady
  /// state that appeared or disappeared, and on Fisher's exact test, since with few executions the
  /// intervals of proportions shrink to nothing. Steady iterations and times to steady differ beyond chance
  /// if so many executions seldom fall apart into all lower and all higher ones. Steady performance
  /// must differ by Fieller's interval too, which counts how much executions differ.
  ///
  /// - Complexity: O(number of executions).
  public subscript(beyondChance aspect: Aspect) -> DiffVerdict {
    let part = (1 - options.level) / Double(judgedTogether)
    switch aspect {
    case .classification:
      return DiffVerdict(
        provenProportions: baseline.counts, candidate.counts, level: options.level, pValue: part)
    case .steadyIteration, .timeToSteady:
      return hasTooFewExecutions && self[aspect] != .notComparable ? .same : self[aspect]
    case .steadyPerformance:
      guard let performancePValue else { return .notComparable }
      return performancePValue <= part ? self[aspect] : .same
    case .steadyIterationVariability, .timeToSteadyVariability, .steadyPerformanceVariability:
      return .notComparable
    }
  }

  /// The probability that each of n values of a kind lies below each of m others, or above each:
  /// two of the ways to choose n of n + m.
  package static func chanceOfSeparation(_ n: Int, _ m: Int) -> Double {
    (0..<min(n, m)).reduce(2) { $0 * Double($1 + 1) / Double(n + m - $1) }
  }

  /// Whether even executions that fall apart into all lower and all higher ones may do so by chance.
  var hasTooFewExecutions: Bool {
    Self.chanceOfSeparation(baseline.counts.completed, candidate.counts.completed)
      > (1 - options.level) / Double(judgedTogether)
  }

  /// How many executions on each side are enough to tell when so many benchmarks are steady.
  package static func enoughExecutions(
    judgedTogether: Int, level: Double = DiffOptions().level
  ) -> Int {
    (1...).first { chanceOfSeparation($0, $0) <= (1 - level) / Double(judgedTogether) } ?? 1
  }

  /// The verdict on all of the decisive aspects together, as far as it is beyond chance.
  ///
  /// Between halves of the same executions ``overall``, the published verdict, says worse in a
  /// third of cases. This one says so of any of the benchmarks that are judged together in less
  /// than one in a hundred: what a gate needs.
  public var overallBeyondChance: DiffVerdict { overallBeyondChance(overlooking: 0) }

  /// The verdict beyond chance, where a change of the steady performance up to a fraction counts
  /// as none.
  ///
  /// - Parameter minimumEffect: The fraction of the performance before, not negative; 0.01 is 1 %.
  /// - Complexity: O(1).
  public func overallBeyondChance(overlooking minimumEffect: Double) -> DiffVerdict {
    DiffVerdict(
      overall: Aspect.decisive.map { self[beyondChance: $0, overlooking: minimumEffect] })
  }

  /// The verdict on one aspect beyond chance, where a change of the steady performance up to a
  /// fraction of that before counts as none.
  ///
  /// - Complexity: O(1).
  public subscript(
    beyondChance aspect: Aspect, overlooking minimumEffect: Double
  ) -> DiffVerdict {
    let verdict = self[beyondChance: aspect]
    guard aspect == .steadyPerformance, verdict != .notComparable, let performanceChange,
      abs(performanceChange.fraction) <= minimumEffect
    else { return verdict }
    return .same
  }

  /// Compares what was measured before and after.
  init(
    from baseline: BenchmarkSummary, to candidate: BenchmarkSummary, options: DiffOptions
  ) {
    self.baseline = baseline
    self.candidate = candidate
    self.options = options
    performanceChange = PerformanceChange(from: baseline, to: candidate)
    performancePValue = EffectSize(of: candidate, to: baseline)?.pValue
    let iterations = (baseline.steadyIterationRange, candidate.steadyIterationRange)
    let times = (baseline.timeToSteadyRange, candidate.timeToSteadyRange)
    let performances = (
      baseline.steadyPerformance?.interval(options.compatibility),
      candidate.steadyPerformance?.interval(options.compatibility)
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
  public func difference(
    from baseline: BenchmarkSummary, options: DiffOptions = DiffOptions()
  ) -> BenchmarkDiff {
    BenchmarkDiff(from: baseline, to: self, options: options)
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
