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
    guard let window = window.value, let steadyTail = steadyTail.value,
      let method = analysisMethod, let intervalKind = IntervalKind(rawValue: interval),
      let resampling = resampling.value, penalty >= 0, level > 0, level < 1
    else { return nil }
    var options = AnalysisOptions(method: method)
    options.window = window
    options.steadyTail = steadyTail
    options.penaltyFactor = penalty
    options.level = level
    options.intervalKind = intervalKind
    options.resampling = resampling
    return options
  }

  /// The method, with its own options.
  private var analysisMethod: Method? {
    guard let name = method.map({ Method.Name(rawValue: $0) }) ?? .barrett2017,
      let tolerance = tolerance.value
    else { return nil }
    switch name {
    case .ratio:
      guard !rawTolerance, compatibility == nil else { return nil }
      return Method.ratio().with(tolerance)
    case .traini2023:
      guard !rawTolerance, compatibility == nil, case .fraction(0..<1) = tolerance
      else { return nil }
      return Method.traini2023().with(tolerance)
    case .barrett2017:
      let program = compatibility.map { Compatibility(rawValue: $0) }
      if let program, program == nil { return nil }
      return .barrett2017(
        BarrettMethod(
          tolerance: tolerance, usesRawTolerance: rawTolerance, compatibility: program ?? nil))
    }
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
    let consistency = Consistency(analyzed.compactMap(\.analysis?.classification))
    guard consistency?.rawValue == classification else { return nil }
    let counts = ClassificationCounts(of: analyzed)
    return BenchmarkSummary(
      key: BenchmarkKey(benchmark: benchmark, vm: vm, variant: variant),
      consistency: consistency, counts: counts,
      steadyIteration: steadyIteration?.spread, timeToSteady: timeToSteady?.spread,
      steadyPerformance: steadyPerformance?.estimate, steadyMean: steadyMean, executions: analyzed)
  }
}

extension SummaryDocument.Range {
  fileprivate var spread: Spread { Spread(median: median, lower: lower, upper: upper) }
}

extension SummaryDocument.Interval {
  fileprivate var estimate: Estimate {
    Estimate(center: center ?? median, lower: lower, upper: upper, level: level)
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
    let known = classification.map { Classification(rawValue: $0) }
    // Only a single measurement has no class.
    guard known.map({ $0 != nil }) ?? (iterations == 1), covers(iterations),
      let source
    else { return nil }
    let ranges = segments.map { $0.start..<$0.end }
    let series = times.map { FilteredSeries($0, without: outliers) }
    // Every segment has values that are no outliers.
    if let series, ranges.contains(where: { series.indices(in: $0).isEmpty }) { return nil }
    let analysis = ExecutionAnalysis(
      outliers: outliers, commonOutliers: commonOutliers,
      segments: segments.map {
        Segment(range: $0.start..<$0.end, mean: $0.mean, variance: $0.variance)
      },
      equivalences: segments.map(\.equivalent), classification: known ?? nil,
      steadyState: steadyState(of: ranges, in: series), evidence: evidence,
      ratioTests: ratioTests?.findings)
    return AnalyzedExecution(source: source, analysis: analysis)
  }

  /// What was measured, as far as the document keeps it; `nil` if that is no series of times.
  private var source: AnalyzedExecution.Source? {
    let counts = [harnessWarmup?.analyzed ?? 0, harnessWarmup?.omitted ?? 0]
    guard counts.allSatisfy({ $0 >= 0 }), counts[0] <= iterations else { return nil }
    guard let times else {
      return .stored(
        StoredExecution(
          iterationCount: iterations, harnessWarmupIterations: harnessWarmup?.analyzed,
          omittedWarmupIterations: harnessWarmup?.omitted))
    }
    guard times.count == iterations, times.allSatisfy({ $0 > 0 && $0 < .infinity })
    else { return nil }
    return .measured(
      ProcessExecution(
        times: times, harnessWarmupIterations: harnessWarmup?.analyzed,
        omittedWarmupIterations: harnessWarmup?.omitted))
  }

  /// When it settles; `nil` without a steady state.
  private func steadyState(of ranges: [Swift.Range<Int>], in series: FilteredSeries?)
    -> SteadyState?
  {
    guard let steadyIteration, let timeToSteady, let steadyMean else { return nil }
    // Where bursts may stand inside the steady state, the iteration alone says where it begins.
    let first =
      reference != nil
      ? segments.firstIndex { $0.start == steadyIteration - 1 }
      : segments.lastIndex { !$0.equivalent }.map { $0 + 1 } ?? 0
    guard let first else { return nil }
    return SteadyState(
      segments: first..<segments.count, iteration: steadyIteration,
      timeToReach: timeToSteady, mean: steadyMean, clockVariance: steadyClockVariance ?? 0,
      values: steadyValues(of: Array(ranges[first...]), in: series))
  }

  /// The values of the steady state; `nil` if the document does not keep the times.
  private func steadyValues(
    of ranges: [Swift.Range<Int>], in series: FilteredSeries?
  ) -> SteadyValues? {
    guard ratioTests == nil else {
      return times.map { SteadyValues(ofAllIterations: $0, in: ranges) }
    }
    return series.map { SteadyValues(of: ranges, in: $0) }
  }

  /// What the method `ratio` weighed; `nil` for other methods.
  private var evidence: RatioFindings? {
    guard let autocorrelationTime, let reference, let zLimit, segments.indices.contains(reference)
    else { return nil }
    return RatioFindings(
      autocorrelationTime: autocorrelationTime, reference: reference, zLimit: zLimit,
      segments: segments.map {
        RatioFindings.Segment(
          median: $0.median ?? $0.mean, z: $0.z, ownZ: $0.zOwn,
          isDifferent: $0.different ?? !$0.equivalent)
      }, leastProvableDifference: leastProvableDifference)
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
