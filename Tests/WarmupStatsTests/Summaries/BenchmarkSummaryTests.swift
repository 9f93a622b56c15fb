// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing
import WarmupStats

@Suite struct BenchmarkSummaryTests {
  private let key = BenchmarkKey(benchmark: "nbody", vm: "HotSpot", variant: "default")

  private func summary(
    _ times: [[Double]],
    options: AnalysisOptions = AnalysisOptions(method: .barrett2017())
  ) -> BenchmarkSummary {
    MadeExecutions.summary(of: times, key: key, options: options)
  }

  private func isClose(_ found: Double?, _ expected: Double, to part: Double = 1e-12) -> Bool {
    found.map { abs($0 - expected) <= part * abs(expected) } ?? false
  }

  @Test func medianAndPercentilesAreOverTheExecutions() throws {
    var series = MadeSeries(seed: 1)
    // Steady from iteration 11, 21, 31 and 41.
    let times = [10, 20, 30, 40].map { slow in
      series.plateau(slow, level: 0.03, noise: 1e-5)
        + series.plateau(200 - slow, level: 0.02, noise: 1e-5)
    }
    let found = summary(times)
    #expect(found.consistency == .consistent(.warmup))
    #expect(found.counts.warmup == 4)
    let iteration = try #require(found.steadyIteration)
    #expect(iteration == Spread(median: 26, lower: 12.5, upper: 39.5))
    let seconds = try #require(found.timeToSteady)
    #expect(isClose(seconds.median, 0.75, to: 1e-3))
    let performance = try #require(found.steadyPerformance)
    #expect(isClose(performance.center, 0.02, to: 1e-4))
    #expect(performance.level == 0.99)
    #expect(performance.lower < performance.center && performance.center < performance.upper)
  }

  @Test func flatExecutionsHaveOnlyAPerformance() {
    var series = MadeSeries(seed: 2)
    let found = summary([series.flat(), series.flat()])
    #expect(found.consistency == .consistent(.flat))
    #expect(found.steadyIteration == nil && found.timeToSteady == nil)
    #expect(found.steadyPerformance != nil)
  }

  @Test func oneFlatExecutionCountsAsSteadyFromTheStart() {
    var series = MadeSeries(seed: 3)
    let found = summary([series.flat(), series.warmup()])
    #expect(found.consistency == .goodInconsistent)
    #expect(found.steadyIteration == Spread(median: 11, lower: 2, upper: 20))
    #expect(isClose(found.timeToSteady?.median, 0.3, to: 1e-2))
  }

  @Test func oneExecutionWithoutSteadyStateLeavesNothingToSay() {
    var series = MadeSeries(seed: 4)
    let found = summary([series.flat(), series.unsteady()])
    #expect(found.consistency == .badInconsistent)
    #expect(found.counts.flat == 1 && found.counts.noSteadyState == 1)
    #expect(found.steadyIteration == nil && found.timeToSteady == nil)
    #expect(found.steadyPerformance == nil)
  }

  @Test func crashedExecutionsAreCountedAndTakeNoPart() {
    var series = MadeSeries(seed: 5)
    let times = series.warmup()
    let alone = BenchmarkSummary(
      analyzing: [ProcessExecution(times: times)], of: key,
      options: AnalysisOptions(method: .barrett2017()))
    let found = BenchmarkSummary(
      analyzing: [
        ProcessExecution(failed: .crashed), ProcessExecution(times: times),
        ProcessExecution(failed: .timedOut),
      ], of: key, options: AnalysisOptions(method: .barrett2017()))
    #expect(found.counts.crashed == 2 && found.counts.warmup == 1)
    #expect(found.consistency == alone.consistency)
    #expect(found.steadyIteration == alone.steadyIteration)
    #expect(found.steadyPerformance == alone.steadyPerformance)
    #expect(found.executions.map { $0.analysis == nil } == [true, false, true])

    let nothing = BenchmarkSummary(analyzing: [ProcessExecution(failed: .crashed)], of: key)
    #expect(nothing.consistency == nil && nothing.steadyPerformance == nil)
    #expect(BenchmarkSummary(analyzing: [], of: key).counts == ClassificationCounts())
  }

