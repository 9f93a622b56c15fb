// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reports
import ResultsFiles
import WarmupStats

/// `warmup-stats configuration`: what a warmup configuration costs, and what to run instead.
struct ConfigurationCommand: FormattedCommand {
  static let configuration = CommandConfiguration(
    commandName: "configuration",
    abstract: "Tell what a warmup configuration costs, how far off it is, and what to run instead.",
    discussion: """
      From executions that ran for longer than the configuration: how much of its warmup is wasted \
      or missing, and how far the mean of what it measures is from the steady one. Without \
      --warmup and --measurement, the warmup is what the harness regarded as such in the file.

      EXAMPLES:
        warmup-stats configuration --warmup 50 --measurement 20 results.json.bz2
        warmup-stats configuration --warmup 5x10s --measurement 5x10s --iteration-time 100ms \
      --harness JMH forks.csv
        warmup-stats configuration jmh-output.txt
      """)

  @OptionGroup(title: "Input") var input: InputArguments
  @OptionGroup(title: "Analysis") var analysis: AnalysisArguments

  @Option(
    help: ArgumentHelp(
      "What is measured after --warmup: iterations of the file, such as 50, or timed ones, such as "
        + "5x10s.", valueName: "iterations"))
  var measurement: RunPhase?

  @Option(
    help: ArgumentHelp(
      "Each iteration of the file was filled with invocations for that long, such as 100ms (default: "
        + "it took its own time).", valueName: "time"))
  var iterationTime: Tolerance?

  @Option(
    help: ArgumentHelp(
      "The harness in whose words a configuration is given (default: the file's).",
      valueName: "name"))
  var harness: String?

  @OptionGroup(title: "Output") var output: OutputArguments
  @OptionGroup(title: "Tables") var tables: TableArguments

  @Option(help: "How to write the result.")
  var format: StudyFormat?

  var inputPaths: [String] { input.paths + [tables.template].compactMap(\.self) }

  mutating func validate() throws {
    guard (warmup == nil) == (measurement == nil) else {
      throw ValidationError("--warmup and --measurement belong together: give both, or neither")
    }
    if let iterationTime {
      guard case .seconds(1e-9...1e6) = iterationTime else {
        throw ValidationError("--iteration-time takes a time from 1ns to 1000000s, such as 100ms")
      }
    }
  }

  /// The warmup, where it is given.
  private var warmup: RunPhase? {
    if case .configured(let phase) = input.reading.warmup { phase } else { nil }
  }

  /// What is run, where it is given.
  private var given: RunConfiguration? {
    guard let warmup, let measurement else { return nil }
    return RunConfiguration(warmup: warmup.phase, measurement: measurement.phase)
  }

  private var clock: IterationClock {
    if case .seconds(let seconds) = iterationTime { .filled(seconds: seconds) } else { .ownTime }
  }

  func run() async throws {
    var input = input
    if warmup != nil { input.reading.warmup = .harness(.keep) }
    let results = try input.read()
    _ = try results.onlyExperiment()
    let summary = await analysis.withoutIntervals.analyze(results, isQuiet: output.quiet)[0]
    let study = await ConfigurationStudy(
      of: summary, configuration: given, clock: clock, jobs: analysis.jobs)
    guard !study.benchmarks.isEmpty else {
      throw CommandTrouble.nothingToAnalyze(
        reason: given == nil
          ? "the file does not say which iterations are warmup: give --warmup and --measurement"
          : "no execution completed")
    }
    let harness = harness ?? summary.harness
    let format = try output.format(format)
    if let format = format.ofTable {
      let table = Table(configurations: study, harness: harness, warnings: summary.warnings)
      try tables.write(table, as: format, to: output)
    } else if format == .svg {
      try output.write(SVGRenderer().render(Chart(configurations: study)))
    } else {
      let document = ConfigurationDocument(
        study, command: { $0.command(inWordsOf: harness) }, version: WarmupStatsCommand.version)
      try output.write(document.jsonText())
    }
    output.tell(summary.warnings, besides: format)
  }
}

/// Iterations of a run, written as 50 or as 5x10s.
struct RunPhase: ExpressibleByArgument {
  var phase: RunConfiguration.Phase

  init?(argument: String) {
    let parts = argument.split(separator: "x", omittingEmptySubsequences: false).map(String.init)
    guard let count = Int(parts[0]), (0...OptionBounds.iterations).contains(count) else {
      return nil
    }
    switch parts.count {
    case 1: phase = .recorded(count)
    case 2:
      guard case .seconds(1e-9...1e6)? = Tolerance(argument: parts[1]),
        case .seconds(let seconds)? = Tolerance(argument: parts[1])
      else { return nil }
      phase = .timed(iterations: count, seconds: seconds)
    default: return nil
    }
  }
}
