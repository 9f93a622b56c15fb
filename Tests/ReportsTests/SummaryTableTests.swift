// SPDX-License-Identifier: GPL-3.0-or-later

import Reports
import Testing
import WarmupStats

@Suite struct SummaryTableTests {
  static func benchmark(
    _ name: String, vm: String = "V", variant: String = "", executions: Int = 2,
    median: Double? = 0.002
  ) -> BenchmarkSummary {
    var counts = ClassificationCounts()
    counts.flat = executions
    return BenchmarkSummary(
      key: BenchmarkKey(benchmark: name, vm: vm, variant: variant),
      consistency: .consistent(.flat), counts: counts, steadyIteration: nil, timeToSteady: nil,
      steadyPerformance: median.map {
        Estimate(center: $0, lower: $0 * 0.9, upper: $0 * 1.1, level: 0.99)
      },
      executions: (0..<executions).map { _ in
        AnalyzedExecution(execution: ProcessExecution(times: [1, 2, 3]), analysis: nil)
      })
  }

  static func table(
    _ benchmarks: [BenchmarkSummary], machine: String = "m", warnings: [Warning] = []
  ) -> Table {
    Table(summarizing: [
      ExperimentSummary(
        machine: machine, options: AnalysisOptions(), benchmarks: benchmarks, warnings: warnings)
    ])
  }

  @Test func rowsAreGroupedByVMInOrder() {
    let table = Self.table([
      Self.benchmark("b", vm: "Z"), Self.benchmark("a", vm: "Y"), Self.benchmark("a", vm: "Z"),
    ])
    #expect(table.groups.map(\.heading) == ["Y", "Z"])
    #expect(table.groups.map(\.rows) == [0..<1, 1..<3])
    #expect(table.rows.map { $0.cells[3].plainText } == ["a", "a", "b"])
  }

  @Test func whatIsTheSameEverywhereIsStatedOnce() {
    let same = Self.table([Self.benchmark("a", variant: "x"), Self.benchmark("b", variant: "x")])
    #expect(
      same.statedFacts == [
        Fact(name: "Machine", value: "m"), Fact(name: "Variant", value: "x"),
        Fact(name: "Process executions", value: "2"),
        Fact(name: "In-process iterations", value: "3"),
      ])
    let different = Self.table([
      Self.benchmark("a", variant: "x"), Self.benchmark("a", variant: "y", executions: 3),
    ])
    let shown = different.shownColumns.map { different.columns[$0].name }
    #expect(shown.starts(with: ["benchmark", "variant", "process_executions", "class"]))
  }

  @Test func aVariantThatBelongsToItsVMStandsInTheHeading() {
    let table = Self.table([
      Self.benchmark("a", vm: "Y", variant: "y"), Self.benchmark("a", vm: "Z", variant: "z"),
    ])
    #expect(table.groups.map(\.heading) == ["Y, y", "Z, z"])
  }

  @Test func severalMachinesHeadTheirGroups() {
    let summaries = ["m1", "m2"].map {
      ExperimentSummary(
        machine: $0, options: AnalysisOptions(), benchmarks: [Self.benchmark("a")], warnings: [])
    }
    #expect(Table(summarizing: summaries).groups.map(\.heading) == ["m1, V", "m2, V"])
  }

  @Test func unitsAreOfTheColumnOrElseOfEachValue() {
    func performance(_ medians: [Double]) -> (unit: String?, cells: [String]) {
      let table = Self.table(
        medians.enumerated().map { Self.benchmark("\($0)", median: $1) })
      let index = table.columns.firstIndex { $0.name == "steady_performance_seconds" } ?? 0
      return (table.columns[index].unit, table.rows.map { $0.cells[index].plainText })
    }
    let alike = performance([0.002, 0.05])
    #expect(alike.unit == "ms")
    #expect(alike.cells == ["2.00 ± 0.20", "50.0 ± 5.0"])
    let unlike = performance([0.000_000_002, 0.05])
    #expect(unlike.unit == nil)
    #expect(unlike.cells == ["2.00 ns ± 0.20", "50.0 ms ± 5.0"])
  }

  @Test func equalWarningsShareANumberAndGeneralOnesHaveNone() {
    let (a, b) = (Self.benchmark("a"), Self.benchmark("b"))
    let table = Self.table(
      [b, a],
      warnings: [
        Warning(kind: .fewMeasurements, message: "few", key: b.key),
        Warning(kind: .skippedData, message: "skipped"),
        Warning(kind: .crashedExecutions, message: "crashed", key: a.key),
        Warning(kind: .fewMeasurements, message: "few", key: a.key, execution: 0),
        Warning(kind: .fewMeasurements, message: "few", key: a.key, execution: 1),
      ])
    #expect(table.rows.map(\.notes) == [[1, 2], [2]])
    #expect(
      table.notes == [
        Note(number: 1, text: "crashed", kind: .crashedExecutions),
        Note(number: 2, text: "few", kind: .fewMeasurements),
        Note(number: nil, text: "skipped", kind: .skippedData),
      ])
  }

  @Test func countsTellOnlyWhatTheClassDoesNot() {
    var counts = ClassificationCounts()
    counts.warmup = 7
    counts.flat = 3
    #expect(
      ClassesCell(overall: .goodInconsistent, counts: counts).text
        == "good inconsistent (7 warmup, 3 flat)")
    counts.flat = 0
    #expect(ClassesCell(overall: .consistent(.warmup), counts: counts).text == "warmup")
    counts.crashed = 1
    #expect(
      ClassesCell(overall: .consistent(.warmup), counts: counts).text == "warmup (1 crashed)")
    #expect(ClassesCell(overall: nil, counts: ClassificationCounts()).text == "crashed")
  }

  @Test func theLegendSaysOfWhatTheIntervalIs() {
    let legend = Self.table([Self.benchmark("a")]).legend.joined()
    #expect(legend.contains("± is half the width of its 99 % interval"))
  }

  @Test func nothingMeasuredIsAnEmptyTable() {
    let table = Table(summarizing: [])
    #expect(table.rows.isEmpty && table.groups.isEmpty && table.legend.isEmpty)
  }
}
