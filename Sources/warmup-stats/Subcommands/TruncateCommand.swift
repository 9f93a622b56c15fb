// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reports
import ResultsFiles
import WarmupStats

/// `warmup-stats truncate`: how long to run.
struct TruncateCommand: FormattedCommand {
  static let configuration = CommandConfiguration(
    commandName: "truncate",
    abstract: "Tell whether fewer iterations or executions would have led to the same conclusions.",
    discussion: """
      EXAMPLES:
        warmup-stats truncate results.json.bz2
        warmup-stats truncate --draws 5000 --only-vms PyPy results.json
        warmup-stats truncate --rule steady:quick results.json
      """)

  @OptionGroup(title: "Input") var input: InputArguments
  @OptionGroup(title: "Analysis") var analysis: AnalysisArguments

  @Option(help: ArgumentHelp("How often executions are drawn.", valueName: "count"))
  var draws = TruncationOptions().draws

  @Option(
    help: ArgumentHelp(
      "How far the mean of fewer executions may lie from that of all (default: 1%).",
      valueName: "%"))
  var minEffect: Effect?

  @Option(
    help: ArgumentHelp(
      "The half-width that fewer executions may give (default: 1.5 times that of all).",
      valueName: "%"))
  var target: Effect?

  @OptionGroup var stopping: RuleArguments
  @OptionGroup var stopped: StoppedArguments
  @OptionGroup(title: "Output") var output: OutputArguments
  @OptionGroup(title: "Tables") var tables: TableArguments

  @Option(help: "How to write the result.")
  var format: StudyFormat?

  var inputPaths: [String] { input.paths + [tables.template].compactMap(\.self) }

  mutating func validate() throws {
    try OptionBounds.check(
      "--draws", draws, in: 1...1_000_000, takes: "a count from 1 to 1000000")
  }

  func run() async throws {
    let results = try input.read()
    try stopped.check(results.experiments)
    if let rule = stopping.rule { return try await writeRule(rule, results) }
    let experiment = try results.onlyExperiment()
    try experiment.refuseSingleMeasurements()
    var options = TruncationOptions()
    options.draws = draws
    options.seed = analysis.seed
    options.minimumEffect = minEffect?.fraction ?? options.minimumEffect
    options.wantedHalfWidth = target?.fraction
    options.level = analysis.level?.value ?? options.level
    let progress = ProgressReport(isQuiet: output.quiet)
    let study = await TruncationStudy(
      truncating: experiment, analysis: analysis.options(for: results.sources), options: options,
      jobs: analysis.jobs, progress: { progress.update(completed: $0, total: $1) })
    progress.finish()
    let format = try output.format(format)
    if let format = format.ofTable {
      try tables.write(Table(truncation: study), as: format, to: output)
    } else if format == .svg {
      try output.write(SVGRenderer().render(Chart(truncation: study)))
    } else {
      try output.write(
        TruncationDocument(
          study, analysis: analysis.options(for: results.sources),
          version: WarmupStatsCommand.version
        ).jsonText())
    }
    output.tell(results.warnings + analysis.warnings(about: results.sources))
  }
}

extension TruncateCommand {
  /// Writes where a rule would have stopped executions.
  private func writeRule(_ rule: StopRule, _ results: ReadResults) async throws {
    let summaries = await analysis.withoutIntervals.analyze(results, isQuiet: output.quiet)
    guard let format = try output.format(format).ofTable else {
      throw ValidationError("--rule shows a table: text, markdown, csv, latex, pdf or html")
    }
    try tables.write(stopping.table(of: summaries, rule), as: format, to: output)
  }
}

extension ReadResults {
  /// The experiment of the one machine that a study is about.
  func onlyExperiment() throws(CommandTrouble) -> Experiment {
    guard experiments.count == 1 else {
      throw .nothingToAnalyze(
        reason: "a study is of one machine, and these are "
          + experiments.map(\.machine).joined(separator: ", "))
    }
    return experiments[0]
  }
}

extension Experiment {
  /// Refuses benchmarks all of whose executions have one iteration: nothing can be left out of it.
  fileprivate func refuseSingleMeasurements() throws(CommandTrouble) {
    guard let key = singleMeasurements.first else { return }
    throw .nothingToAnalyze(
      reason: "\(key) has one iteration in each execution, a single measurement, and none can be "
        + "left out of it; choose others with --only-benchmarks or --only-vms")
  }
}
