// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing
import WarmupStats

@Suite struct ExecutionDrawsTests {
  private static let key = BenchmarkKey(benchmark: "b", vm: "v", variant: "")

  /// Executions of three iterations each, that take as long as given.
  private static func summary(_ times: [Double]) -> BenchmarkSummary {
    MadeExecutions.summary(of: times.map { [$0, $0, $0] }, key: key)
  }

  /// Against summaries of the drawn executions, and the rule written out.
  @Test(arguments: 0..<4)
  func agreesWithSummaries(kind: Int) throws {
    var generator = Xoshiro256(seed: 11)
    let full = BenchmarkSummary(
      analyzing: Self.executions(kind: kind, using: &generator), of: Self.key)
    var options = TruncationOptions()
    options.wantedHalfWidth = 10
    let draws = ExecutionDraws(from: full, options: options)
    let completed = full.executions.filter { $0.analysis != nil }
    #expect(draws.count == completed.count)
    func mean(_ executions: [AnalyzedExecution]) -> Double? {
      let means = executions.compactMap(\.analysis?.steadyState?.mean)
      return means.isEmpty ? nil : means.reduce(0, +) / Double(means.count)
    }
    for size in [2, 3, completed.count] {
      for _ in 0..<6 {
        let indices = Array(completed.indices.shuffled(using: &generator)[..<size])
        let drawn = BenchmarkSummary(
          summarizing: indices.map { completed[$0] }, of: full.key, options: AnalysisOptions())
        let found = draws.conclusions(of: indices)
        #expect(found.sameClassification == (drawn.consistency == full.consistency))
        let (part, whole) = (try #require(mean(drawn.executions)), try #require(mean(completed)))
        #expect(
          found.sameSteadyPerformance
            == (part / whole <= 1.01 && whole / part <= 1.01 || size == completed.count))
      }
    }
  }

  /// Of 1.00, …, 1.09 nearly all means of seven lie within 2 %; of two many do not.
  ///
  /// Nine give an
  /// interval 1.09 times as wide as that of ten, seven 1.36 and six 1.60 times.
  @Test func fewerDoIfMeansAgreeAndTheIntervalIsNarrow() throws {
    let full = Self.summary((0..<10).map { 1 + 0.01 * Double($0) })
    var options = TruncationOptions()
    options.minimumEffect = 0.02
    func enough() -> [Double] {
      var generator = Xoshiro256(seed: 1)
      return ExecutionDraws(from: full, options: options)
        .agreements(draws: 400, using: &generator).map(\.steadyPerformance)
    }
    // Numbers of executions from two to ten.
    #expect(enough() == [0, 0, 0, 0, 0, 1, 1, 1, 1])
    options.wantedHalfWidth = 0.01
    #expect(enough() == [0, 0, 0, 0, 0, 0, 0, 0, 1])
    options.wantedHalfWidth = 1
    #expect(enough().prefix(2) == [0, 0])
    (options.minimumEffect, options.wantedHalfWidth) = (0.1, 10)
    #expect(enough() == Array(repeating: 1, count: 9))
  }

  /// One execution of ten behaves otherwise: nine miss it in a tenth of the draws.
  @Test func rareBehaviourNeedsAllExecutions() {
    var generator = Xoshiro256(seed: 2)
    let times: [[Double]] = (0..<10).map { index in
      (0..<60).map { iteration -> Double in
        let isSlow = index == 4 && iteration < 30
        return (isSlow ? 0.5 : 0.1) + 0.0001 * Double((index + iteration) % 3)
      }
    }
    let full = BenchmarkSummary(
      analyzing: times.map { ProcessExecution(times: $0) }, of: Self.key)
    #expect(full.counts.warmup == 1 && full.counts.flat == 9)
    let agreements = ExecutionDraws(from: full, options: TruncationOptions())
      .agreements(draws: 400, using: &generator)
    let same: [Double] = agreements.map(\.classification)
    #expect(same == [0, 0, 0, 0, 0, 0, 0, 0, 1])
  }

  @Test func fewerThanTwoExecutionsAreNotDrawn() {
    var generator = Xoshiro256(seed: 1)
    let full = BenchmarkSummary(
      analyzing: [
        ProcessExecution(times: Array(repeating: 0.5, count: 30)),
        ProcessExecution(failed: .crashed),
      ], of: Self.key)
    let draws = ExecutionDraws(from: full, options: TruncationOptions())
    #expect(draws.agreements(draws: 5, using: &generator).isEmpty)
  }

  /// Executions at levels of their own, so that few of them do not stand for all; some warm up,
  /// and of the last kind one never settles.
  private static func executions(
    kind: Int, using generator: inout some RandomNumberGenerator
  ) -> [ProcessExecution] {
    (0..<7).map { index in
      if kind == 2, index == 3 { return ProcessExecution(failed: .timedOut) }
      let level = 0.1 + (kind == 0 ? 0 : 0.004 * Double(index % 3))
      return ProcessExecution(
        times: (0..<80).map { iteration in
          let isSlow =
            iteration < 5 * index && kind > 0 || kind == 3 && index == 6 && iteration > 70
          return level + (isSlow ? 0.05 : 0) + Double.random(in: 0..<0.0004, using: &generator)
        })
    }
  }
}
