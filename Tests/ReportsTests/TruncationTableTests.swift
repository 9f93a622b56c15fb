// SPDX-License-Identifier: GPL-3.0-or-later

import Reports
import Testing
import WarmupStats

@Suite struct TruncationTableTests {
  /// Studies of one benchmark per VM; for each VM how many of the four points at the end agree.
  private static func study(
    vms: [String], iterations: [Int], executions: [Int]?
  ) -> TruncationStudy {
    let keys = vms.map { BenchmarkKey(benchmark: "b", vm: $0, variant: "") }
    func curve(_ agreeing: [Int], counts: [Int]) -> TruncationCurve {
      TruncationCurve(
        keys: keys,
        points: counts.enumerated().map { index, count in
          TruncationCurve.Point(
            count: count...count, fraction: Double(index + 1) / 4,
            agreements: agreeing.map {
              let share = index >= 4 - $0 ? 1 : 0.25
              return Agreement(
                classification: 1, steadyIteration: share, steadyPerformance: 1, all: share)
            })
        })
    }
    return TruncationStudy(
      iterations: curve(iterations, counts: [250, 500, 750, 1000]),
      executions: executions.map { curve($0, counts: [2, 3, 4, 5]) }
        ?? TruncationCurve(keys: keys, points: []),
      crashed: [], options: TruncationOptions())
  }

  @Test(arguments: [
    (
      3, 2,
      "500 of 1000 in-process iterations, or 4 of 5 process executions, would have led to the same "
        + "conclusions for 95 % of the benchmarks."
    ),
    (
      3, 1,
      "500 of 1000 in-process iterations would have led to the same conclusions for 95 % of the "
        + "benchmarks. Fewer than 5 process executions would not."
    ),
    (
      1, 4,
      "2 of 5 process executions would have led to the same conclusions for 95 % of the benchmarks. "
        + "Fewer than 1000 in-process iterations would not."
    ),
    (
      1, 0,
      "Fewer than 1000 in-process iterations, or fewer than 5 process executions, would not have "
        + "led to the same conclusions for 95 % of the benchmarks."
    ),
    (
      4, nil,
      "250 of 1000 in-process iterations would have led to the same conclusions for 95 % of the "
        + "benchmarks."
    ),
    (
      1, nil,
      "Fewer than 1000 in-process iterations would not have led to the same conclusions for 95 % "
        + "of the benchmarks."
    ),
  ])
  func adviceIsASentence(iterations: Int, executions: Int?, advice: String) {
    let study = Self.study(
      vms: ["V"], iterations: [iterations], executions: executions.map { [$0] })
    #expect(TruncationAdvice.sentences(on: study) == [advice])
  }

  @Test func eachVMHasItsAdvice() {
    let study = Self.study(vms: ["V", "W"], iterations: [4, 2], executions: nil)
    let advice = TruncationAdvice.sentences(on: study)
    #expect(advice.map { String($0.prefix(8)) } == ["All: 750", "V: 250 o", "W: 750 o"])
  }

  @Test func rowsAreAmounts() {
    let table = Table(
      truncation: Self.study(vms: ["V", "W"], iterations: [4, 2], executions: [4, 4]))
    #expect(table.groups.map(\.heading) == ["In-process iterations", "Process executions"])
    #expect(
      table.rows[0].cells.map(\.plainText) == [
        "In-process iterations", "250", "100.0", "62.5", "100.0", "62.5", "100.0", "25.0",
      ])
    #expect(table.rows[4].cells[1].plainText == "2")
    #expect(table.columns.suffix(2).map(\.heading) == ["V", "W"])
  }

  @Test func nothingMeasuredNothingAdvised() {
    let nothing = TruncationCurve(keys: [], points: [])
    let crashed = BenchmarkKey(benchmark: "b", vm: "V", variant: "")
    let study = TruncationStudy(
      iterations: nothing, executions: nothing, crashed: [crashed], options: TruncationOptions())
    #expect(TruncationAdvice.sentences(on: study).isEmpty)
    #expect(Table(truncation: study).notes.map(\.text) == ["no execution completed of b:V"])
  }
}
