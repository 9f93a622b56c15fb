// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats

@Suite struct BenchmarkDiffTests {
  private static let steady = BenchmarkSummary(
    warmup: 10, steadyIteration: 10...20, timeToSteady: 1...2, performance: 0.010...0.011)

  @Test func disjointIntervalsDiffer() {
    let faster = BenchmarkSummary(
      warmup: 10, steadyIteration: 21...31, timeToSteady: 0.1...1.1, performance: 0.008...0.009)
    let comparison = faster.difference(from: Self.steady)
    #expect(comparison[.classification] == .same)
    #expect(comparison[.steadyIteration] == .worse)
    #expect(comparison[.steadyIterationVariability] == .same)
    #expect(comparison[.timeToSteady] == .same)
    #expect(comparison[.steadyPerformance] == .better)
    #expect(comparison[.steadyPerformanceVariability] == .same)
    #expect(comparison.overall == .different)
  }

  @Test func touchingIntervalsAreTheSame() {
    let candidate = BenchmarkSummary(
      warmup: 10, steadyIteration: 20...30, timeToSteady: 2...3, performance: 0.011...0.012)
    let comparison = candidate.difference(from: Self.steady)
    #expect(comparison[.steadyIteration] == .same)
    #expect(comparison[.timeToSteady] == .same)
    #expect(comparison[.steadyPerformance] == .same)
    #expect(comparison.overall == .same)
  }

  @Test func narrowerIsBetter() {
    let candidate = BenchmarkSummary(
      warmup: 10, steadyIteration: 15...16, timeToSteady: 0.5...9, performance: 0.010...0.0115)
    let comparison = candidate.difference(from: Self.steady)
    #expect(comparison[.steadyIterationVariability] == .better)
    #expect(comparison[.timeToSteadyVariability] == .worse)
    // The half-width goes from 0.5 to 0.75 ms.
    #expect(comparison[.steadyPerformanceVariability] == .worse)
    #expect(comparison.overall == .different)
  }