  @Test func theOrderOfExecutionsDoesNotMatter() throws {
    var series = MadeSeries(seed: 6)
    let times = [series.flat(), series.warmup(), series.slowdown(), series.warmup()]
    let found = summary(times)
    for order in [[3, 2, 1, 0], [1, 3, 0, 2]] {
      let permuted = summary(order.map { times[$0] })
      #expect(permuted.counts == found.counts)
      #expect(permuted.consistency == found.consistency)
      #expect(permuted.steadyIteration == found.steadyIteration)
      #expect(permuted.timeToSteady == found.timeToSteady)
      #expect(permuted.executions.map(\.analysis) == order.map { found.executions[$0].analysis })
      let (one, other) = try (
        #require(permuted.steadyPerformance), #require(found.steadyPerformance)
      )
      #expect(isClose(one.center, other.center))
      #expect(isClose(one.lower, other.lower) && isClose(one.upper, other.upper))
    }
  }

  @Test func outliersThatAnotherExecutionHasAreCommon() throws {
    var series = MadeSeries(seed: 7)
    var times = [series.flat(), series.flat(), series.flat(), series.flat() + series.flat()]
    times[0][100] = 1
    times[1][100] = 1
    times[2][100] = 1
    times[2][150] = 1
    times[3][150] = 1
    times[3][300] = 1
    let analyses = try summary(times).executions.map { try #require($0.analysis) }
    #expect(analyses.map(\.outliers) == [[100], [100], [100, 150], [150, 300]])
    #expect(analyses.map(\.commonOutliers) == [[100], [100], [100, 150], [150]])
    #expect(analyses.map(\.uniqueOutliers) == [[], [], [], [300]])

    var options = AnalysisOptions(method: .barrett2017())
    options.commonOutlierThreshold = 2
    let strict = summary(times, options: options).executions.compactMap(\.analysis)
    #expect(strict.map(\.commonOutliers) == [[100], [100], [100], []])
  }

  @Test func drawnIntervalsApproachTheComputedOne() throws {
    var series = MadeSeries(seed: 8)
    let times = [series.warmup(), series.flat(), series.warmup()]
    let exact = try #require(summary(times).steadyPerformance)
    var options = AnalysisOptions(method: .barrett2017())
    options.resampling = .monteCarlo(resamples: 6000, seed: 42)
    let drawn = try #require(summary(times, options: options).steadyPerformance)
    #expect(drawn != exact)
    #expect(drawn == summary(times, options: options).steadyPerformance)
    #expect(abs(drawn.center - exact.center) < 0.1 * exact.halfWidth)
    #expect(abs(drawn.halfWidth - exact.halfWidth) < 0.1 * exact.halfWidth)
    options.resampling = .monteCarlo(resamples: 6000, seed: 43)
    #expect(drawn != summary(times, options: options).steadyPerformance)
  }

  @Test func steadyTimesAreThoseOfTheSteadySegments() throws {
    var series = MadeSeries(seed: 9)
    var times =
      series.plateau(20, level: 0.03, noise: 1e-5) + series.plateau(80, level: 0.0209, noise: 1e-5)
      + series.plateau(100, level: 0.02, noise: 1e-5)
    times[150] = 1
    let execution = AnalyzedExecution(
      analyzing: ProcessExecution(times: times), options: AnalysisOptions(method: .barrett2017()))
    let steady = try #require(execution.steadyTimes)
    #expect(steady == [Array(times[20..<100]), Array(times[100..<150] + times[151...])])
    #expect(
      AnalyzedExecution(analyzing: ProcessExecution(failed: .crashed), options: AnalysisOptions())
        .steadyTimes == nil)
    let unsteady = ProcessExecution(times: series.unsteady())
    #expect(AnalyzedExecution(analyzing: unsteady, options: AnalysisOptions()).steadyTimes == nil)
  }
}
