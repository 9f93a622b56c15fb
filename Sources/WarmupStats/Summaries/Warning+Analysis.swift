// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints

extension Warning {
  /// What readers of `benchmarks`, analysed with `options`, should know: at most one warning of
  /// each sort, however many benchmarks it concerns.
  static func about(
    _ benchmarks: [BenchmarkSummary], harness: String?, options: AnalysisOptions
  ) -> [Warning] {
    [
      failedExecutions(benchmarks),
      insufficientWarmup(benchmarks, harness: harness),
      coarseTolerance(benchmarks, options),
      fewExecutions(benchmarks),
      fewIterations(benchmarks, options),
      approximateCompatibility(options),
    ].compactMap(\.self)
  }

  /// That executions crashed or timed out.
  private static func failedExecutions(_ benchmarks: [BenchmarkSummary]) -> Warning? {
    let failing = benchmarks.filter { $0.counts.crashed > 0 }
    guard !failing.isEmpty else { return nil }
    let failures = failing.map { benchmark in
      let failed = benchmark.executions.filter { $0.analysis == nil }
      let timedOut = failed.count { $0.execution.outcome == .timedOut }
      return Failures(
        key: benchmark.key, crashed: failed.count - timedOut, timedOut: timedOut,
        executions: benchmark.executions.count)
    }
    return Warning(.leftOut(failures), key: only(failing))
  }

  /// That the absolute tolerance hides what happens in short iterations.
  private static func coarseTolerance(
    _ benchmarks: [BenchmarkSummary], _ options: AnalysisOptions
  ) -> Warning? {
    guard case .seconds(let tolerance) = options.tolerance else { return nil }
    let coarse = benchmarks.filter { benchmark in
      let times = benchmark.executions.map(\.execution.times)
      let short = times.reduce(0) { $0 + $1.count { $0 < tolerance / coarsePart } }
      return 2 * short > times.reduce(0) { $0 + $1.count }
    }
    guard !coarse.isEmpty else { return nil }
    return Warning(
      .coarseTolerance(seconds: tolerance, part(coarse, of: benchmarks)), key: only(coarse))
  }

  /// That rare behaviour may not have shown in so few executions.
  private static func fewExecutions(_ benchmarks: [BenchmarkSummary]) -> Warning? {
    let few = benchmarks.filter { (1..<fewestExecutions).contains(completed($0)) }
    guard let fewest = few.map(completed).min(), let most = few.map(completed).max() else {
      return nil
    }
    return Warning(
      .fewExecutions(
        completed: fewest...most, enough: fewestExecutions, part(few, of: benchmarks)),
      key: only(few))
  }

  /// That the window of the outlier filter is too narrow to judge anything.
  private static func fewIterations(
    _ benchmarks: [BenchmarkSummary], _ options: AnalysisOptions
  ) -> Warning? {
    let short = benchmarks.filter { benchmark in
      benchmark.executions.contains {
        $0.analysis != nil && options.window.resolved(iterations: $0.execution.times.count) < 2
      }
    }
    let lengths = short.flatMap(\.executions).map(\.execution.times.count).filter { $0 > 0 }
    guard let fewest = lengths.min() else { return nil }
    return Warning(
      .tooShortForWindow(iterations: fewest, part(short, of: benchmarks)), key: only(short))
  }

  /// That this processor cannot reproduce the published tool to the last digit.
  private static func approximateCompatibility(_ options: AnalysisOptions) -> Warning? {
    guard options.compatibility == .warmupStats, !PublishedPELT.isExact else { return nil }
    return Warning(.inexactProcessor)
  }

  /// The part of a median iteration above which a tolerance is coarse.
  private static let coarsePart = 0.05
  /// Below so many executions the intervals of resampling cover too little.
  static let fewestExecutions = 10

  private static func completed(_ benchmark: BenchmarkSummary) -> Int {
    benchmark.executions.count - benchmark.counts.crashed
  }

  /// The key of the one benchmark that there is; `nil` if there are more.
  static func only(_ benchmarks: [BenchmarkSummary]) -> BenchmarkKey? {
    benchmarks.count == 1 ? benchmarks[0].key : nil
  }

  /// Some of all benchmarks.
  static func part(_ some: [BenchmarkSummary], of all: [BenchmarkSummary]) -> Benchmarks {
    Benchmarks(some.map(\.key), of: all.count)
  }
}
