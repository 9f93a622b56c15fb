// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reports
import ResultsFiles
import WarmupStats

/// `warmup-stats penalties`: what is concluded at which penalty of changepoints.
struct PenaltiesCommand: FormattedCommand {
  static let configuration = CommandConfiguration(
    commandName: "penalties",
    abstract: "Tell over which penalties of changepoints a conclusion holds.",
    discussion: """
      All segmentations of least cost between two penalties are found, and folded to where the \
      class of an execution changes. The elbow that other programs choose a penalty by is marked, \
      and is never the default.

      EXAMPLES:
        warmup-stats penalties results.json.bz2
        warmup-stats penalties --between 4..200 --only-benchmarks fasta results.json
        warmup-stats penalties --only-vms V8 results.json -o changepoints.svg
      """)

  @OptionGroup(title: "Input") var input: InputArguments
  @OptionGroup(title: "Analysis") var analysis: AnalysisArguments

  @Option(
    help: ArgumentHelp(
      "The least and the greatest penalty, as factors of log n.", valueName: "from..to"))
  var between = FactorRange(4...100)

  @OptionGroup(title: "Output") var output: OutputArguments
  @OptionGroup(title: "Tables") var tables: TableArguments

  @Option(help: "How to write the result.")
  var format: StudyFormat?

  var inputPaths: [String] { input.paths + [tables.template].compactMap(\.self) }

  mutating func validate() throws {
    guard analysis.methodName != .traini2023 else {
      throw ValidationError(
        "penalties is for methods that are given a penalty: traini-2023 chooses its own")
    }
    guard analysis.compatibility == nil else {
      throw ValidationError(
        "penalties finds segmentations of least cost, and not those of --compatibility "
          + "warmup-stats")
    }
  }

  func run() async throws {
    let results = try input.read()
    let experiment = try results.onlyExperiment()
    let options = analysis.options(for: results.sources)
    let progress = ProgressReport(isQuiet: output.quiet)
    let study = await PenaltyStudy(
      of: experiment, factors: between.range, options: options, jobs: analysis.jobs,
      progress: { progress.update(completed: $0, total: $1) })
    progress.finish()
    let warnings = results.warnings + analysis.warnings(about: results.sources)
    let format = try output.format(format)
    if let format = format.ofTable {
      let table = Table(penalties: study, warnings: warnings)
      try tables.write(table, as: format, to: output)
    } else if format == .svg {
      let summary = await ExperimentSummary(
        analyzing: experiment, options: options, findsIntervals: false, jobs: analysis.jobs)
      let chart = Chart(penalties: study, of: summary.benchmarks)
      try output.write(SVGRenderer().render(chart))
    } else {
      try output.write(PenaltyDocument(study, version: WarmupStatsCommand.version).jsonText())
    }
    output.tell(warnings, besides: format)
  }
}

/// Penalties as factors of log n, written as 4..100.
struct FactorRange: ExpressibleByArgument {
  var range: ClosedRange<Double>

  init(_ range: ClosedRange<Double>) { self.range = range }

  init?(argument: String) {
    let ends = argument.split(separator: "..", omittingEmptySubsequences: false)
      .map { DecimalNumber.value(of: $0) }
    guard ends.count == 2, let low = ends[0], let high = ends[1], low < high,
      OptionBounds.penalty.contains(low), OptionBounds.penalty.contains(high)
    else { return nil }
    range = low...high
  }

  var defaultValueDescription: String { "4..100" }
}
