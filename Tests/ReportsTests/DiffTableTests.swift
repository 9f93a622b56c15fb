// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import Reports
import Testing
import WarmupStats

@Suite struct DiffTableTests {
  /// With an iteration and a performance, executions lie around them: the first at its own distance
  /// from the middle, and so on.
  private static func benchmark(
    _ name: String, vm: String = "V", warmup: Int = 0, flat: Int = 0, noSteadyState: Int = 0,
    crashed: Int = 0, iteration: Double? = nil, performance: Double? = nil
  ) -> BenchmarkSummary {
    let steady = performance.map { performance in
      (0..<(warmup + flat)).map { index in
        let start = iteration.map { Int($0) + index % 3 - 1 } ?? 1
        let part = 1 + 0.001 * Double(index % 5 - 2)
        return execution(steadyFrom: start, mean: performance * part)
      }
    }
    var counts = ClassificationCounts()
    counts.warmup = warmup
    counts.flat = flat
    counts.noSteadyState = noSteadyState
    counts.crashed = crashed
    return BenchmarkSummary(
      key: BenchmarkKey(benchmark: name, vm: vm, variant: "d"),
      consistency: Consistency(Classification.allCases.filter { counts[$0] > 0 }),
      counts: counts,
      steadyIteration: iteration.map { Spread(median: $0, lower: $0 - 1, upper: $0 + 1) },
      timeToSteady: iteration.map { Spread(median: $0, lower: $0 - 1, upper: $0 + 1) },
      steadyPerformance: performance.map {
        Estimate(center: $0, lower: $0 - 0.0001, upper: $0 + 0.0001, level: 0.99)
      },
      executions: steady ?? [])
  }

  /// An execution that was read back from a file, without its times.
  private static func execution(steadyFrom iteration: Int, mean: Double) -> AnalyzedExecution {
    AnalyzedExecution(
      source: .stored(
        StoredExecution(
          iterationCount: 100, harnessWarmupIterations: nil, omittedWarmupIterations: nil)),
      analysis: ExecutionAnalysis(
        outliers: [], commonOutliers: [],
        segments: [Segment(range: 0..<100, mean: mean, variance: 0)], equivalences: [true],
        classification: iteration > 1 ? .warmup : .flat,
        steadyState: SteadyState(
          segments: 0..<1, iteration: iteration, timeToReach: Double(iteration - 1) * mean,
          mean: mean, values: nil)))
  }

  private static func table(
    _ baseline: [BenchmarkSummary], _ candidate: [BenchmarkSummary],
    pairing: KeyPairing = KeyPairing()
  ) -> Table {
    func summary(_ benchmarks: [BenchmarkSummary]) -> ExperimentSummary {
      ExperimentSummary(
        machine: "m", options: AnalysisOptions(), benchmarks: benchmarks, warnings: [])
    }
    return Table(
      comparing: summary(candidate).difference(from: summary(baseline), pairing: pairing))
  }

  /// The texts of a table's only row, by the names of the columns.
  private static func texts(_ table: Table) throws -> [String: String] {
    let row = try #require(table.rows.first)
    return Dictionary(
      uniqueKeysWithValues: zip(table.columns.map(\.name), row.cells.map(\.plainText)))
  }

  @Test func beforeAndAfterStandInOneCell() throws {
    let table = Self.table(
      [Self.benchmark("b", warmup: 10, iteration: 20, performance: 0.002)],
      [Self.benchmark("b", flat: 10, performance: 0.001754)])
    let texts = try Self.texts(table)
    #expect(texts["class"] == "warmup → flat")
    #expect(texts["steady_iteration"] == "20 → 1, better")
    #expect(texts["steady_performance_seconds"] == "2.00 → 1.75, better")
    #expect(texts["change_percent"] == "−12.3 [−12.5, −12.1]")
    #expect(texts["verdict"] == "better: faster, steady sooner")
    #expect(table.legend.first == "1 benchmark compared: 1 better.")
  }

  @Test func changesThatDoubleTheTimeHaveNoDecimals() throws {
    let table = Self.table(
      [Self.benchmark("b", flat: 10, performance: 0.001)],
      [Self.benchmark("b", flat: 10, performance: 0.0123456)])
    #expect(try Self.texts(table)["change_percent"] == "+1135 [+1132, +1137]")
  }

  @Test func whatDidNotChangeIsSaidOnce() throws {
    let same = Self.benchmark("b", flat: 10, performance: 0.002)
    let texts = try Self.texts(Self.table([same], [same]))
    #expect(texts["class"] == "flat")
    #expect(texts["steady_iteration"] == "1 → 1")
    #expect(texts["change_percent"]?.hasPrefix("0.0 ") == true)
    #expect(texts["verdict"] == "same")
  }

  @Test func whatIsNotThereIsADash() throws {
    let texts = try Self.texts(
      Self.table(
        [Self.benchmark("b", warmup: 10, iteration: 20, performance: 0.002)],
        [Self.benchmark("b", noSteadyState: 10)]))
    #expect(texts["class"] == "warmup → no steady state, worse")
    #expect(texts["steady_iteration"] == "20 → –")
    #expect(texts["change_percent"] == "")
    #expect(texts["verdict"] == "worse: worse classes")
  }

  /// What the published verdicts call worse for a wider range alone is plain unless significant.
  @Test func whatIsNotSignificantIsPlain() throws {
    let baseline = Self.benchmark("b", warmup: 10, iteration: 20, performance: 0.002)
    var wider = baseline
    wider.steadyIteration?.upper += 5
    let table = Self.table([baseline], [wider])
    let cell = try #require(table.rows.first?.cells.last)
    #expect(cell == .verdict(VerdictCell(word: "same", tone: .neutral)))
    #expect(table.legend.first == "1 benchmark compared: 1 same.")
  }

  @Test func vmsAndNamesThatDifferAreBothGiven() throws {
    let baseline = [Self.benchmark("old", vm: "V", flat: 10, performance: 0.002)]
    let candidate = [
      Self.benchmark("new", vm: "W", flat: 10, performance: 0.002),
      Self.benchmark("new", vm: "X", flat: 10, performance: 0.002),
    ]
    let table = Self.table(
      baseline, candidate,
      pairing: KeyPairing(
        vms: KeyPairing.VMs(baseline: "V", candidate: "W"), newNames: ["old": "new"]))
    let texts = try Self.texts(table)
    #expect(texts["vm"] == "V → W")
    #expect(texts["benchmark"] == "old → new")
    #expect(
      table.notes.map(\.text) == ["not compared, of VMs that were not asked for: 1 benchmark"])
  }

  @Test func whatWasNotComparedIsNoted() {
    let table = Self.table(
      [Self.benchmark("gone", flat: 1), Self.benchmark("dead", flat: 1)],
      [Self.benchmark("dead", crashed: 1), Self.benchmark("new", flat: 1)])
    #expect(table.rows.isEmpty)
    #expect(table.legend == ["No benchmark was compared."])
    #expect(
      table.notes.map(\.text) == [
        "not compared, missing after: gone:V:d", "not compared, added after: new:V:d",
        "not compared, no execution completed after: dead:V:d",
      ])
  }
}
