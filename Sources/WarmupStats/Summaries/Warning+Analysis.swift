// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints

extension Warning {
  /// What readers of `benchmarks`, analyzed with `options`, should know: at most one warning of
  /// each sort, however many benchmarks it concerns.
  static func about(
    _ benchmarks: [BenchmarkSummary], harness: String?, options: AnalysisOptions
  ) -> [Warning] {
    let checks: [@Sendable () -> Warning?] = [
      { failedExecutions(benchmarks) },
      { insufficientWarmup(benchmarks, harness: harness) },
      { coarseTolerance(benchmarks, options) },
      { ineffectiveTolerance(benchmarks, options) },
      { lateChange(benchmarks) },
      { stoppedWhenSteady(benchmarks) },
      { fewExecutions(benchmarks) },
      { singleExecution(benchmarks, options) },
      { fewIterations(benchmarks, options) },
    ]
    let isLong = benchmarks.count >= manyBenchmarks
    return checks.concurrentlyMapped(atOnce: isLong ? 1 : .max) { $0() }.compactMap(\.self)
  }

  /// That executions crashed or timed out.
  private static func failedExecutions(_ benchmarks: [BenchmarkSummary]) -> Warning? {
    let failing = benchmarks.indices.filter { benchmarks[$0].counts.crashed > 0 }
    guard !failing.isEmpty else { return nil }
    let failures = failing.map { index in
      let benchmark = benchmarks[index]
      let failed = benchmark.executions.filter { $0.analysis == nil }
      let timedOut = failed.count { $0.outcome == .timedOut }
      return Failures(
        key: benchmark.key, crashed: failed.count - timedOut, timedOut: timedOut,
        executions: benchmark.executions.count)
    }
    return Warning(.leftOut(failures), key: only(failing, of: benchmarks))
  }

  /// That the absolute tolerance hides what happens in short iterations.
  private static func coarseTolerance(
    _ benchmarks: [BenchmarkSummary], _ options: AnalysisOptions
  ) -> Warning? {
    guard case .seconds(let tolerance) = options.method.tolerance else { return nil }
    let coarse = benchmarks.indices.filter { index in
      let times = benchmarks[index].executions.compactMap(\.execution?.times)
      let short = times.reduce(0) { $0 + $1.count { $0 < tolerance / coarsePart } }
      return 2 * short > times.reduce(0) { $0 + $1.count }
    }
    guard !coarse.isEmpty else { return nil }
    return Warning(
      .coarseTolerance(seconds: tolerance, part(coarse, of: benchmarks)),
      key: only(coarse, of: benchmarks))
  }

  /// That the variance, which the published method reads as seconds, exceeds the tolerance.
  private static func ineffectiveTolerance(
    _ benchmarks: [BenchmarkSummary], _ options: AnalysisOptions
  ) -> Warning? {
    guard case .barrett2017(let method) = options.method, !method.usesRawTolerance,
      case .seconds(let tolerance) = method.tolerance
    else { return nil }
    func count(_ benchmark: BenchmarkSummary) -> Int {
      benchmark.executions.count { execution in
        // One segment is compared with nothing.
        guard let segments = execution.analysis?.segments, segments.count > 1 else { return false }
        return segments.contains { $0.variance > tolerance }
      }
    }
    let ineffective = benchmarks.indices.filter { count(benchmarks[$0]) > 0 }
    guard !ineffective.isEmpty else { return nil }
    return Warning(
      .ineffectiveTolerance(
        seconds: tolerance, executions: ineffective.reduce(0) { $0 + count(benchmarks[$1]) },
        part(ineffective, of: benchmarks)), key: only(ineffective, of: benchmarks))
  }

