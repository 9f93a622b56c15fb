// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

/// What `configuration --format json` writes, in the schema `warmup-stats-configuration/1`: what a
/// warmup configuration costs, how far off it is, and what is recommended.
package struct ConfigurationDocument: Encodable, Sendable, JSONRepresentable {
  struct Phase: Encodable {
    var iterations: Int
    @OrNull var seconds: Double?

    init(_ phase: RunConfiguration.Phase) {
      switch phase {
      case .recorded(let count): (iterations, seconds) = (count, nil)
      case .timed(let count, let each): (iterations, seconds) = (count, each)
      }
    }
  }

  struct Execution: Encodable {
    var index: Int
    var warmup: Int
    var measurement: Int
    var complete: Bool
    @OrNull var needed: Int?
    @OrNull var warmupErrorSeconds: Double?
    var slackSeconds: Double
    @OrNull var ratio: Double?
    @OrNull var ratioLower: Double?
    @OrNull var ratioUpper: Double?
    @OrNull var off: Double?
    var seconds: Double

    init(_ execution: ConfigurationStudy.Execution) {
      index = execution.index
      warmup = execution.run.warmup
      measurement = execution.run.measurement
      complete = execution.run.isComplete
      needed = execution.needed
      warmupErrorSeconds = execution.estimationError
      slackSeconds = execution.slack
      ratio = execution.deviation?.ratio
      ratioLower = execution.deviation?.interval.lowerBound
      ratioUpper = execution.deviation?.interval.upperBound
      off = execution.deviation?.relative
      seconds = execution.duration
    }
  }

  struct Outcome: Encodable {
    var warmup: Phase
    var measurement: Phase
    @OrNull var command: String?
    @OrNull var warmupErrorSeconds: Double?
    @OrNull var off: Double?
    var seconds: Double
    var executions: [Execution]

    init(_ outcome: ConfigurationStudy.Outcome, command: String?) {
      warmup = Phase(outcome.configuration.warmup)
      measurement = Phase(outcome.configuration.measurement)
      self.command = command
      warmupErrorSeconds = outcome.estimationError
      off = outcome.deviation
      seconds = outcome.duration
      executions = outcome.executions.map(Execution.init)
    }
  }

  struct Benchmark: Encodable {
    var benchmark: String
    var vm: String
    var variant: String
    var configured: Outcome
    @OrNull var recommended: Outcome?
  }

  var schema = "warmup-stats-configuration/1"
  var tool: SummaryDocument.Tool
  var options: SummaryDocument.Options
  @OrNull var iterationSeconds: Double?
  var benchmarks: [Benchmark]
  var unconfigured: [String]

  /// Creates the document of a study.
  ///
  /// - Parameters:
  ///   - study: what was found.
  ///   - command: a configuration in the words of a harness.
  ///   - version: the version of the program that writes the document.
  package init(
    _ study: ConfigurationStudy, command: (ConfigurationStudy.Outcome) -> String, version: String
  ) {
    tool = SummaryDocument.Tool(name: "warmup-stats", version: version)
    options = SummaryDocument.Options(study.options)
    iterationSeconds =
      if case .filled(let seconds) = study.clock { seconds } else { nil }
    benchmarks = study.benchmarks.map { benchmark in
      Benchmark(
        benchmark: benchmark.key.benchmark, vm: benchmark.key.vm, variant: benchmark.key.variant,
        configured: Outcome(benchmark.configured, command: nil),
        recommended: benchmark.recommended.map { Outcome($0, command: command($0)) })
    }
    unconfigured = study.unconfigured.map(\.description)
  }
}
