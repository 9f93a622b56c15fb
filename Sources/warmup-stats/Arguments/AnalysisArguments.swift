// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import OrderedCollections
import ResultsFiles
import WarmupStats

/// The options that say how executions are analyzed.
struct AnalysisArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How segments become a class: \(Method.Name.list) (default: \(Method.standard.name.rawValue)).",
      valueName: "name"))
  var method: Method.Name?

  @Option(
    help: ArgumentHelp(
      "Width of the window in which outliers are judged (default: 10%; traini-2023: 200).",
      valueName: "count|%"))
  var window: IterationCount?

  @Option(
    help: ArgumentHelp(
      "How many iterations at the end must be steady (default: 25%; traini-2023: 500).",
      valueName: "count|%"))
  var steadyTail: IterationCount?

  @Option(
    help: ArgumentHelp(
      "Differences up to this do not matter: a percentage (default: 2%; traini-2023: 5%), or with "
        + "barrett-2017 also a time (default: 1ms).", valueName: "%|time"))
  var tolerance: Tolerance?

  @Flag(help: "barrett-2017: judge by the tolerance alone, without the steady state's variance.")
  var rawTolerance = false

  @Option(
    help: ArgumentHelp(
      "Changepoint penalty, as a factor of log n (default: 15; traini-2023 chooses it).",
      valueName: "factor"))
  var penalty: DecimalNumber?

  @Option(
    help: ArgumentHelp(
      "Level of the steady-performance interval (default: 0.99).", valueName: "level"))
  var level: Level?

  @Option(
    help: ArgumentHelp("How the interval is found: exact or monte-carlo.", valueName: "method"))
  var resampling = ResamplingMethod.exact

  @Option(help: ArgumentHelp("Resamples in all, for monte-carlo.", valueName: "count"))
  var resamples = 100_000

  @Option(help: ArgumentHelp("Seed of the generator, for monte-carlo.", valueName: "seed"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "Reproduce another program's answers: warmup-stats, the published tool (barrett-2017).",
      valueName: "program"))
  var compatibility: Compatibility?

  @Option(help: ArgumentHelp("How many cores to use (default: all).", valueName: "count"))
  var jobs: Int?

  /// Whether steady performances are found; no option, but what a command shows.
  var findsIntervals = true

  /// The same, for a command that shows no steady performance.
  var withoutIntervals: AnalysisArguments {
    var arguments = self
    arguments.findsIntervals = false
    return arguments
  }

  mutating func validate() throws {
    try OptionBounds.check("--window", window)
    try OptionBounds.check("--steady-tail", steadyTail)
    try OptionBounds.check("--tolerance", tolerance)
    try OptionBounds.check(
      "--penalty", penalty?.value, in: OptionBounds.penalty, takes: "a factor from 0 to 1000000")
    try OptionBounds.check("--level", level)
    try OptionBounds.check(
      "--resamples", resamples, in: 1...10_000_000, takes: "a count from 1 to 10000000")
    try OptionBounds.check("--jobs", jobs, in: 1...1024, takes: "a count from 1 to 1024")
    try validateMethod()
  }

  /// The name of the method that these arguments ask for.
  var methodName: Method.Name {
    method ?? (compatibility == nil ? Method.standard.name : Method.warmupStats.name)
  }

  private func validateMethod() throws {
    guard methodName != .barrett2017 else { return }
    let name = methodName.rawValue
    if compatibility != nil {
      throw ValidationError(
        "--compatibility warmup-stats reproduces barrett-2017, and not --method \(name)")
    }
    if rawTolerance {
      throw ValidationError("--raw-tolerance is for --method barrett-2017, and not for \(name)")
    }
    if case .seconds = tolerance {
      throw ValidationError(
        "--tolerance takes a percentage with --method \(name), such as 2%; a time is for --method "
          + "barrett-2017")
    }
    if methodName == .traini2023 { try validateTraini() }
  }

  private func validateTraini() throws {
    if penalty != nil {
      throw ValidationError(
        "--penalty is for other methods: traini-2023 chooses a penalty for each execution")
    }
    if case .fraction(1...) = tolerance {
      throw ValidationError("--tolerance takes less than 100% with --method traini-2023")
    }
  }

  /// The method that these arguments ask for, for results from some sources.
  func method(for sources: [ResultsSource]) -> Method {
    switch methodName {
    case .ratio, .traini2023:
      let method = Method(methodName)
      return tolerance.flatMap(method.with) ?? method
    case .barrett2017:
      var method = BarrettMethod(usesRawTolerance: rawTolerance, compatibility: compatibility)
      let usual: Tolerance =
        sources.contains(where: \.isMicrobenchmark) ? .fraction(0.01) : method.tolerance
      method.tolerance = tolerance ?? usual
      return .barrett2017(method)
    }
  }

  /// The options that these arguments ask for.
  ///
  /// - Parameters:
  ///   - interval: what the steady-performance interval is to say; `nil` for what suits the method.
  ///   - sources: where the results come from; what microbenchmarks write needs another tolerance.
  func options(interval: IntervalKind? = nil, for sources: [ResultsSource]) -> AnalysisOptions {
    var options = AnalysisOptions(method: method(for: sources))
    options.window = window ?? options.window
    options.steadyTail = steadyTail ?? options.steadyTail
    options.penaltyFactor = penalty?.value ?? options.penaltyFactor
    options.level = level?.value ?? options.level
    options.intervalKind = interval ?? options.intervalKind
    options.resampling = resamplingChoice
    return options
  }

  /// How intervals by resampling are found.
  var resamplingChoice: Resampling {
    switch resampling {
    case .exact: .exact
    case .monteCarlo: .monteCarlo(resamples: resamples, seed: seed)
    }
  }

  /// The summaries of what was read, with progress for those who watch.
  ///
  /// What the reader had to say is the first summary's to tell, before its own warnings.
  func analyze(
    _ results: ReadResults, interval: IntervalKind? = nil, isQuiet: Bool
  ) async -> [ExperimentSummary] {
    let options = options(interval: interval, for: results.sources)
    let progress = ProgressReport(isQuiet: isQuiet)
    defer { progress.finish() }
    var summaries: [ExperimentSummary] = []
    for experiment in results.experiments {
      summaries.append(
        await ExperimentSummary(
          analyzing: experiment, options: options, findsIntervals: findsIntervals, jobs: jobs,
          progress: { progress.update(completed: $0, total: $1) }))
    }
    summaries[0].warnings.insert(
      contentsOf: results.warnings + warnings(about: results.sources), at: 0)
    for index in summaries.indices { summaries[index].warnings = summaries[index].warnings.advised }
    return summaries
  }

  /// Hands the summary of each benchmark key to `body`, in the order of what was read, as soon as it
  /// is done, with progress for those who watch.
  ///
  /// What the reader had to say of a key is told with it, and all else with the first key.
  func analyzeKeyByKey(
    _ results: ReadResults, interval: IntervalKind?, isQuiet: Bool,
    _ body: (ExperimentSummary) throws -> Void
  ) async throws {
    let options = options(interval: interval, for: results.sources)
    let progress = ProgressReport(isQuiet: isQuiet)
    defer { progress.finish() }
    let keys = Set(results.experiments.flatMap(\.executions.keys))
    var warnings = Dictionary(grouping: results.warnings + warnings(about: results.sources)) {
      $0.key.flatMap { keys.contains($0) ? $0 : nil }
    }
    for experiment in results.experiments {
      try await experiment.analyzeKeyByKey(
        options: options, findsIntervals: findsIntervals, jobs: jobs,
        progress: { progress.update(completed: $0, total: $1) }
      ) { benchmark in
        var summary = ExperimentSummary(
          machine: experiment.machine, harness: experiment.harness, options: options,
          benchmarks: [benchmark])
        let told = [nil, benchmark.key].flatMap { warnings.removeValue(forKey: $0) ?? [] }
        summary.warnings = (told + summary.warnings).advised
        try body(summary)
      }
    }
  }

  /// That the tolerance is not the usual one, where it is so for the kind of results.
  func warnings(about sources: [ResultsSource]) -> [Warning] {
    guard methodName == .barrett2017, tolerance == nil,
      let source = sources.first(where: \.isMicrobenchmark)
    else { return [] }
    return [
      Warning(.relativeTolerance(fraction: 0.01, format: source.format.displayName))
    ].advised
  }
}

extension Method.Name {
  /// The names of all methods, as a help text lists them.
  static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
