// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import WarmupStats

/// How many answers that were published in 2023 the method `traini-2023` gives.
package struct TrainiConformance: Sendable, Hashable {
  package private(set) var forks = 0
  package private(set) var outliers = 0
  package private(set) var changepoints = 0
  package private(set) var paths = 0
  package private(set) var starts = 0
  package private(set) var classes = 0
  /// Comparisons of segments, and how many decide alike.
  package private(set) var tests = 0
  package private(set) var decisions = 0
  /// Comparisons whose probability was computed, and how many of these are right to 0.001.
  package private(set) var probabilities = 0
  package private(set) var rightProbabilities = 0
  /// The greatest differences: of penalties, relative; of errors in seconds.
  package private(set) var penaltyError = 0.0
  package private(set) var estimationError = 0.0
  package private(set) var defaultConfigurations = 0
  package private(set) var benchmarks = 0
  package private(set) var benchmarkClasses = 0

  package init() {}

  /// Compares some forks of a benchmark; its class only if all of them are there.
  package mutating func add(_ benchmark: TrainiAnswers.Benchmark, _ times: [[Double]], forks: Int) {
    let analyses = zip(benchmark.forks, times).prefix(forks).map { answer, times in
      add(answer, times)
    }
    guard analyses.count == benchmark.forks.count else { return }
    benchmarks += 1
    let consistency = Consistency(analyses.compactMap(\.classification))
    if consistency?.rawValue == benchmark.limitClass { benchmarkClasses += 1 }
  }

  private mutating func add(_ answer: TrainiAnswers.Fork, _ times: [Double]) -> ExecutionAnalysis {
    let analysis = ExecutionAnalysis(
      analyzing: times, options: AnalysisOptions(method: .traini2023()))
    forks += 1
    if analysis.outliers == answer.outliers { outliers += 1 }
    let series = FilteredSeries(times, without: analysis.outliers)
    let ends =
      analysis.segments.map { $0.range.upperBound - 1 }.dropLast()
      + [series.iteration(of: series.values.count - 1)]
    if Array(ends) == answer.changepoints { changepoints += 1 }
    compare(PublishedPenaltyPath(of: series.values), answer)
    if let findings = analysis.ratioTests { compare(findings, analysis, answer) }
    compareConfigurations(times, analysis, answer)
    return analysis
  }

  private mutating func compare(_ path: PublishedPenaltyPath, _ answer: TrainiAnswers.Fork) {
    guard path.entries.map(\.changepointCount) == answer.path.changepoints,
      path.searchCount == answer.peltRuns
    else { return }
    paths += 1
    let found = path.entries.map(\.penalty) + [path.penalty]
    for (found, expected) in zip(found, answer.path.penalty + [answer.elbow.penalty]) {
      penaltyError = max(penaltyError, abs(found - expected) / expected)
    }
  }

  private mutating func compare(
    _ findings: TrainiFindings, _ analysis: ExecutionAnalysis, _ answer: TrainiAnswers.Fork
  ) {
    if findings.lastUnsteady == answer.limit.steadyStartUncut { starts += 1 }
    if analysis.classification?.rawValue == answer.limit.class { classes += 1 }
    // The answers go on for a while where chance could decide otherwise.
    for (found, expected) in zip(findings.tests, answer.limit.tests) {
      tests += 1
      let isSame =
        analysis.segments[found.segment].range.upperBound - 1 == expected.changepoint
        && found.isDifferent == expected.differs
      if isSame { decisions += 1 }
      guard expected.isComputed else { continue }
      probabilities += 1
      let probability =
        expected.side == "<=0.95" ? found.probabilityOfLess : 1 - found.probabilityOfMore
      if abs(probability - expected.probability) <= 1e-3 { rightProbabilities += 1 }
    }
  }

  private mutating func compareConfigurations(
    _ times: [Double], _ analysis: ExecutionAnalysis, _ answer: TrainiAnswers.Fork
  ) {
    let clock = IterationClock.filled(seconds: 0.1)
    let developers = answer.developerConfiguration[0] + 1
    // Where chance decided otherwise, the published error is of another start.
    let steady = answer.published.steadyStartUncut + 1
    let found = clock.time(of: times[..<developers]) - clock.time(of: times[..<steady])
    estimationError = max(estimationError, abs(found - answer.warmupEstimationErrorSeconds))
    let usual = RunConfiguration(
      warmup: .timed(iterations: 5, seconds: 10), measurement: .timed(iterations: 5, seconds: 10))
    let run = usual.run(over: times, clock: clock)
    if [run.warmup - 1, run.warmup + run.measurement - 1] == answer.defaultConfiguration {
      defaultConfigurations += 1
    }
  }
}
