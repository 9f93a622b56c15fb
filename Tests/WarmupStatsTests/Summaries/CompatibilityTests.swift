// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// Every recorded execution against the answers of the published tool, at both its tolerances.
@Suite struct CompatibilityTests {
  @Test(arguments: ["vms", "vms_slow", "vms_before", "vms_after"])
  func answersAreThoseOfThePublishedTool(recording: String) throws {
    let experiment = try ResultsFile.read(
      at: Fixtures.recorded("\(recording).json.bz2"))
    var options = AnalysisOptions(method: .warmupStats)
    // Segments do not depend on the tolerance, so that they are found once for both.
    let segmented = experiment.executions.mapValues { executions in
      executions.map { SegmentedExecution(segmenting: $0.times, options: options) }
    }
    for (tolerance, suffix) in [(Tolerance.seconds(0.001), ""), (.fraction(0.01), "_1pct")] {
      options.method = try #require(options.method.with(tolerance))
      let published = try PublishedAnswers(for: recording, suffix: suffix)
      #expect(published.benchmarks.count == experiment.executions.count)
      for (key, executions) in experiment.executions {
        let analyzed = try zip(executions, #require(segmented[key])).map { execution, segments in
          AnalyzedExecution(
            execution: execution,
            analysis: ExecutionAnalysis(
              classifying: segments, of: execution.times, options: options))
        }
        let summary = BenchmarkSummary(summarizing: analyzed, of: key, options: options)
        try compare(summary, with: published)
      }
    }
  }

  private func compare(_ summary: BenchmarkSummary, with published: PublishedAnswers) throws {
    let name = summary.key.description
    let expected = try #require(published.benchmarks[name])
    #expect(summary.executions.count == expected.count)
    for (index, (found, answer)) in zip(summary.executions, expected).enumerated() {
      try compare(#require(found.analysis), with: answer, name: "\(name) \(index)")
    }
    let benchmark = try #require(
      published.summary.machines.values.first?[summary.key.vm]?[summary.key.benchmark])
    compare(summary, with: benchmark)
    compare(
      summary.steadyPerformance, with: published.bootstrapConverged[name], name: name)
    #expect((summary.steadyPerformance == nil) == (benchmark.steadyStateTime == nil), "\(name)")
  }

  private func compare(
    _ found: ExecutionAnalysis, with answer: PublishedAnswers.Execution, name: String
  ) {
    #expect(found.outliers == answer.outliers, "\(name)")
    #expect(found.commonOutliers == answer.commonOutliers, "\(name)")
    #expect(found.uniqueOutliers == answer.uniqueOutliers, "\(name)")
    let lastIterations = found.segments.dropLast().map { $0.range.upperBound - 1 }
    #expect(lastIterations == answer.changepoints, "\(name)")
    #expect(areClose(found.segments.map(\.mean), answer.segmentMeans), "\(name)")
    #expect(areClose(found.segments.map(\.variance), answer.segmentVariances), "\(name)")
    #expect(found.classification?.rawValue == answer.classification, "\(name)")
    let steady = found.steadyState
    #expect(steady?.segments.lowerBound == answer.firstSteadySegment, "\(name)")
    #expect(steady?.segments.count == answer.numSteadySegments, "\(name)")
    #expect(steady?.iteration == answer.steadyIter, "\(name)")
    #expect(areClose(steady?.timeToReach, answer.timeToSteady), "\(name)")
    #expect(areClose(steady?.mean, answer.steadyStateMean), "\(name)")
  }

  private func compare(_ found: BenchmarkSummary, with answer: PublishedAnswers.Benchmark) {
    let name = "\(found.key)"
    #expect(found.consistency?.rawValue == answer.classification, "\(name)")
    for classification in Classification.published {
      #expect(
        found.counts[classification] == answer.detailedClassification[classification.rawValue],
        "\(name) \(classification)")
    }
    #expect(found.counts.crashed == 0, "\(name)")
    #expect(
      areClose(found.steadyIteration, answer.steadyStateIteration, answer.steadyStateIterationIqr),
      "\(name)")
    #expect(
      areClose(
        found.timeToSteady, answer.steadyStateTimeToReachSecs,
        answer.steadyStateTimeToReachSecsIqr), "\(name)")
    let states = found.executions.compactMap(\.analysis?.steadyState)
    #expect(states.map(\.iteration) == answer.steadyStateIterationList, "\(name)")
    #expect(
      areClose(states.map(\.timeToReach), answer.steadyStateTimeToReachSecsList), "\(name)")
    #expect(areClose(states.map(\.mean), answer.steadyStateTimeList), "\(name)")
  }

  /// Against the limit of the tool's bootstrap for infinitely many resamples.
  private func compare(
    _ found: Estimate?, with answer: PublishedAnswers.Bootstrap?, name: String
  ) {
    #expect((found == nil) == (answer == nil), "\(name)")
    guard let found, let answer else { return }
    let allowed = 1e-3 * answer.ci
    #expect(abs(found.lower - answer.q005) <= allowed, "\(name)")
    #expect(abs(found.upper - answer.q995) <= allowed, "\(name)")
    let medians = answer.medians
    #expect(
      medians.lowerBound - allowed <= found.center && found.center <= medians.upperBound + allowed,
      "\(name)")
    #expect(abs(found.halfWidth - answer.ci) <= allowed, "\(name)")
  }

  private func areClose(_ found: Spread?, _ median: Double?, _ ends: [Double]?) -> Bool {
    guard let found, let median, let ends else { return found == nil && median == nil }
    return areClose([found.median, found.lower, found.upper], [median] + ends)
  }

  private func areClose(_ found: [Double], _ expected: [Double]) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { areClose($0, $1) }
  }

  private func areClose(_ found: Double?, _ expected: Double?) -> Bool {
    guard let found, let expected else { return found == nil && expected == nil }
    return abs(found - expected) <= 1e-12 * abs(expected)
  }
}
