// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats

/// What is left of verdicts where chance is kept out.
@Suite struct SignificanceTests {
  /// Executions that warm up for as many iterations as given, and then take about `steady` seconds.
  private static func summary(warmups: [Int], steady: Double) -> BenchmarkSummary {
    let executions = warmups.enumerated().map { index, warmup in
      ProcessExecution(
        times: (0..<400).map { iteration in
          // No two executions are equal, and no two successive iterations.
          let wobble = 0.0001 * Double(iteration % 3) + 0.0002 * Double(index % 4)
          return (iteration < warmup ? 3 : 1) * steady + wobble
        })
    }
    return BenchmarkSummary(
      analyzing: executions, of: BenchmarkKey(benchmark: "b", vm: "v", variant: "d"))
  }

  private static func familiar(_ diff: BenchmarkDiff, with others: Int) -> BenchmarkDiff {
    var diff = diff
    diff.familySize = 1 + others
    return diff
  }

  /// Of the C(10, 5) = 252 ways to choose five of ten, two take the lowest or the highest.
  ///
  /// Of half
  /// an error of 1 % a sixth is 1/1200; 2/C(14, 7) is 1/1716, 2/C(12, 6) is 1/462.
  @Test func executionsSeldomFallApartByChance() {
    #expect(BenchmarkDiff.chanceOfSeparation(5, 5) == 2.0 / 252)
    #expect(BenchmarkDiff.chanceOfSeparation(1, 1) == 1)
    #expect(abs(BenchmarkDiff.chanceOfSeparation(10, 4) - 2.0 / 1001) < 1e-15)
    #expect(BenchmarkDiff.enoughExecutions(familySize: 1, level: 0.99) == 7)
    #expect(BenchmarkDiff.enoughExecutions(familySize: 34, level: 0.99) == 10)
  }

  @Test func laterSteadyIterationsNeedEnoughExecutions() {
    let early = Self.summary(warmups: Array(20..<30), steady: 0.01)
    let late = Self.summary(warmups: Array(60..<70), steady: 0.01)
    let diff = late.difference(from: early)
    #expect(diff[.steadyIteration] == .worse)
    #expect(diff[significant: .steadyIteration] == .worse)
    #expect(diff.significantOverall == .worse)
    // 2/C(20, 10) is 1/92378.
    #expect(Self.familiar(diff, with: 9)[significant: .steadyIteration] == .worse)
    #expect(Self.familiar(diff, with: 999)[significant: .steadyIteration] == .same)
    let few = Self.summary(warmups: [60, 61, 62], steady: 0.01)
      .difference(from: Self.summary(warmups: [20, 21, 22], steady: 0.01))
    #expect(few[.steadyIteration] == .worse)
    #expect(few[significant: .steadyIteration] == .same)
    #expect(few.significantOverall == .same)
  }

  /// Ranges that overlap may still differ: half of the executions need twice as long.
  @Test func steadyIterationsThatOverlapMayDiffer() {
    let early = Self.summary(warmups: Array(20..<35), steady: 0.01)
    let late = Self.summary(warmups: Array(31..<46), steady: 0.01)
    let diff = late.difference(from: early)
    #expect(diff[.steadyIteration] == .same)
    #expect(diff[significant: .steadyIteration] == .worse)
    #expect(early.difference(from: late)[significant: .steadyIteration] == .better)
  }

  /// The same middle, four times as far apart.
  @Test func spreadsAreCompared() {
    let near = Self.summary(warmups: (0..<12).map { 100 + $0 }, steady: 0.01)
    let far = Self.summary(warmups: (0..<12).map { 58 + 9 * $0 }, steady: 0.01)
    let diff = far.difference(from: near)
    #expect(diff[significant: .steadyIterationVariability] == .worse)
    #expect(diff[significant: .steadyIteration] == .same)
    #expect(near.difference(from: far)[significant: .steadyIterationVariability] == .better)
    #expect(near.difference(from: near)[significant: .steadyIterationVariability] == .same)
  }

