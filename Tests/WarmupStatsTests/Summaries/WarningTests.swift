// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import TestSupport
import Testing
import WarmupStats

@Suite struct WarningTests {
  private func warnings(
    _ executions: [[ProcessExecution]],
    options: AnalysisOptions = AnalysisOptions(
      method: .barrett2017())
  ) -> [Warning] {
    MadeExecutions.warnings(of: executions, options: options)
  }

  private func executions(
    _ count: Int, of iterations: Int = 30, seconds: Double = 0.1
  ) -> [ProcessExecution] {
    MadeExecutions.equal(count, of: iterations, seconds: seconds)
  }

  @Test func enoughOfEverythingGivesNone() {
    #expect(warnings([executions(10), executions(12)]) == [])
  }

  private func key(_ index: Int) -> BenchmarkKey {
    BenchmarkKey(benchmark: "b\(index)", vm: "V8", variant: "")
  }

  @Test func failedExecutionsAreCountedByKey() {
    let failed = [ProcessExecution(failed: .crashed), ProcessExecution(failed: .timedOut)]
    func failures(_ index: Int) -> Warning.Failures {
      Warning.Failures(key: key(index), crashed: 1, timedOut: 1, executions: 12)
    }
    #expect(
      warnings([executions(10), executions(10) + failed])
        == [Warning(.leftOut([failures(1)]), key: key(1))])
    #expect(
      warnings((0..<5).map { _ in executions(10) + failed })
        == [Warning(.leftOut((0..<5).map(failures)))])
  }

  @Test func aToleranceAboveATwentiethOfAnIterationIsCoarse() {
    // Just above 20 ms, and just below.
    #expect(warnings([executions(10, seconds: 0.0201)]) == [])
    #expect(
      warnings([executions(10, seconds: 0.0199), executions(10)])
        == [Warning(.coarseTolerance(seconds: 0.001, .init([key(0)], of: 2)), key: key(0))])
    let options = AnalysisOptions(
      method: .barrett2017(BarrettMethod(tolerance: .fraction(0.01))))
    #expect(warnings([executions(10, seconds: 0.0001)], options: options) == [])
  }

  @Test func fewExecutionsAreCounted() {
    #expect(
      warnings([executions(9), executions(3), executions(10)])
        == [
          Warning(
            .fewExecutions(completed: 3...9, enough: 10, .init([key(0), key(1)], of: 3)))
        ])
  }

  @Test func fewIterationsAreTooShortForTheWindow() {
    #expect(
      warnings([executions(10, of: 19), executions(10, of: 20)])
        == [Warning(.tooShortForWindow(iterations: 19, .init([key(0)], of: 2)), key: key(0))])
  }

  @Test func theFactsOfALibraryHaveNoAdvice() {
    #expect(warnings([executions(3, of: 19, seconds: 0.001)]).allSatisfy { $0.advice == nil })
  }
}
