// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import Reports
import TestSupport
import Testing
import WarmupStats

/// What is said of a configured warmup that is not enough.
@Suite struct HarnessWarmupCaptionsTests {
  private func key(_ name: String) -> BenchmarkKey { BenchmarkKey(benchmark: name) }

  private func summary(
    _ executions: OrderedDictionary<BenchmarkKey, [ProcessExecution]>, harness: String? = "JMH"
  ) -> ExperimentSummary {
    MadeExecutions.summary(executions, harness: harness, options: AnalysisOptions())
  }

  private func message(_ summary: ExperimentSummary) -> String? {
    let warnings = summary.warnings.filter { $0.kind == .insufficientWarmup }
    #expect(warnings.count <= 1)
    return warnings.first?.caption
  }

  @Test func noneIsEnoughForAFlatExecutionOnly() {
    let flat = ProcessExecution(
      times: MadeExecutions.times(warmingUpFor: 0), harnessWarmupIterations: 0)
    let warming = ProcessExecution(
      times: MadeExecutions.times(warmingUpFor: 12), harnessWarmupIterations: 0)
    #expect(
      message(summary([key("b"): [flat, warming]], harness: nil))
        == "the harness is configured not to warm up; 1 of 2 executions needed to (execution 2 needed "
        + "12 iterations)")
  }

  @Test func theExecutionThatNeededMostIsNamed() {
    let executions = [12, 3, 15, 5].map {
      ProcessExecution(times: MadeExecutions.times(warmingUpFor: $0), harnessWarmupIterations: 5)
    }
    #expect(
      message(summary([key("b"): executions]))
        == "JMH is configured to warm up for 5 iterations; 2 of 4 executions needed more (execution 3 "
        + "needed 15, the most)")
    #expect(
      message(summary([key("b"): executions, key("c"): Array(executions[..<2])]))
        == "JMH is configured to warm up for 5 iterations; 3 of 6 executions of b and c needed more "
        + "(execution 3 of b needed 15, the most)")
    #expect(
      message(summary([key("b"): executions, key("c"): [executions[1]]]))
        == "JMH is configured to warm up for 5 iterations; 2 of 4 executions of b needed more "
        + "(execution 3 needed 15, the most)")
  }

  @Test func executionsWithoutSteadyStateNeverHaveEnough() {
    let executions = [
      MadeExecutions.unsteady, MadeExecutions.times(warmingUpFor: 9), MadeExecutions.unsteady,
    ].map {
      ProcessExecution(times: $0, harnessWarmupIterations: 60)
    }
    let summary = summary([key("b"): executions + [ProcessExecution(failed: .crashed)]])
    #expect(
      message(summary)
        == "JMH is configured to warm up for 60 iterations; 2 of 3 executions never became steady")
    let mixed =
      executions + [
        ProcessExecution(times: MadeExecutions.times(warmingUpFor: 20), harnessWarmupIterations: 1)
      ]
    #expect(
      message(self.summary([key("b"): mixed]))
        == "JMH is configured to warm up for 1 to 60 iterations; 1 of 4 executions needed more "
        + "(execution 4 needed 20), and 2 never became steady")
  }

  @Test func whatTheHarnessLeftOutCounts() {
    let executions = [0, 10].map {
      ProcessExecution(times: MadeExecutions.times(warmingUpFor: $0), omittedWarmupIterations: 5)
    }
    let summary = summary([key("b"): executions])
    #expect(
      message(summary)
        == "JMH is configured to warm up for 5 iterations, which take no part here; 1 of 2 executions "
        + "needed more (execution 2 needed 15)")
  }

  @Test func nothingIsSaidWhereNothingIsKnown() {
    let summary = summary([
      key("b"): [ProcessExecution(times: MadeExecutions.times(warmingUpFor: 20))]
    ])
    #expect(message(summary) == nil)
  }
}
