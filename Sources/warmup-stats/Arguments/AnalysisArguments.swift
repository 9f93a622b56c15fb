// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import ResultsFiles
import WarmupStats

/// The options that say how executions are analysed.
struct AnalysisArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Width of the window in which outliers are judged (default: 10%).", valueName: "count|%"))
  var window: IterationCount?

  @Option(
    help: ArgumentHelp(
      "How many iterations at the end must be steady (default: 25%).", valueName: "count|%"))
  var steadyTail: IterationCount?

  @Option(
    help: ArgumentHelp("Differences up to this do not matter (default: 1ms).", valueName: "time|%"))
  var tolerance: Tolerance?

  @Flag(help: "Judge by the tolerance alone, without the steady state's variance.")
  var rawTolerance = false

  @Option(
    help: ArgumentHelp(
      "Changepoint penalty, as a factor of log n (default: 15).", valueName: "factor"))
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
      "Reproduce another program's answers: warmup-stats, the published tool.", valueName: "program"
    ))
  var compatibility: Compatibility?

  @Option(help: ArgumentHelp("How many cores to use (default: all).", valueName: "count"))
  var jobs: Int?

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
  }

  /// The options that these arguments ask for.
  ///
  /// - Parameters:
  ///   - interval: what the steady-performance interval is to say.
  ///   - sources: where the results come from; what microbenchmarks write needs another tolerance.
  func options(interval: IntervalKind = .pooled, for sources: [ResultsSource] = [])
    -> AnalysisOptions
  {
    var options = AnalysisOptions()
    options.window = window ?? options.window
    options.steadyTail = steadyTail ?? options.steadyTail
    options.tolerance =
      tolerance ?? (sources.contains(where: \.isMicrobenchmark) ? .fraction(0.01) : .seconds(0.001))
    options.usesRawTolerance = rawTolerance
    options.penaltyFactor = penalty?.value ?? options.penaltyFactor
    options.level = level?.value ?? options.level
    options.intervalKind = interval
    options.compatibility = compatibility
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
    _ results: ReadResults, interval: IntervalKind = .pooled, isQuiet: Bool
  ) async -> [ExperimentSummary] {
    let options = options(interval: interval, for: results.sources)
    let progress = ProgressReport(isQuiet: isQuiet)
    defer { progress.finish() }
    var summaries: [ExperimentSummary] = []
    for experiment in results.experiments {
      summaries.append(
        await ExperimentSummary(
          analyzing: experiment, options: options, jobs: jobs,
          progress: { progress.update(completed: $0, total: $1) }))
    }
    summaries[0].warnings.insert(
      contentsOf: results.warnings + warnings(about: results.sources), at: 0)
    for index in summaries.indices { summaries[index].warnings = summaries[index].warnings.advised }
    return summaries
  }

  /// That the tolerance is not the usual one, where it is so for the kind of results.
  func warnings(about sources: [ResultsSource]) -> [Warning] {
    guard tolerance == nil, let source = sources.first(where: \.isMicrobenchmark) else { return [] }
    return [
      Warning(.relativeTolerance(fraction: 0.01, format: source.format.name))
    ].advised
  }
}