  /// That the last iterations of executions differ from their steady state.
  private static func lateChange(_ benchmarks: [BenchmarkSummary]) -> Warning? {
    var late: [LateExecution] = []
    for benchmark in benchmarks {
      for index in benchmark.executions.indices {
        guard let change = benchmark.executions[index].analysis?.lateChange else { continue }
        late.append(LateExecution(key: benchmark.key, execution: index, change: change))
      }
    }
    let greatest = late.max { abs($0.change.fraction) < abs($1.change.fraction) }
    guard let greatest else { return nil }
    let concerned = Set(late.map(\.key))
    let some = benchmarks.indices.filter { concerned.contains(benchmarks[$0].key) }
    return Warning(
      .lateChange(executions: late.count, greatest: greatest, part(some, of: benchmarks)),
      key: only(some, of: benchmarks))
  }

  /// That executions were stopped by a rule, so that their classes say less.
  private static func stoppedWhenSteady(_ benchmarks: [BenchmarkSummary]) -> Warning? {
    func count(_ benchmark: BenchmarkSummary) -> Int {
      benchmark.executions.indices.count {
        benchmark.executions[$0].execution?.steadyStop != nil
      }
    }
    let stopped = benchmarks.indices.filter { count(benchmarks[$0]) > 0 }
    guard !stopped.isEmpty else { return nil }
    return Warning(
      .stoppedWhenSteady(
        executions: stopped.reduce(0) { $0 + count(benchmarks[$1]) },
        part(stopped, of: benchmarks)), key: only(stopped, of: benchmarks))
  }

  /// That one execution gives no interval.
  private static func singleExecution(
    _ benchmarks: [BenchmarkSummary], _ options: AnalysisOptions
  ) -> Warning? {
    let single = benchmarks.indices.filter {
      benchmarks[$0].steadyMean != nil
        && benchmarks[$0].steadyExecutions < options.intervalKind.fewestExecutions
    }
    guard !single.isEmpty else { return nil }
    return Warning(
      .singleExecution(part(single, of: benchmarks)), key: only(single, of: benchmarks))
  }

  /// That rare behaviour may not have shown in so few executions.
  private static func fewExecutions(_ benchmarks: [BenchmarkSummary]) -> Warning? {
    let few = benchmarks.indices.filter {
      (1..<fewestExecutions).contains(completed(benchmarks[$0]))
    }
    let counts = few.map { completed(benchmarks[$0]) }
    guard let fewest = counts.min(), let most = counts.max() else { return nil }
    return Warning(
      .fewExecutions(
        completed: fewest...most, enough: fewestExecutions, part(few, of: benchmarks)),
      key: only(few, of: benchmarks))
  }

  /// That the window of the outlier filter is too narrow to judge anything.
  private static func fewIterations(
    _ benchmarks: [BenchmarkSummary], _ options: AnalysisOptions
  ) -> Warning? {
    let short = benchmarks.indices.filter { index in
      benchmarks[index].iterationCounts.contains { options.window.resolved(iterations: $0) < 2 }
    }
    guard let fewest = short.lazy.compactMap({ benchmarks[$0].iterationCounts.min() }).min() else {
      return nil
    }
    return Warning(
      .tooShortForWindow(iterations: fewest, part(short, of: benchmarks)),
      key: only(short, of: benchmarks))
  }

  /// From so many benchmarks on it takes several cores to look for all warnings.
  private static let manyBenchmarks = 10_000
  /// The part of a median iteration above which a tolerance is coarse.
  private static let coarsePart = 0.05
  /// Below so many executions the intervals of resampling cover too little.
  static let fewestExecutions = 10

  private static func completed(_ benchmark: BenchmarkSummary) -> Int {
    benchmark.executions.count - benchmark.counts.crashed
  }

  /// The key of the one benchmark that has such an index; `nil` if there are more.
  static func only(_ some: [Int], of all: [BenchmarkSummary]) -> BenchmarkKey? {
    some.count == 1 ? all[some[0]].key : nil
  }

  /// Those of all benchmarks that have these indices.
  static func part(_ some: [Int], of all: [BenchmarkSummary]) -> Benchmarks {
    Benchmarks(some.map { all[$0].key }, of: all.count)
  }
}
