// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import TestSupport
import Testing
import WarmupStats

@Suite struct HarnessWarmupTests {
  private func key(_ name: String) -> BenchmarkKey { BenchmarkKey(benchmark: name) }

  private func summary(
    _ executions: OrderedDictionary<BenchmarkKey, [ProcessExecution]>, harness: String? = "JMH",
    options: AnalysisOptions = AnalysisOptions(method: .barrett2017())
  ) -> ExperimentSummary {
    MadeExecutions.summary(executions, harness: harness, options: options)
  }

  private func warning(_ summary: ExperimentSummary) -> Warning.InsufficientWarmup? {
    let facts = summary.warnings.map(\.fact).filter { $0.kind == .insufficientWarmup }
    #expect(facts.count <= 1)
    guard case .insufficientWarmup(let warning)? = facts.first else { return nil }
    return warning
  }

  @Test func aWarmupIsEnoughUpToItsOwnLength() throws {
    for (told, suffices) in [(19, false), (20, true), (21, true)] {
      let execution = ProcessExecution(
        times: MadeExecutions.times(warmingUpFor: 20), harnessWarmupIterations: told)
      let summary = summary([key("b"): [execution]])
      let verdict = try #require(summary.benchmarks[0].harnessWarmup)
      #expect(verdict.executions.map(\.needed) == [20])
      #expect([verdict.told.lowerBound, verdict.told.upperBound] == [told, told])
      #expect(verdict.suffices == suffices)
      #expect((warning(summary) == nil) == suffices)
    }
  }

  @Test func noneIsEnoughForAFlatExecutionOnly() throws {
    let flat = ProcessExecution(
      times: MadeExecutions.times(warmingUpFor: 0), harnessWarmupIterations: 0)
    #expect(summary([key("b"): [flat]]).benchmarks[0].harnessWarmup?.suffices == true)
    let warming = ProcessExecution(
      times: MadeExecutions.times(warmingUpFor: 12), harnessWarmupIterations: 0)
    let warning = warning(summary([key("b"): [flat, warming]], harness: nil))
    #expect(warning?.harness == nil && warning?.configured == 0...0)
    #expect(warning?.executions == 2 && warning?.tooShort == 1 && warning?.neverSteady == 0)
    #expect(warning?.longest?.execution == 1 && warning?.longest?.needed == 12)
  }

  @Test func theExecutionThatNeededMostIsNamed() {
    let executions = [12, 3, 15, 5].map {
      ProcessExecution(times: MadeExecutions.times(warmingUpFor: $0), harnessWarmupIterations: 5)
    }
    let one = warning(summary([key("b"): executions]))
    #expect(one?.tooShort == 2 && one?.executions == 4 && one?.benchmarks == nil)
    let two = warning(summary([key("b"): executions, key("c"): Array(executions[..<2])]))
    #expect(two?.tooShort == 3 && two?.executions == 6)
    #expect(two?.benchmarks == Warning.Benchmarks([key("b"), key("c")], of: 2))
    #expect(two?.longest?.key == key("b") && two?.longest?.execution == 2)
    #expect(two?.longest?.needed == 15 && two?.longest?.isOneOfSeveralKeys == true)
    let oneOfTwo = warning(summary([key("b"): executions, key("c"): [executions[1]]]))
    #expect(oneOfTwo?.benchmarks == Warning.Benchmarks([key("b")], of: 2))
    #expect(oneOfTwo?.longest?.isOneOfSeveralKeys == false)
  }

  @Test func executionsWithoutSteadyStateNeverHaveEnough() throws {
    let executions = [
      MadeExecutions.unsteady, MadeExecutions.times(warmingUpFor: 9), MadeExecutions.unsteady,
    ].map {
      ProcessExecution(times: $0, harnessWarmupIterations: 60)
    }
    let summary = summary([key("b"): executions + [ProcessExecution(failed: .crashed)]])
    let verdict = try #require(summary.benchmarks[0].harnessWarmup)
    #expect(verdict.executions.map(\.index) == [0, 1, 2])
    #expect(verdict.neverSteady.map(\.index) == [0, 2])
    #expect(verdict.tooShort.isEmpty)
    let never = warning(summary)
    #expect(never?.neverSteady == 2 && never?.executions == 3 && never?.longest == nil)
    let mixed =
      executions + [
        ProcessExecution(times: MadeExecutions.times(warmingUpFor: 20), harnessWarmupIterations: 1)
      ]
    let both = warning(self.summary([key("b"): mixed]))
    #expect(both?.configured == 1...60 && both?.tooShort == 1 && both?.neverSteady == 2)
  }

  @Test func whatTheHarnessLeftOutCounts() throws {
    let executions = [0, 10].map {
      ProcessExecution(times: MadeExecutions.times(warmingUpFor: $0), omittedWarmupIterations: 5)
    }
    let summary = summary([key("b"): executions])
    let verdict = try #require(summary.benchmarks[0].harnessWarmup)
    #expect(verdict.executions.map(\.needed) == [5, 15])
    #expect(verdict.executions.map(\.suffices) == [true, false])
    #expect(warning(summary)?.isOmitted == true && warning(summary)?.longest?.needed == 15)
  }

  @Test func theVerdictDoesNotDependOnHowOthersCount() throws {
    let options = AnalysisOptions(method: .warmupStats)
    let execution = ProcessExecution(
      times: MadeExecutions.times(warmingUpFor: 20), harnessWarmupIterations: 20)
    let verdict = try #require(
      summary([key("b"): [execution]], options: options).benchmarks[0].harnessWarmup)
    #expect(verdict.executions.map(\.needed) == [20])
  }

  @Test func nothingIsSaidWhereNothingIsKnown() {
    let summary = summary([
      key("b"): [ProcessExecution(times: MadeExecutions.times(warmingUpFor: 20))]
    ])
    #expect(summary.benchmarks[0].harnessWarmup == nil)
    #expect(warning(summary) == nil)
  }
}
