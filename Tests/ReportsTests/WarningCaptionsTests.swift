// SPDX-License-Identifier: GPL-3.0-or-later

import Reports
import TestSupport
import Testing
import WarmupStats

/// The warnings of analyses, in words.
@Suite struct WarningCaptionsTests {
  @Test func failedExecutionsAreNamedOnce() {
    let failed = [ProcessExecution(failed: .crashed), ProcessExecution(failed: .timedOut)]
    let one = MadeExecutions.warnings(of: [
      MadeExecutions.equal(10), MadeExecutions.equal(10) + failed,
    ])
    #expect(one.map(\.kind) == [.crashedExecutions])
    #expect(one[0].key?.benchmark == "b1")
    #expect(
      one[0].caption
        == "process executions that did not complete take no part; 1 crashed and 1 timed out: "
        + "b1:V8 (2 of 12)")

    let many = MadeExecutions.warnings(of: (0..<5).map { _ in MadeExecutions.equal(10) + failed })
    #expect(many.count == 1 && many[0].key == nil)
    #expect(
      many[0].caption == """
        process executions that did not complete take no part; 5 crashed and 5 timed out: \
        b0:V8 (2 of 12), b1:V8 (2 of 12), b2:V8 (2 of 12) and 2 more
        """)
  }

  /// The number of executions is that of all benchmarks together, and not of each.
  @Test func executionsThatChangeAtTheirEndAreCountedTogether() {
    let times = (0..<1000).map { ($0 < 970 ? 0.1 : 0.13) + 0.0001 * Double($0 * 7 % 13) }
    let late = [ProcessExecution(times: times)] + MadeExecutions.equal(9, of: 1000)
    let found = MadeExecutions.warnings(of: (0..<4).map { _ in late }, options: AnalysisOptions())
      .filter { $0.kind == .lateChange }
    #expect(found.count == 1)
    #expect(
      found.first?.caption == """
        4 executions of 4 benchmarks change at their end; the most in execution 1 of b0:V8: the \
        last 30 iterations are 29.8 % slower than its steady state
        """)
  }

  @Test func aToleranceAboveATwentiethOfAnIterationIsCoarse() {
    // Just above 20 ms, and just below.
    #expect(MadeExecutions.warnings(of: [MadeExecutions.equal(10, seconds: 0.0201)]) == [])
    let coarse = MadeExecutions.warnings(of: [
      MadeExecutions.equal(10, seconds: 0.0199), MadeExecutions.equal(10),
    ])
    #expect(coarse.map(\.kind) == [.coarseTolerance])
    #expect(coarse[0].key?.benchmark == "b0")
    #expect(!coarse[0].caption.contains("--"))
    var advised = coarse[0]
    advised.advice = "consider --tolerance 1%"
    #expect(advised.caption == coarse[0].caption + "; consider --tolerance 1%")
    #expect(coarse[0].caption.contains("0.001 s"))

    let options = AnalysisOptions(
      method: .barrett2017(BarrettMethod(tolerance: .fraction(0.01))))
    #expect(
      MadeExecutions.warnings(of: [MadeExecutions.equal(10, seconds: 0.0001)], options: options)
        == [])
    #expect(
      MadeExecutions.warnings(of: (0..<5).map { _ in MadeExecutions.equal(10, seconds: 0.001) })[0]
        .caption
        .contains("each of 5 benchmarks"))
  }

  @Test func fewExecutionsSayWhatMayGoUnseen() {
    let few = MadeExecutions.warnings(of: [
      MadeExecutions.equal(9), MadeExecutions.equal(3), MadeExecutions.equal(10),
    ])
    #expect(few.map(\.kind) == [.fewMeasurements])
    #expect(few[0].caption.hasPrefix("only 3 to 9 process executions of b0:V8 and b1:V8 completed"))
    // 0.9³ = 0.729.
    #expect(few[0].caption.contains("73 %"))
    #expect(
      MadeExecutions.warnings(of: [MadeExecutions.equal(1)])[0].caption.hasPrefix(
        "only 1 process execution of b0:V8 completed"))
  }

  @Test func fewIterationsSayThatNoOutliersAreJudged() {
    let few = MadeExecutions.warnings(of: [
      MadeExecutions.equal(10, of: 19), MadeExecutions.equal(10, of: 20),
    ])
    #expect(few.map(\.kind) == [.fewMeasurements])
    #expect(few[0].key?.benchmark == "b0")
    #expect(few[0].caption.contains("19 iterations"))
  }
}
