// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import WarmupStats

extension SummaryDocument {
  /// The summaries that the document was made from.
  ///
  /// Executions have their times only if the document embeds them; all that was found is there in
  /// any case.
  ///
  /// - Throws: `ResultsFileError` naming `path` if the document contradicts its schema.
  func summaries(path: String) throws(ResultsFileError) -> [ExperimentSummary] {
    func refusal(_ pointer: String, expected: String, found: String) -> ResultsFileError {
      ResultsFileError(path: path, place: .pointer(pointer), expected: expected, found: found)
    }
    guard schema == Self.schemaName else {
      throw refusal(
        "/schema", expected: quoted(Self.schemaName), found: quoted(schema))
    }
    guard let options = options.analysisOptions else {
      throw refusal("/options", expected: "options of this version", found: "other values")
    }
    guard !machines.isEmpty else {
      throw refusal("/machines", expected: "at least one machine", found: "none")
    }
    var result: [ExperimentSummary] = []
    for (place, machine) in machines.enumerated() {
      var benchmarks: [BenchmarkSummary] = []
      for (index, benchmark) in machine.benchmarks.enumerated() {
        guard let summary = benchmark.summary else {
          throw refusal(
            "/machines/\(place)/benchmarks/\(index)",
            expected: "classifications, and segments that cover all iterations",
            found: "something else")
        }
        benchmarks.append(summary)
      }
      result.append(
        ExperimentSummary(
          machine: machine.name, harness: machine.harness, options: options,
          benchmarks: benchmarks,
          warnings: place == 0 ? warnings.compactMap(\.warning) : []))
    }
    return result
  }
}

extension SummaryDocument.WarningEntry {
  fileprivate var warning: Warning? {
    guard let kind = Warning.Kind(rawValue: kind) else { return nil }
    let key = benchmark.map {
      BenchmarkKey(benchmark: $0, vm: vm ?? "", variant: variant ?? "")
    }
    return Warning(kind: kind, message: message, key: key, execution: execution)
  }
}

extension SummaryDocument.Options {
  fileprivate var analysisOptions: AnalysisOptions? {
    var options = AnalysisOptions()
    guard let window = window.value, let steadyTail = steadyTail.value,
      let tolerance = tolerance.value, let intervalKind = IntervalKind(rawValue: interval),
      let resampling = resampling.value, penalty >= 0, level > 0, level < 1
    else { return nil }
    options.window = window
    options.steadyTail = steadyTail
    options.tolerance = tolerance
    options.usesRawTolerance = rawTolerance
    options.penaltyFactor = penalty
    options.level = level
    options.intervalKind = intervalKind
    options.resampling = resampling
    if let compatibility {
      guard let program = Compatibility(rawValue: compatibility) else { return nil }
      options.compatibility = program
    }
    return options
  }
}

extension SummaryDocument.Count {
  fileprivate var value: IterationCount? {
    if let count { return count >= 0 ? .count(count) : nil }
    return fraction.flatMap { (0...1).contains($0) ? .fraction($0) : nil }
  }
}

extension SummaryDocument.Threshold {
  fileprivate var value: Tolerance? {
    if let seconds { return seconds >= 0 ? .seconds(seconds) : nil }
    return fraction.flatMap { $0 >= 0 ? .fraction($0) : nil }
  }
}

extension SummaryDocument.ResamplingEntry {
  fileprivate var value: Resampling? {
    if method == "exact" { return .exact }
    guard method == "monte-carlo", let resamples, resamples > 0, let seed else { return nil }
    return .monteCarlo(resamples: resamples, seed: seed)
  }
}

extension SummaryDocument.Benchmark {
  /// The summary that the entry was made from; `nil` if it contradicts itself.
  fileprivate var summary: BenchmarkSummary? {
    let analyzed = executions.compactMap(\.analyzed)
    guard analyzed.count == executions.count else { return nil }
    let classifications = analyzed.compactMap(\.analysis?.classification)
    let consistency = Consistency(classifications)
    guard consistency?.name == classification else { return nil }
    var counts = ClassificationCounts()
    for classification in classifications { counts[classification] += 1 }
    counts.crashed = analyzed.count - classifications.count
    return BenchmarkSummary(
      key: BenchmarkKey(benchmark: benchmark, vm: vm, variant: variant),
      consistency: consistency, counts: counts,
      steadyIteration: steadyIteration?.spread, timeToSteady: timeToSteady?.spread,
      steadyPerformance: steadyPerformance?.estimate, executions: analyzed)
  }
}

extension SummaryDocument.Range {
  fileprivate var spread: Spread { Spread(median: median, lower: lower, upper: upper) }
}

extension SummaryDocument.Interval {
  fileprivate var estimate: Estimate {
    Estimate(median: median, lower: lower, upper: upper, level: level)
  }
}

extension SummaryDocument.Execution {
  /// The execution that the entry was made from; `nil` if it contradicts itself.
  fileprivate var analyzed: AnalyzedExecution? {
    if crashed {
      let failure = outcome.flatMap(ProcessExecution.Outcome.init) ?? .crashed
      guard failure != .completed else { return nil }
      return AnalyzedExecution(execution: ProcessExecution(failed: failure), analysis: nil)
    }
    guard let word = classification, let classification = Classification(rawValue: word),
      covers(iterations), let execution = measured
    else { return nil }
    let analysis = ExecutionAnalysis(
      outliers: outliers, commonOutliers: commonOutliers,
      segments: segments.map {
        Segment(range: $0.start..<$0.end, mean: $0.mean, variance: $0.variance)
      },
      equivalences: segments.map(\.equivalent), classification: classification,
      steadyState: steadyState)
    return AnalyzedExecution(execution: execution, analysis: analysis)
  }

  /// What was measured, as far as the document keeps it; `nil` if that is no series of times.
  private var measured: ProcessExecution? {
    var execution = ProcessExecution.withoutTimes
    if let times {
      guard times.count == iterations, times.allSatisfy({ $0 > 0 && $0 < .infinity })
      else { return nil }
      execution = ProcessExecution(times: times)
    }
    if let warmup = harnessWarmup {
      let counts = [warmup.analyzed ?? 0, warmup.omitted ?? 0]
      guard counts.allSatisfy({ $0 >= 0 }), counts[0] <= iterations else { return nil }
      execution.harnessWarmupIterations = warmup.analyzed
      execution.omittedWarmupIterations = warmup.omitted
    }
    return execution
  }

  private var steadyState: SteadyState? {
    guard let steadyIteration, let timeToSteady, let steadyMean else { return nil }
    let before = segments.lastIndex { !$0.equivalent }
    return SteadyState(
      segments: (before.map { $0 + 1 } ?? 0)..<segments.count, iteration: steadyIteration,
      timeToReach: timeToSteady, mean: steadyMean, clockVariance: steadyClockVariance ?? 0)
  }

  /// Whether the segments cover so many iterations once, and the outliers lie among them.
  private func covers(_ iterations: Int) -> Bool {
    guard iterations > 0, segments.first?.start == 0, segments.last?.end == iterations,
      segments.allSatisfy({ $0.start < $0.end }),
      zip(segments, segments.dropFirst()).allSatisfy({ $0.end == $1.start })
    else { return false }
    let places = 0..<iterations
    return zip(outliers, outliers.dropFirst()).allSatisfy { $0 < $1 }
      && outliers.allSatisfy(places.contains) && commonOutliers.allSatisfy(outliers.contains)
  }
}
