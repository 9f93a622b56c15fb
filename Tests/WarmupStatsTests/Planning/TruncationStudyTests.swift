// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

@Suite struct TruncationStudyTests {
  private static func small() throws -> Experiment {
    try ResultsFile.read(at: Fixtures.recorded("vms_small.json"))
  }

  private static func quick() -> TruncationOptions {
    var options = TruncationOptions()
    options.draws = 50
    return options
  }

  /// An analysis whose intervals are rough, and quickly found.
  private static func rough() -> AnalysisOptions {
    var options = AnalysisOptions()
    options.resampling = .monteCarlo(resamples: 400, seed: 1)
    return options
  }

  @Test func allIterationsSayTheSame() async throws {
    for method in [Method.ratio(), .barrett2017(), .warmupStats] {
      var analysis = Self.rough()
      analysis.method = method
      let study = await TruncationStudy(
        truncating: try Self.small(), analysis: analysis, options: Self.quick())
      let last = try #require(study.iterations.points.last)
      #expect(last.count == 300...300)
      #expect(last.fraction == 1)
      #expect(
        study.iterations.agreement(at: last)
          == Agreement(
            classification: 1, steadyIteration: 1, steadyPerformance: 1, all: 1))
      #expect(study.iterations.points.count == 10)
      #expect(study.iterations.points[0].count == 30...30)
      #expect(study.executions.points.map(\.count) == [2...2, 3...3, 4...4])
    }
  }

  /// Each point against the whole way: truncated executions, analyzed and compared.
  @Test func pointsAreComparisonsOfTruncatedExperiments() async throws {
    let experiment = try Self.small()
    var analysis = Self.rough()
    analysis.window = .count(30)
    analysis.steadyTail = .count(80)
    // The study compares how far the executions spread.
    analysis.intervalKind = .pooled
    let full = ExperimentSummary(analyzing: experiment, options: analysis)
    let study = await TruncationStudy(
      truncating: experiment, analysis: analysis, options: Self.quick())
    for (point, share) in zip(study.iterations.points, 1...10) {
      var shorter = analysis
      shorter.window = .count(30 * share / 10)
      shorter.steadyTail = .count(80 * share / 10)
      let truncated = Experiment(
        machine: experiment.machine,
        executions: experiment.executions.mapValues {
          $0.map { ProcessExecution(times: Array($0.times[..<(30 * share)])) }
        })
      let comparison = ExperimentSummary(analyzing: truncated, options: shorter)
        .difference(from: full)
      for (agreement, benchmark) in zip(point.agreements, comparison.benchmarks) {
        let agreement = try #require(agreement)
        #expect((agreement.classification == 1) == (benchmark[.classification] == .same))
        if full[benchmark.baseline.key]?.counts.noSteadyState == 0 {
          #expect((agreement.steadyIteration == 1) == (benchmark[.steadyIteration] == .same))
          #expect((agreement.steadyPerformance == 1) == (benchmark[.steadyPerformance] == .same))
        }
      }
    }
  }

  @Test func coresDoNotMatter() async throws {
    let experiment = try Self.small()
    let one = await TruncationStudy(
      truncating: experiment, analysis: Self.rough(), options: Self.quick(), jobs: 1)
    let many = await TruncationStudy(
      truncating: experiment, analysis: Self.rough(), options: Self.quick(), jobs: 7)
    #expect(one == many)
    var reseeded = Self.quick()
    reseeded.seed = 2
    let other = await TruncationStudy(
      truncating: experiment, analysis: Self.rough(), options: reseeded, jobs: 7)
    #expect(other.iterations == one.iterations)
  }

  @Test func intervalsArePooledWhateverTheAnalysis() async throws {
    var analysis = Self.rough()
    let pooled = await TruncationStudy(
      truncating: try Self.small(), analysis: analysis, options: Self.quick())
    analysis.intervalKind = .t
    let other = await TruncationStudy(
      truncating: try Self.small(), analysis: analysis, options: Self.quick())
    #expect(other == pooled)
  }

  @Test func crashedBenchmarksAreNamed() async throws {
    var experiment = try Self.small()
    let crashed = BenchmarkKey(benchmark: "dead", vm: "none", variant: "")
    experiment.executions[crashed] = [ProcessExecution(failed: .crashed)]
    let first = try #require(experiment.executions.keys.first)
    experiment.executions[first]?.append(ProcessExecution(failed: .timedOut))
    let study = await TruncationStudy(
      truncating: experiment, analysis: Self.rough(), options: Self.quick())
    #expect(study.crashed == [crashed])
    #expect(!study.iterations.keys.contains(crashed))
    #expect(study.iterations.points.last?.agreements.allSatisfy { $0?.all == 1 } == true)
  }

  @Test func nothingMeasuredNothingStudied() async {
    let study = await TruncationStudy(truncating: Experiment())
    #expect(study.iterations.points.isEmpty)
    #expect(study.executions.points.isEmpty)
  }

  @Test func progressComesToItsEnd() async throws {
    let steps = Steps()
    _ = await TruncationStudy(
      truncating: try Self.small(), analysis: Self.rough(), options: Self.quick(),
      progress: { done, total in steps.note(done, of: total) })
    #expect(steps.isMonotonic)
    #expect(steps.last.map { $0.done == $0.total } == true)
  }
}
