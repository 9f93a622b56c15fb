// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

@Suite struct SensitivityStudyTests {
  private static func small() throws -> Experiment {
    try ResultsFile.read(at: Fixtures.recorded("vms_small.json"))
  }

  /// Against a full analysis under each setting.
  @Test(arguments: [
    [AnalysisSetting.tolerance(.seconds(0.0001)), .tolerance(.fraction(0.05))],
    [.penaltyFactor(5), .penaltyFactor(15), .penaltyFactor(30)],
    [.window(.fraction(0.05)), .window(.count(0))],
    [.steadyTail(.fraction(0.5)), .tolerance(.seconds(0.1)), .penaltyFactor(7)],
  ])
  func pointsAreFullAnalyses(settings: [AnalysisSetting]) async throws {
    let experiment = try Self.small()
    var options = AnalysisOptions(method: .barrett2017())
    options.resampling = .monteCarlo(resamples: 40, seed: 1)
    let given = ExperimentSummary(analyzing: experiment, options: options)
    let study = await SensitivityStudy(of: experiment, varying: settings, options: options)
    #expect(study.points.map(\.setting) == settings)
    #expect(study.counts == total(given))
    for point in study.points {
      let varied = ExperimentSummary(
        analyzing: experiment, options: point.setting.applied(to: options))
      #expect(point.counts == total(varied))
      let pairs = zip(classes(given), classes(varied))
      #expect(point.changedExecutions == pairs.count { $0 != $1 })
      #expect(
        point.changedKeys
          == zip(given.benchmarks, varied.benchmarks)
          .filter { $0.consistency != $1.consistency }.map(\.0.key))
    }
  }

  private func classes(_ summary: ExperimentSummary) -> [Classification?] {
    summary.benchmarks.flatMap(\.executions).map(\.analysis?.classification)
  }

  private func total(_ summary: ExperimentSummary) -> ClassificationCounts {
    summary.benchmarks.reduce(into: ClassificationCounts()) { total, benchmark in
      for classification in Classification.allCases {
        total[classification] += benchmark.counts[classification]
      }
      total.crashed += benchmark.counts.crashed
    }
  }

  @Test func theOptionsAsGivenChangeNothing() async throws {
    let study = await SensitivityStudy(
      of: try Self.small(),
      varying: [.tolerance(.seconds(0.001)), .penaltyFactor(15), .window(.fraction(0.1))],
      options: AnalysisOptions(method: .barrett2017()))
    for point in study.points {
      #expect(point.changedExecutions == 0)
      #expect(point.changedKeys.isEmpty)
      #expect(point.counts == study.counts)
    }
  }

  /// A tolerance beyond all times makes everything flat.
  @Test func aGreatToleranceIsFlat() async throws {
    var experiment = try Self.small()
    let first = try #require(experiment.executions.keys.first)
    experiment.executions[first]?.append(ProcessExecution(failed: .crashed))
    let study = await SensitivityStudy(
      of: experiment, varying: [.tolerance(.seconds(1e9))],
      options: AnalysisOptions(method: .barrett2017()))
    let counts = study.points[0].counts
    #expect(counts.crashed == 1)
    #expect(counts.flat == experiment.executions.values.reduce(0) { $0 + $1.count } - 1)
  }

  @Test func coresDoNotMatter() async throws {
    let experiment = try Self.small()
    let one = await SensitivityStudy(
      of: experiment, varying: AnalysisSetting.penaltyFactors,
      options: AnalysisOptions(), jobs: 1)
    let many = await SensitivityStudy(
      of: experiment, varying: AnalysisSetting.penaltyFactors,
      options: AnalysisOptions(), jobs: 5)
    #expect(one == many)
  }

  @Test func progressComesToItsEnd() async throws {
    let steps = Steps()
    _ = await SensitivityStudy(
      of: try Self.small(), varying: AnalysisSetting.tolerances(for: .ratio()),
      options: AnalysisOptions(), progress: { done, total in steps.note(done, of: total) })
    #expect(steps.isMonotonic)
    #expect(steps.last.map { $0.done == 16 && $0.total == 16 } == true)
  }
}