  @Test(arguments: [(0.00009, DiffVerdict.same), (0.00011, .worse)])
  func smallChangesOfTheHalfWidthDoNotCount(change: Double, verdict: DiffVerdict) {
    let candidate = BenchmarkSummary(
      warmup: 10, steadyIteration: 10...20, timeToSteady: 1...2,
      performance: 0.010 - change...0.011 + change)
    #expect(candidate.difference(from: Self.steady)[.steadyPerformanceVariability] == verdict)
    var options = DiffOptions()
    options.negligibleHalfWidthChange = 0
    #expect(
      candidate.difference(from: Self.steady, options: options)[.steadyPerformanceVariability]
        == .worse)
  }

  /// All executions flat: steady from iteration 1 on, without any spread, after no time.
  @Test func flatCountsAsTheFirstIteration() {
    let flat = BenchmarkSummary(flat: 10, performance: 0.010...0.011)
    let comparison = flat.difference(from: Self.steady)
    #expect(comparison[.classification] == .same)
    #expect(comparison[.steadyIteration] == .better)
    #expect(comparison[.steadyIterationVariability] == .better)
    #expect(comparison[.timeToSteady] == .better)
    #expect(comparison.overall == .better)
    let both = flat.difference(from: flat)
    #expect(both[.steadyIteration] == .same)
    #expect(both[.timeToSteady] == .same)
  }

  @Test func withoutSteadyStateThereIsNothingToCompare() {
    let restless = BenchmarkSummary(warmup: 9, noSteadyState: 1)
    let comparison = restless.difference(from: Self.steady)
    for aspect in BenchmarkDiff.Aspect.allCases where aspect != .classification {
      #expect(comparison[aspect] == .notComparable)
    }
    #expect(comparison.performanceChange == nil)
    #expect(restless.difference(from: restless).overall == .same)
  }

  @Test func crashedIsNotComparable() {
    let crashed = BenchmarkSummary(crashed: 10)
    #expect(crashed.difference(from: Self.steady).overall == .notComparable)
  }

  @Test func differentClassificationsWeighInOnTheWhole() {
    let baseline = BenchmarkSummary(noSteadyState: 30)
    let candidate = BenchmarkSummary(slowdown: 30, steadyIteration: 3...4, performance: 1...2)
    let comparison = candidate.difference(from: baseline)
    #expect(comparison[.classification] == .different)
    #expect(comparison.overall == .different)
  }

  @Test func performanceChangesInPerCentOfBefore() throws {
    let baseline = BenchmarkSummary(flat: 10, performance: 9...11)
    let candidate = BenchmarkSummary(flat: 10, performance: 7...8)
    let change = try #require(candidate.difference(from: baseline).performanceChange)
    #expect(abs(change.fraction - -0.25) < 1e-15)
    #expect(abs(change.lower - (7.0 / 11 - 1)) < 1e-15)
    #expect(abs(change.upper - (8.0 / 9 - 1)) < 1e-15)
  }

  /// Against the effect size of the same executions, which works from their times.
  @Test func theRatioOfMeansIsThatOfTheEffectSize() throws {
    var generator = Xoshiro256(seed: 5)
    var options = AnalysisOptions()
    options.resampling = .monteCarlo(resamples: 100, seed: 1)
    func executions(level: Double) -> [ProcessExecution] {
      (0..<6).map { index in
        ProcessExecution(
          times: (0..<25).map { _ in
            level + 0.01 * Double(index) + Double.random(in: 0..<0.001, using: &generator)
          })
      }
    }
    let (baseline, candidate) = (executions(level: 0.3), executions(level: 0.4))
    let key = BenchmarkKey(benchmark: "b", vm: "v", variant: "")
    let comparison = BenchmarkSummary(analyzing: candidate, of: key, options: options)
      .difference(from: BenchmarkSummary(analyzing: baseline, of: key, options: options))
    let effectSize = try #require(
      EffectSize(
        of: candidate.map { [$0.times] }, to: baseline.map { [$0.times] }, key: key,
        options: ComparisonOptions()))
    let found = try #require(comparison.effect?.interval.range)
    let expected = try #require(effectSize.interval.range)
    #expect(comparison.baseline.counts.flat == 6)
    #expect(abs(found.lowerBound - expected.lowerBound) < 1e-12)
    #expect(abs(found.upperBound - expected.upperBound) < 1e-12)
  }

  /// Two groups of executions, the median in the lower: give or take the half-width the interval
  /// ends below its true end.
  @Test func compatibilityComparesHalfWidths() {
    func summary(_ lower: Double, _ median: Double, _ upper: Double) -> BenchmarkSummary {
      var summary = BenchmarkSummary(flat: 10, performance: lower...upper)
      summary.steadyPerformance?.center = median
      return summary
    }
    let (baseline, candidate) = (summary(1, 1.1, 2), summary(1.8, 1.9, 2))
    var options = DiffOptions()
    #expect(candidate.difference(from: baseline, options: options)[.steadyPerformance] == .same)
    options.method = .warmupStats
    #expect(candidate.difference(from: baseline, options: options)[.steadyPerformance] == .worse)
  }

  /// Exchanging before and after exchanges better and worse, in every aspect; and the change in
  /// performance leaves out zero exactly if its verdict says so.
  @Test(arguments: 0..<60)
  func exchangingBeforeAndAfterInverts(seed: UInt64) {
    var generator = Xoshiro256(seed: seed)
    let (baseline, candidate) = (Self.random(using: &generator), Self.random(using: &generator))
    let (forwards, backwards) = (
      candidate.difference(from: baseline), baseline.difference(from: candidate)
    )
    for aspect in BenchmarkDiff.Aspect.allCases {
      #expect(forwards[aspect] == backwards[aspect].inverted, "\(aspect) \(baseline) \(candidate)")
    }
    #expect(forwards.overall == backwards.overall.inverted)
    if let change = forwards.performanceChange {
      #expect((change.upper < 0) == (forwards[.steadyPerformance] == .better))
      #expect((change.lower > 0) == (forwards[.steadyPerformance] == .worse))
    }
  }

  /// A summary of up to thirty executions, most of them of one classification.
  static func random(using generator: inout some RandomNumberGenerator) -> BenchmarkSummary {
    var numbers = (0..<4).map { _ in Int.random(in: 0...2, using: &generator) }
    numbers[Int.random(in: 0..<4, using: &generator)] += Int.random(in: 1...22, using: &generator)
    if Bool.random(using: &generator) { numbers[3] = 0 }
    let isSteady = numbers[3] == 0 && numbers[..<3].contains { $0 > 0 }
    let settles = isSteady && numbers[..<2].contains { $0 > 0 }
    func range(_ scale: Double) -> ClosedRange<Double> {
      let ends = (0..<2).map { _ in Double.random(in: 1...10, using: &generator) * scale }
      return ends.min()!...ends.max()!
    }
    let (iterations, times, performance) = (range(10), range(0.1), range(0.0001))
    return BenchmarkSummary(
      warmup: numbers[0], slowdown: numbers[1], flat: numbers[2], noSteadyState: numbers[3],
      steadyIteration: settles ? iterations : nil, timeToSteady: settles ? times : nil,
      performance: isSteady ? performance : nil)
  }
}
