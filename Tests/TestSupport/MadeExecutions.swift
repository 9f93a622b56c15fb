// SPDX-License-Identifier: GPL-3.0-or-later

package import OrderedCollections
package import WarmupStats

/// Made-up process executions, and what an analysis finds in them.
package enum MadeExecutions {
  /// So many executions whose iterations all take the same time, in seconds.
  package static func equal(
    _ count: Int, of iterations: Int = 30, seconds: Double = 0.1
  ) -> [ProcessExecution] {
    (0..<count).map { _ in
      ProcessExecution(times: [Double](repeating: seconds, count: iterations))
    }
  }

  /// What an analysis finds in executions with these times, in seconds.
  package static func summary(
    of times: [[Double]], key: BenchmarkKey = BenchmarkKey(benchmark: "b"),
    options: AnalysisOptions = AnalysisOptions()
  ) -> BenchmarkSummary {
    BenchmarkSummary(
      analyzing: times.map { ProcessExecution(times: $0) }, of: key, options: options)
  }

  /// What an analysis finds in the executions of these benchmarks, as a harness ran them.
  package static func summary(
    _ executions: OrderedDictionary<BenchmarkKey, [ProcessExecution]>, harness: String?,
    options: AnalysisOptions
  ) -> ExperimentSummary {
    ExperimentSummary(
      analyzing: Experiment(harness: harness, executions: executions), options: options)
  }

  /// What the analysis of benchmarks b0, b1 and so on, with these executions, warns of.
  package static func warnings(
    of executions: [[ProcessExecution]],
    options: AnalysisOptions = AnalysisOptions(method: .barrett2017())
  ) -> [Warning] {
    var experiment = Experiment()
    for (index, executions) in executions.enumerated() {
      experiment.executions[BenchmarkKey(benchmark: "b\(index)", vm: "V8")] =
        executions
    }
    return ExperimentSummary(analyzing: experiment, options: options).warnings
  }

  /// Times of 2 s up to `warmup`, and of 1 s from there on.
  package static func times(warmingUpFor warmup: Int, of count: Int = 60) -> [Double] {
    (0..<count).map { ($0 < warmup ? 2 : 1) + Double($0 % 3) * 1e-4 }
  }

  /// Times, in seconds, that change until the end.
  package static let unsteady = (0..<60).map { ($0 < 50 ? 1 : 3) + Double($0 % 3) * 1e-4 }
}
