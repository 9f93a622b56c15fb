// SPDX-License-Identifier: GPL-3.0-or-later

import GSL
import Testing
import WarmupStats
import evaluation

/// Comparisons with several runs of the same code count in what runs differ by.
@Suite struct BaselineRunsTests {
  private static let key = BenchmarkKey(benchmark: "b")

  /// A run whose executions have these mean times.
  private static func run(_ means: [Double], key: BenchmarkKey = key) -> ExperimentSummary {
    ExperimentSummary(
      machine: "m", options: AnalysisOptions(),
      benchmarks: [
        BenchmarkSummary(
          summarizing: means.map { AnalyzedExecution(steadyThroughout: [$0]) }, of: key,
          options: GateStudy.analysis)
      ])
  }

  private static let runs = [
    run([1.00, 1.02]), run([1.03, 1.05]), run([0.99, 0.97]), run([1.01, 1.01]), run([0.96, 0.98]),
    run([1.02, 1.04]),
  ]

  /// The interval is the prediction interval of a normal sample, by Fieller: the ratios θ for which
  /// (b − θa)² ≤ t²S²((b/a)² + θ²/r), with a t quantile of r − 1 degrees of freedom.
  @Test func theIntervalIsThatOfOneRunMore() throws {
    let candidate = Self.run([1.10, 1.12])
    let comparison = candidate.compared(to: BaselineRuns(Self.runs))
    let effect = try #require(comparison.benchmarks.first?.effect)
    let means = [1.01, 1.04, 0.98, 1.01, 0.97, 1.03]
    let (a, b) = (means.reduce(0, +) / 6, 1.11)
    let variance = means.reduce(0) { $0 + ($1 - a) * ($1 - a) } / 5
    let t = StudentT(degreesOfFreedom: 5).quantile(0.995)
    func distance(_ theta: Double) -> Double {
      (b - theta * a) * (b - theta * a)
        - t * t * variance * (b * b / (a * a) + theta * theta / 6)
    }
    let range = try #require(effect.interval.range)
    #expect(abs(effect.ratio - b / a) < 1e-12)
    for end in [range.lowerBound, range.upperBound] { #expect(abs(distance(end)) < 1e-6) }
    #expect(effect.verdict == .inconclusive)
    #expect(effect.baseline.executions == 12 && effect.candidate.executions == 2)
  }

  /// Fewer runs than five are compared by their executions.
  @Test func fewRunsAreTakenToBeAlike() throws {
    let candidate = Self.run([1.10, 1.12])
    let four = BaselineRuns(Array(Self.runs[..<4]))
    #expect(four.count(of: Self.key) == 4)
    #expect(candidate.compared(to: four) == candidate.compared(to: four.summary))
    #expect(
      candidate.compared(to: BaselineRuns(Array(Self.runs[..<5])))
        != candidate.compared(to: BaselineRuns(Array(Self.runs[..<5])).summary))
  }

  /// A result of a single execution can be judged, as the runs tell how such results differ.
  @Test func aSingleExecutionIsJudged() throws {
    let runs = (0..<12).map { Self.run([1 + 0.002 * Double($0 % 3)]) }
    let effect = try #require(
      Self.run([1.2]).compared(to: BaselineRuns(runs)).benchmarks.first?.effect)
    #expect(effect.verdict == .slower)
    let same = try #require(
      Self.run([1.002]).compared(to: BaselineRuns(runs)).benchmarks.first?.effect)
    #expect(same.verdict == .equivalent)
  }

  /// What the code was before its level changed says nothing of what it is now.
  @Test func runsBeforeTheLastChangeDoNotCount() {
    let slow = (0..<10).map { Self.run([1.5 + 0.01 * Double($0 % 3), 1.5]) }
    let fast = (0..<8).map { Self.run([1 + 0.01 * Double($0 % 3), 1]) }
    let runs = BaselineRuns(slow + fast)
    #expect(runs.count(of: Self.key) == 8)
    #expect(runs.summary[Self.key]?.executions.count == 16)
  }

  /// A benchmark that the last run no longer has is not missed; a new one has the runs that it has.
  @Test func theLastRunSaysWhatThereIs() {
    let other = BenchmarkKey(benchmark: "other")
    var both = Self.runs
    for index in both.indices.dropLast(2) {
      both[index].benchmarks += Self.run([1, 1], key: other).benchmarks
    }
    let runs = BaselineRuns(both)
    #expect(runs.summary.benchmarks.map(\.key) == [Self.key])
  }

  /// 95 % intervals, with runs that differ as much as executions: they hold the truth as often as
  /// they state, where those that take runs to be alike miss it in a third of cases.
  @Test(arguments: [5, 10]) func intervalsHoldTheTruth(runs: Int) {
    var generator = Xoshiro256(seed: 5)
    let outcome = BaselineStudy(runs: runs).outcome(rounds: 250, using: &generator)
    // Three standard errors of 250 rounds are 4.1 %.
    #expect((0.909...0.99).contains(outcome.covered.share), "\(outcome.covered)")
    #expect(outcome.pooledCovered.share < 0.8, "\(outcome.pooledCovered)")
  }

  /// Runs disturb all benchmarks alike, so that their mean is no better known than one of them.
  @Test func theMeanOfBenchmarksHoldsTheTruth() {
    var generator = Xoshiro256(seed: 6)
    var study = BaselineStudy(runs: 10)
    study.benchmarks = 4
    let outcome = study.outcome(rounds: 150, using: &generator)
    #expect((0.896...1).contains(outcome.meanCovered.share), "\(outcome.meanCovered)")
  }

  /// A change of 10 % is found where runs differ by 1 %, and none where there is none.
  @Test func changesAreFound() {
    var generator = Xoshiro256(seed: 7)
    var study = BaselineStudy(runs: 10)
    study.level = 0.99
    let none = study.outcome(rounds: 100, using: &generator)
    #expect(none.slower.share <= 0.03, "\(none.slower)")
    study.change = 0.1
    let slower = study.outcome(rounds: 50, using: &generator)
    #expect(slower.slower.share >= 0.95, "\(slower.slower)")
  }

  /// A candidate of fewer executions than the runs have is known less well.
  @Test func fewerExecutionsAreKnownLessWell() {
    var generator = Xoshiro256(seed: 8)
    var study = BaselineStudy(runs: 10)
    (study.betweenRuns, study.candidateExecutions) = (0.003, 1)
    let outcome = study.outcome(rounds: 250, using: &generator)
    #expect(outcome.covered.share >= 0.909, "\(outcome.covered)")
    #expect(outcome.meanCovered.share >= 0.909, "\(outcome.meanCovered)")
  }
}
