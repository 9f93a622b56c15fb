// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

/// What `plan --format json` writes, in the schema `warmup-stats-plan/1`.
///
/// Per benchmark it tells what the pilot says, and the cheapest experiment that reaches the wanted
/// half-width. Times are in seconds; half-widths and differences are parts of the mean.
package struct PlanDocument: Encodable, Sendable, JSONRepresentable {
  struct Plan: Encodable {
    var benchmark: String
    var vm: String
    var variant: String
    var pilotExecutions: Int
    var pilotIterations: Int
    var mean: Double
    var warmupTime: Double
    var warmupIterations: Double
    @OrNull var shareBetweenExecutions: Double?
    var halfWidth: Double
    var smallestDifference: Double
    var executions: Int
    var iterations: Int
    var expectedHalfWidth: Double
    var time: Double

    init(_ plan: BenchmarkPlan) {
      benchmark = plan.key.benchmark
      vm = plan.key.vm
      variant = plan.key.variant
      pilotExecutions = plan.executions
      pilotIterations = plan.iterations
      mean = plan.mean
      warmupTime = plan.warmupTime
      warmupIterations = plan.warmupIterations
      shareBetweenExecutions = plan.shareBetweenExecutions
      halfWidth = plan.relativeHalfWidth
      smallestDifference = plan.smallestDifference
      executions = plan.experiment.levels[0].repetitions
      iterations = plan.experiment.levels[1].repetitions
      expectedHalfWidth = plan.experiment.relativeHalfWidth
      time = plan.experiment.cost
    }
  }

  var schema = "warmup-stats-plan/1"
  var tool: SummaryDocument.Tool
  var options: SummaryDocument.Options
  var target: Double
  var level: Double
  var probability = ExperimentPlan.probability
  var plans: [Plan]
  var unplanned: [String]

  /// Creates the document.
  ///
  /// - Parameters:
  ///   - plans: the plans, all for the same wanted half-width and level.
  ///   - unplanned: the benchmarks that the pilot says too little of.
  ///   - target: the wanted half-width, as a part of the mean.
  ///   - level: the level of the intervals.
  ///   - analysis: how the pilot was analyzed.
  ///   - version: the version of the program that writes the document.
  package init(
    _ plans: [BenchmarkPlan], unplanned: [BenchmarkKey], target: Double, level: Double,
    analysis: AnalysisOptions, version: String
  ) {
    tool = SummaryDocument.Tool(name: "warmup-stats", version: version)
    options = SummaryDocument.Options(analysis)
    self.target = target
    self.level = level
    self.plans = plans.map(Plan.init)
    self.unplanned = unplanned.map(\.description)
  }
}
