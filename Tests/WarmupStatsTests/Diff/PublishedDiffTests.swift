// SPDX-License-Identifier: GPL-3.0-or-later

import ResultsFiles
import TestSupport
import Testing
import WarmupStats

@Suite struct PublishedDiffTests {
  private func check(_ comparison: Diff, _ published: PublishedDifferences) throws {
    #expect(comparison.excluded.isEmpty)
    #expect(comparison.benchmarks.count == 5)
    for benchmark in comparison.benchmarks {
      let key = benchmark.baseline.key
      let codes = try #require(published.diff[key.vm]?[key.benchmark])
      for (aspect, code) in zip(PublishedDifferences.aspects, codes) {
        #expect(
          benchmark[aspect] == PublishedDifferences.verdicts[code],
          "\(aspect.rawValue) of \(key)")
      }
      #expect(benchmark.overall == PublishedDifferences.verdicts[codes[5]], "\(key)")
    }
  }

  private var compatible: DiffOptions {
    var options = DiffOptions()
    options.method = .warmupStats
    return options
  }

  /// From the tool's own summaries: the verdicts alone.
  @Test func publishedSummariesGiveThePublishedVerdicts() throws {
    let published = try PublishedDifferences.load()
    try check(
      published.candidate.summary.difference(from: published.baseline.summary, options: compatible),
      published)
  }

  /// From the times: all of it.
  @Test func timesGiveThePublishedVerdicts() throws {
    let published = try PublishedDifferences.load()
    var options = AnalysisOptions(method: .warmupStats)
    // As the tool does, only fewer: a debug build computes the exact intervals slowly.
    options.resampling = .monteCarlo(resamples: 2000, seed: 1)
    func summary(_ name: String) throws -> ExperimentSummary {
      ExperimentSummary(
        analyzing: try ResultsFile.read(
          at: Fixtures.recorded("\(name).json.bz2")), options: options)
    }
    try check(
      summary("vms_after").difference(from: summary("vms_before"), options: compatible), published)
  }

  /// The tool's intervals are in the order warmup, slowdown, flat, no steady state.
  @Test func classificationIntervalsArePublished() throws {
    let published = try PublishedDifferences.load()
    for (side, summary) in [("b", published.baseline.summary), ("a", published.candidate.summary)] {
      for benchmark in summary.benchmarks {
        let counts = benchmark.counts
        let found = try #require(
          MultinomialIntervals(
            counts: [counts.warmup, counts.slowdown, counts.flat, counts.noSteadyState],
            level: 0.99))
        let expected = try #require(published.intervals["\(side)|\(benchmark.key)"])
        for (interval, ends) in zip(found.intervals, expected) {
          #expect(abs(interval.lowerBound - ends[0]) < 1e-9)
          #expect(abs(interval.upperBound - ends[1]) < 1e-9)
        }
      }
    }
  }
}
