// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats

/// What is left of verdicts where chance is kept out.
@Suite struct BeyondChanceTests {
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

  private static func judged(
    _ comparison: BenchmarkDiff, with others: Int
  ) -> BenchmarkDiff {
    var comparison = comparison
    comparison.judgedTogether = 1 + others
    return comparison
  }

  /// Of the C(10, 5) = 252 ways to choose five of ten, two take the lowest or the highest.
  @Test func executionsSeldomFallApartByChance() {
    #expect(BenchmarkDiff.chanceOfSeparation(5, 5) == 2.0 / 252)
    #expect(BenchmarkDiff.chanceOfSeparation(1, 1) == 1)
    #expect(abs(BenchmarkDiff.chanceOfSeparation(10, 4) - 2.0 / 1001) < 1e-15)
    #expect(BenchmarkDiff.enoughExecutions(judgedTogether: 1) == 5)
    #expect(BenchmarkDiff.enoughExecutions(judgedTogether: 34) == 8)
  }

  @Test func laterSteadyIterationsNeedEnoughExecutions() {
    let early = Self.summary(warmups: [20, 21, 22, 23, 24], steady: 0.01)
    let late = Self.summary(warmups: [60, 61, 62, 63, 64], steady: 0.01)
    let comparison = late.difference(from: early)
    #expect(comparison[.steadyIteration] == .worse)
    #expect(comparison[beyondChance: .steadyIteration] == .worse)
    #expect(comparison.overallBeyondChance == .worse)
    // Five executions a side are enough for one benchmark, and not for two.
    let together = Self.judged(comparison, with: 1)
    #expect(together[.steadyIteration] == .worse)
    #expect(together[beyondChance: .steadyIteration] == .same)
    #expect(together.overallBeyondChance == .same)
  }

  /// Five that settle against five that do not: the intervals of their shares are disjoint at any
  /// level, and still it is one of the two of 252 ways to divide ten.
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
    let five = summary(5, warmup: 0).difference(from: summary(5, warmup: 5))
    #expect(five[.classification] == .worse)
    #expect(five[beyondChance: .classification] == .worse)
    #expect(Self.judged(five, with: 1)[beyondChance: .classification] == .same)
    let ten = summary(10, warmup: 6).difference(from: summary(10, warmup: 10))
    #expect(ten[.classification] == .worse)
    #expect(ten[beyondChance: .classification] == .same)
    let many = summary(12, warmup: 0).difference(from: summary(12, warmup: 12))
    #expect(Self.judged(many, with: 33)[beyondChance: .classification] == .worse)
  }

  @Test func slowerNeedsMoreThanHowExecutionsDiffer() {
    let baseline = Self.summary(warmups: [20, 21, 22, 23, 24], steady: 0.01)
    let slower = Self.summary(warmups: [20, 21, 22, 23, 24], steady: 0.02)
    let comparison = slower.difference(from: baseline)
    #expect(comparison[.steadyPerformance] == .worse)
    #expect(comparison[beyondChance: .steadyPerformance] == .worse)
    // The probability is far below a hundredth, so many benchmarks may share it, but not all.
    #expect(Self.judged(comparison, with: 99)[beyondChance: .steadyPerformance] == .worse)
    #expect(Self.judged(comparison, with: 1 << 50)[beyondChance: .steadyPerformance] == .same)
  }

  @Test func oneExecutionTellsNothing() {
    let comparison = Self.summary(warmups: [60], steady: 0.02)
      .difference(from: Self.summary(warmups: [20], steady: 0.01))
    #expect(comparison.overall == .worse)
    #expect(comparison[beyondChance: .steadyPerformance] == .notComparable)
    #expect(comparison.overallBeyondChance == .same)
  }

  @Test func benchmarksOfAComparisonShareTheLevel() {
    let summary = Self.summary(warmups: [20, 21], steady: 0.01)
    var other = summary
    other.key.benchmark = "c"
    let experiment = ExperimentSummary(
      machine: "", options: AnalysisOptions(), benchmarks: [summary, other])
    let comparison = experiment.difference(from: experiment)
    #expect(comparison.benchmarks.map(\.judgedTogether) == [2, 2])
    let joined = Diff(joining: [comparison, comparison])
    #expect(joined.benchmarks.map(\.judgedTogether) == [4, 4, 4, 4])
    #expect(
      comparison.warnings.map(\.fact) == [.fewExecutionsToCompare(benchmarks: 2, of: 2, enough: 6)])
  }
}
