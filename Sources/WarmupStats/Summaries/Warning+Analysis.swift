// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints

extension Warning {
  /// What readers of `benchmarks`, analysed with `options`, should know: at most one warning of
  /// each sort, however many benchmarks it concerns.
  static func about(_ benchmarks: [BenchmarkSummary], options: AnalysisOptions) -> [Warning] {
    [
      failedExecutions(benchmarks),
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
    let total = failing.reduce(0) { $0 + $1.executions.count }
    let names = list(failing.map { "\($0.key) (\($0.counts.crashed))" })
    return Warning(
      kind: .crashedExecutions,
      message: """
        of \(counted(total, "process execution")) of \(names), \(what) and took no part
        """,
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
        \(part(coarse, of: benchmarks)), so that such differences pass as equal there; consider \
        --tolerance 1%
        """,
      key: only(coarse))
  }

  /// That rare behaviour may not have shown in so few executions.
  private static func fewExecutions(_ benchmarks: [BenchmarkSummary]) -> Warning? {
    let few = benchmarks.filter { (1..<fewestExecutions).contains(completed($0)) }
    guard let fewest = few.map(completed).min() else { return nil }
    // 0.9 to that power is what goes unseen.
    let unseen = (0..<fewest).reduce(1.0) { part, _ in part * 0.9 } * 100
    let least = few.count == 1 ? "only" : "as few as"
    return Warning(
      kind: .fewMeasurements,
      message: """
        \(part(few, of: benchmarks)) completed \(least) \(counted(fewest, "process execution")): \
        what one execution in ten does stays unseen there with a probability of \
        \(Int(unseen.rounded())) %; \(fewestExecutions) or more show how executions differ
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
  private static let fewestExecutions = 10

  private static func completed(_ benchmark: BenchmarkSummary) -> Int {
    benchmark.executions.count - benchmark.counts.crashed
  }

  /// The key of the one benchmark that there is; `nil` if there are more.
  private static func only(_ benchmarks: [BenchmarkSummary]) -> BenchmarkKey? {
    benchmarks.count == 1 ? benchmarks[0].key : nil
  }

  /// Words for some of all benchmarks: their names as long as there are few, else how many.
  private static func part(
    _ some: [BenchmarkSummary], of all: [BenchmarkSummary]
  ) -> String {
    if some.count <= namesShown { return list(some.map(\.key.description)) }
    return some.count == all.count
      ? "all \(all.count) benchmarks" : "\(some.count) of \(all.count) benchmarks"
  }

  /// The first of the names, and how many more there are.
  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(namesShown).joined(separator: ", ")
    return names.count <= namesShown ? shown : "\(shown) and \(names.count - namesShown) more"
  }

  private static let namesShown = 3

  private static func counted(_ count: Int, _ thing: String) -> String {
    count == 1 ? "1 \(thing)" : "\(count) \(thing)s"
  }
}