  @Test func otherClassesNeedEnoughExecutions() {
    let key = BenchmarkKey(benchmark: "b", vm: "v", variant: "d")
    func summary(_ executions: Int, warmup: Int) -> BenchmarkSummary {
      BenchmarkSummary(
        analyzing: (0..<executions).map { index in
          let rises = index >= warmup
          return ProcessExecution(
            times: (0..<400).map { iteration in
              let isFirst = iteration < 60
              return (isFirst == rises ? 0.01 : 0.02) + 0.0001 * Double(iteration % 3)
            })
        }, of: key)
    }
    let ten = summary(10, warmup: 6).difference(from: summary(10, warmup: 10))
    #expect(ten[.classification] == .worse)
    #expect(ten[significant: .classification] == .same)
    let many = summary(12, warmup: 0).difference(from: summary(12, warmup: 12))
    #expect(Self.familiar(many, with: 33)[significant: .classification] == .worse)
    let back = summary(12, warmup: 12).difference(from: summary(12, warmup: 0))
    #expect(back[significant: .classification] == .better)
  }

  @Test func slowerNeedsMoreThanHowExecutionsDiffer() {
    let baseline = Self.summary(warmups: [20, 21, 22, 23, 24], steady: 0.01)
    let slower = Self.summary(warmups: [20, 21, 22, 23, 24], steady: 0.02)
    let diff = slower.difference(from: baseline)
    #expect(diff[.steadyPerformance] == .worse)
    #expect(diff[significant: .steadyPerformance] == .worse)
    // The probability is far below a hundredth, so many benchmarks may share it, but not all.
    #expect(Self.familiar(diff, with: 99)[significant: .steadyPerformance] == .worse)
    #expect(Self.familiar(diff, with: 1 << 50)[significant: .steadyPerformance] == .same)
    var options = DiffOptions()
    options.minimumEffect = 1.5
    let lenient = slower.difference(from: baseline, options: options)
    #expect(lenient[significant: .steadyPerformance] == .same)
  }

  @Test func oneExecutionTellsNothing() {
    let diff = Self.summary(warmups: [60], steady: 0.02)
      .difference(from: Self.summary(warmups: [20], steady: 0.01))
    #expect(diff.overall == .worse)
    #expect(diff[significant: .steadyPerformance] == .notComparable)
    #expect(diff[significant: .steadyPerformanceVariability] == .notComparable)
    #expect(diff.significantOverall == .same)
  }

  /// People see what is significant, unless another program is reproduced.
  @Test func whatIsShown() {
    let (one, other) = (
      Self.summary(warmups: [60, 61], steady: 0.02), Self.summary(warmups: [20, 21], steady: 0.01)
    )
    let diff = one.difference(from: other)
    #expect(diff.overall == .worse && diff[.steadyIteration] == .worse)
    #expect(diff[shown: .steadyIteration] == .same)
    var options = DiffOptions()
    options.method = .warmupStats
    let published = one.difference(from: other, options: options)
    #expect(published.shownOverall == published.overall)
    #expect(published[shown: .steadyIteration] == .worse)
  }

  @Test func benchmarksOfAComparisonAreOneFamily() {
    let summary = Self.summary(warmups: [20, 21], steady: 0.01)
    var other = summary
    other.key.benchmark = "c"
    let experiment = ExperimentSummary(
      machine: "", options: AnalysisOptions(), benchmarks: [summary, other])
    let diff = experiment.difference(from: experiment)
    #expect(diff.benchmarks.map(\.familySize) == [2, 2])
    let joined = Diff(joining: [diff, diff])
    #expect(joined.benchmarks.map(\.familySize) == [4, 4, 4, 4])
    #expect(diff.warnings.map(\.kind) == [.fewMeasurements])
  }
}
