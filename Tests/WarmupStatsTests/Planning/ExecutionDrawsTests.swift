// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats

@Suite struct ExecutionDrawsTests {
  /// The quick way to judge draws against the long one: to summarise each draw and compare.
  @Test(arguments: [nil, Compatibility.warmupStats])
  func agreesWithSummaries(compatibility: Compatibility?) {
    var analysis = AnalysisOptions()
    analysis.compatibility = compatibility
    // Executions lie so far apart that few resamples tell intervals apart, and quickly.
    analysis.resampling = .monteCarlo(resamples: 2000, seed: 3)
    var generator = Xoshiro256(seed: 11)
    for kind in 0..<4 {
      let full = BenchmarkSummary(
        analyzing: Self.executions(kind: kind, using: &generator),
        of: BenchmarkKey(benchmark: "b", vm: "v", variant: ""), options: analysis)
      var draws = ExecutionDraws(
        from: full, analysis: analysis, comparison: DiffOptions())
      let completed = full.executions.filter { $0.analysis != nil }
      #expect(draws.count == completed.count)
      for size in [1, 2, 3, completed.count] {
        for _ in 0..<6 {
          let indices = (0..<size).map { _ in Int.random(in: 0..<draws.count, using: &generator) }
          let summary = BenchmarkSummary(
            summarizing: indices.map { completed[$0] }, of: full.key, options: analysis)
          #expect(
            draws.conclusions(of: indices) == Conclusions(summary.difference(from: full)),
            "\(kind) \(indices)")
        }
      }
    }
  }

  @Test func fewerThanTwoExecutionsAreNotDrawn() {
    var generator = Xoshiro256(seed: 1)
    let full = BenchmarkSummary(
      analyzing: [
        ProcessExecution(times: Array(repeating: 0.5, count: 30)),
        ProcessExecution(failed: .crashed),
      ], of: BenchmarkKey(benchmark: "b", vm: "v", variant: ""))
    let draws = ExecutionDraws(
      from: full, analysis: AnalysisOptions(), comparison: DiffOptions())
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
