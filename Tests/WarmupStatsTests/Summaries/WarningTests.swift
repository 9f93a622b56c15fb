// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing
import WarmupStats

@Suite struct WarningTests {
  @Test func enoughOfEverythingGivesNone() {
    #expect(
      MadeExecutions.warnings(of: [MadeExecutions.equal(10), MadeExecutions.equal(12)]) == [])
  }

  private func key(_ index: Int) -> BenchmarkKey {
    BenchmarkKey(benchmark: "b\(index)", vm: "V8")
  }

  @Test func failedExecutionsAreCountedByKey() {
    let failed = [ProcessExecution(failed: .crashed), ProcessExecution(failed: .timedOut)]
    func failures(_ index: Int) -> Warning.Failures {
      Warning.Failures(key: key(index), crashed: 1, timedOut: 1, executions: 12)
    }
    #expect(
      MadeExecutions.warnings(of: [MadeExecutions.equal(10), MadeExecutions.equal(10) + failed])
        == [Warning(.leftOut([failures(1)]), key: key(1))])
    #expect(
      MadeExecutions.warnings(of: (0..<5).map { _ in MadeExecutions.equal(10) + failed })
        == [Warning(.leftOut((0..<5).map(failures)))])
  }

  @Test func aToleranceAboveATwentiethOfAnIterationIsCoarse() {
    // Just above 20 ms, and just below.
    #expect(MadeExecutions.warnings(of: [MadeExecutions.equal(10, seconds: 0.0201)]) == [])
    #expect(
      MadeExecutions.warnings(of: [
        MadeExecutions.equal(10, seconds: 0.0199), MadeExecutions.equal(10),
      ])
        == [Warning(.coarseTolerance(seconds: 0.001, .init([key(0)], of: 2)), key: key(0))])
    let options = AnalysisOptions(
      method: .barrett2017(BarrettMethod(tolerance: .fraction(0.01))))
    #expect(
      MadeExecutions.warnings(of: [MadeExecutions.equal(10, seconds: 0.0001)], options: options)
        == [])
  }

  @Test func fewExecutionsAreCounted() {
    #expect(
      MadeExecutions.warnings(of: [
        MadeExecutions.equal(9), MadeExecutions.equal(3), MadeExecutions.equal(10),
      ])
        == [
          Warning(
            .fewExecutions(completed: 3...9, enough: 10, .init([key(0), key(1)], of: 3)))
        ])
  }

  @Test func fewIterationsAreTooShortForTheWindow() {
    #expect(
      MadeExecutions.warnings(of: [
        MadeExecutions.equal(10, of: 19), MadeExecutions.equal(10, of: 20),
      ])
        == [Warning(.tooShortForWindow(iterations: 19, .init([key(0)], of: 2)), key: key(0))])
  }

  @Test func theFactsOfALibraryHaveNoAdvice() {
    #expect(
      MadeExecutions.warnings(of: [MadeExecutions.equal(3, of: 19, seconds: 0.001)]).allSatisfy {
        $0.advice == nil
      })
  }
}
