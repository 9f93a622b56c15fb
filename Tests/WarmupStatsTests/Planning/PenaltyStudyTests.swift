// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// Conclusions at all penalties, against analyses at single ones.
@Suite struct PenaltyStudyTests {
  private static func small() throws -> Experiment {
    try ResultsFile.read(at: Fixtures.recorded("vms_small.json"))
  }

  @Test(arguments: [Method.ratio(), .barrett2017()])
  func conclusionsAreThoseOfFullAnalyses(method: Method) async throws {
    let experiment = try Self.small()
    var options = AnalysisOptions(method: method)
    let study = await PenaltyStudy(of: experiment, factors: 4...60, options: options)
    #expect(study.benchmarks.count == experiment.executions.count)
    for factor in [4.0, 7.3, 15, 28.1, 59.9] {
      options.penaltyFactor = factor
      let summary = ExperimentSummary(analyzing: experiment, options: options)
      for (studied, benchmark) in zip(study.benchmarks, summary.benchmarks) {
        #expect(studied.key == benchmark.key)
        #expect(studied.verdict(at: factor)?.consistency == benchmark.consistency)
        for (execution, analyzed) in zip(studied.executions, benchmark.executions) {
          let analysis = try #require(analyzed.analysis)
          let conclusion = try #require(
            execution.conclusions.last { $0.factors.contains(factor) })
          #expect(conclusion.classification == analysis.classification)
          let changepoints = analysis.segments.dropFirst().map(\.range.lowerBound)
          #expect(conclusion.changepointCounts.contains(changepoints.count))
          if let state = analysis.steadyState {
            #expect(conclusion.steadyIterations?.contains(state.iteration) == true)
          } else {
            #expect(conclusion.steadyIterations == nil)
          }
          let present = execution.persistences.filter {
            $0.factors.lowerBound <= factor && factor < $0.factors.upperBound
          }
          #expect(present.map(\.iteration) == changepoints)
        }
      }
    }
  }

  /// Ranges meet and cover all penalties, and neighbors differ.
  @Test func rangesMeet() async throws {
    let study = await PenaltyStudy(of: try Self.small(), factors: 2...100)
    for benchmark in study.benchmarks {
      #expect(benchmark.verdicts.first?.factors.lowerBound == 2)
      #expect(benchmark.verdicts.last?.factors.upperBound == 100)
      for (first, second) in zip(benchmark.verdicts, benchmark.verdicts.dropFirst()) {
        #expect(first.factors.upperBound == second.factors.lowerBound)
        #expect(first.consistency != second.consistency)
      }
      for execution in benchmark.executions {
        #expect(execution.conclusions.first?.factors.lowerBound == 2)
        #expect(execution.conclusions.last?.factors.upperBound == 100)
        for (first, second) in zip(execution.conclusions, execution.conclusions.dropFirst()) {
          #expect(first.factors.upperBound == second.factors.lowerBound)
          #expect(first.classification != second.classification)
        }
      }
    }
  }

  @Test func oddExecutions() async {
    let key = BenchmarkKey(benchmark: "b", vm: "v", variant: "d")
    let experiment = Experiment(
      machine: "m",
      executions: [
        key: [
          ProcessExecution(times: [1]), ProcessExecution(failed: .crashed),
          ProcessExecution(times: [1, 2, 3]),
        ]
      ])
    let study = await PenaltyStudy(of: experiment, factors: 4...100)
    #expect(study.benchmarks[0].executions.map(\.index) == [0, 2])
    #expect(study.benchmarks[0].executions.map(\.conclusions.count) == [1, 1])
    #expect(study.benchmarks[0].executions[0].conclusions[0].classification == nil)
  }

  /// Where nothing changes between two penalties, `sensitivity` says so.
  @Test func unchangedPenalties() async throws {
    let experiment = try Self.small()
    let study = await SensitivityStudy(
      of: experiment, varying: [.penaltyFactor(5), .penaltyFactor(40)],
      options: AnalysisOptions())
    let unchanged = try #require(study.unchangedPenalties)
    #expect(unchanged.contains(15))
    let given = ExperimentSummary(analyzing: experiment)
    for factor in [unchanged.lowerBound + 1e-6, unchanged.upperBound - 1e-6] {
      var options = AnalysisOptions()
      options.penaltyFactor = factor
      let varied = ExperimentSummary(analyzing: experiment, options: options)
      #expect(varied.benchmarks.map(\.counts) == given.benchmarks.map(\.counts))
    }
    let none = await SensitivityStudy(
      of: experiment, varying: [.window(.count(20))],
      options: AnalysisOptions())
    #expect(none.unchangedPenalties == nil)
  }

  /// Where only the penalty varies all segmentations are found at once, and the classes are those of
  /// an analysis at each penalty.
  @Test func pathEqualsGrid() async throws {
    let experiment = try Self.small()
    let factors = [4.0, 5.5, 7, 10, 12.5, 15, 23, 40, 77, 100]
    let study = await SensitivityStudy(
      of: experiment, varying: factors.map { .penaltyFactor($0) }, options: AnalysisOptions())
    for (factor, point) in zip(factors, study.points) {
      var options = AnalysisOptions()
      options.penaltyFactor = factor
      let varied = ExperimentSummary(analyzing: experiment, options: options)
      var counts = ClassificationCounts()
      for execution in varied.benchmarks.flatMap(\.executions) {
        counts.count(execution.analysis?.classification)
      }
      #expect(point.counts == counts, "\(factor)")
    }
    #expect(Set(study.points.map(\.counts)).count > 1)
  }
}
