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
    let failures = failing.flatMap(\.executions).filter { $0.analysis == nil }
    let timedOut = failures.count { $0.execution.outcome == .timedOut }
    let crashed = failures.count - timedOut
    let what = [(crashed, "crashed"), (timedOut, "timed out")]
      .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " and ")
    let names = list(
      failing.map { "\($0.key) (\($0.counts.crashed) of \($0.executions.count))" })
    return Warning(
      kind: .crashedExecutions,
      message: "process executions that did not complete take no part; \(what): \(names)",
      key: only(failing))
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
      kind: .coarseTolerance,
      message: """
        the tolerance of \(tolerance) s is more than 5 % of the median iteration of \
        \(part(coarse, of: benchmarks)), where such differences pass as equal; consider \
        --tolerance 1%
        """,
      key: only(coarse))
  }

  /// That rare behaviour may not have shown in so few executions.
  private static func fewExecutions(_ benchmarks: [BenchmarkSummary]) -> Warning? {
    let few = benchmarks.filter { (1..<fewestExecutions).contains(completed($0)) }
    guard let fewest = few.map(completed).min(), let most = few.map(completed).max() else {
      return nil
    }
    // What one execution in ten does is absent from each of the others.
    let unseen = (0..<fewest).reduce(100.0) { part, _ in part * 0.9 }
    let count =
      fewest == most
      ? counted(fewest, "process execution") : "\(fewest) to \(most) process executions"
    return Warning(
      kind: .fewMeasurements,
      message: """
        only \(count) of \(part(few, of: benchmarks)) completed: with \(fewest), what one \
        execution in ten does goes unseen with a probability of \(Int(unseen.rounded())) %; \
        measure \(fewestExecutions) or more to see how executions differ
        """,
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
      kind: .fewMeasurements,
      message: """
        process executions of \(part(short, of: benchmarks)) are too short for the window that \
        outliers are judged in (the shortest has \(counted(fewest, "iteration"))): none of their \
        times is taken for an outlier
        """,
      key: only(short))
  }

  /// That this processor cannot reproduce the published tool to the last digit.
  private static func approximateCompatibility(_ options: AnalysisOptions) -> Warning? {
    guard options.compatibility == .warmupStats, !PublishedPELT.isExact else { return nil }
    return Warning(
      kind: .incompleteData,
      message: """
        this processor lacks the 80-bit numbers that R sums with, so that changepoints can \
        differ from those of warmup_stats
        """)
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

  /// Words for some of all benchmarks: their names as long as there are few, else how many.
  static func part(
    _ some: [BenchmarkSummary], of all: [BenchmarkSummary]
  ) -> String {
    if some.count <= namesShown { return list(some.map(\.key.description)) }
    return some.count == all.count
      ? "each of \(all.count) benchmarks" : "each of \(some.count) of the \(all.count) benchmarks"
  }

  /// The first of the names, and how many more there are.
  static func list(_ names: [String]) -> String {
    let more = names.count - namesShown
    let parts = names.prefix(namesShown) + (more > 0 ? ["\(more) more"] : [])
    guard let last = parts.last, parts.count > 1 else { return parts.joined() }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }

  private static let namesShown = 3

  static func counted(_ count: Int, _ thing: String) -> String {
    count == 1 ? "1 \(thing)" : "\(count) \(thing)s"
  }
}
