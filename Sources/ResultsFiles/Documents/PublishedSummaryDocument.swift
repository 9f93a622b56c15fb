// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
package import WarmupStats

/// The summary that the published tool writes, in its version 2 with its key names, for the
/// scripts that read it.
///
/// Its conventions: a changepoint is the last iteration, from 0, of every segment but the last;
/// lists over executions leave out those without a steady state; an interval of the 5th and 95th
/// percentiles is called `iqr`; `process_executons` is spelt so.
package struct PublishedSummaryDocument: Encodable, Sendable {
  /// The summaries, in machine, VM and benchmark order, under the machine's and VM's names.
  var machines: [String: [String: [String: Benchmark]]]
  /// The version of the format, `2`.
  var formatVersion = "2"

  enum CodingKeys: String, CodingKey {
    case machines
    case formatVersion = "warmup_format_version"
  }

  /// Creates the document for the summaries of one or more machines.
  ///
  /// The format has no place for a variant: where one VM ran a benchmark in several variants, each
  /// variant but the first in the file is listed under `benchmark (variant)`.
  package init(_ summaries: [ExperimentSummary]) {
    machines = [:]
    for summary in summaries {
      for benchmark in summary.benchmarks {
        let key = benchmark.key
        let taken = machines[summary.machine]?[key.vm]?[key.benchmark] != nil
        let name = taken ? "\(key.benchmark) (\(key.variant))" : key.benchmark
        machines[summary.machine, default: [:]][key.vm, default: [:]][name] = Benchmark(benchmark)
      }
    }
  }

  /// One benchmark on one VM.
  struct Benchmark: Encodable, Sendable {
    var classification: String?
    var detailedClassification: [String: Int]
    var executions: [Execution]
    var steadyIteration: Spread?
    var steadyIterations: [Int]
    var timeToSteady: Spread?
    var timesToSteady: [Double]
    var steadyPerformance: Estimate?
    var steadyMeans: [Double]

    enum CodingKeys: String, CodingKey {
      case classification
      case detailedClassification = "detailed_classification"
      case executions = "process_executons"
      case steadyIteration = "steady_state_iteration"
      case steadyIterationRange = "steady_state_iteration_iqr"
      case steadyIterations = "steady_state_iteration_list"
      case steadyPerformance = "steady_state_time"
      case steadyPerformanceHalfWidth = "steady_state_time_ci"
      case steadyMeans = "steady_state_time_list"
      case timeToSteady = "steady_state_time_to_reach_secs"
      case timeToSteadyRange = "steady_state_time_to_reach_secs_iqr"
      case timesToSteady = "steady_state_time_to_reach_secs_list"
    }

    init(_ summary: BenchmarkSummary) {
      let steadyStates = summary.executions.compactMap(\.analysis?.steadyState)
      classification = summary.consistency?.rawValue
      detailedClassification = [:]
      for classification in Classification.published {
        detailedClassification[classification.rawValue] = summary.counts[classification]
      }
      executions = summary.executions.enumerated().compactMap(Execution.init)
      steadyIteration = summary.steadyIteration
      steadyIterations = steadyStates.map(\.iteration)
      timeToSteady = summary.timeToSteady
      timesToSteady = steadyStates.map(\.timeToReach)
      steadyPerformance = summary.steadyPerformance
      steadyMeans = steadyStates.map(\.mean)
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(classification, forKey: .classification)
      try container.encode(detailedClassification, forKey: .detailedClassification)
      try container.encode(executions, forKey: .executions)
      try container.encode(steadyIteration?.median, forKey: .steadyIteration)
      try container.encode(
        steadyIteration.map { [$0.lower, $0.upper] }, forKey: .steadyIterationRange)
      try container.encode(steadyIterations, forKey: .steadyIterations)
      try container.encode(steadyPerformance?.center, forKey: .steadyPerformance)
      try container.encode(steadyPerformance?.halfWidth, forKey: .steadyPerformanceHalfWidth)
      try container.encode(steadyMeans, forKey: .steadyMeans)
      try container.encode(timeToSteady?.median, forKey: .timeToSteady)
      try container.encode(timeToSteady.map { [$0.lower, $0.upper] }, forKey: .timeToSteadyRange)
      try container.encode(timesToSteady, forKey: .timesToSteady)
    }
  }

  /// One completed process execution.
  struct Execution: Encodable, Sendable {
    var index: Int
    var classification: String?
    var outliers: [Int]
    var changepoints: [Int]
    var segmentMeans: [Double]

    enum CodingKeys: String, CodingKey {
      case index, classification, outliers, changepoints
      case segmentMeans = "segment_means"
    }

    init?(index: Int, _ analyzed: AnalyzedExecution) {
      guard let analysis = analyzed.analysis else { return nil }
      self.index = index
      classification = analysis.classification?.rawValue
      outliers = analysis.outliers
      changepoints = analysis.segments.dropLast().map { $0.range.upperBound - 1 }
      segmentMeans = analysis.segments.map(\.mean)
    }
  }
}
