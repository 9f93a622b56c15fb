// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reports
import ResultsFiles
import WarmupStats

/// `warmup-stats sensitivity`: how much the classes depend on the options.
struct SensitivityCommand: FormattedCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensitivity",
    abstract: "Tell how many executions change class as the options vary.",
    discussion: """
      Without --vary, all options are varied in turn over values around their defaults.

      EXAMPLES:
        warmup-stats sensitivity results.json.bz2
        warmup-stats sensitivity --vary tolerance=0.1ms..100ms --vary penalty=5..30 results.json
        warmup-stats sensitivity --vary tolerance=1%,2%,5% --vary window results.json
      """)

  @OptionGroup(title: "Input") var input: InputArguments
  @OptionGroup(title: "Analysis") var analysis: AnalysisArguments

  @Option(
    help: ArgumentHelp(
      "An option to vary, with the values to try if not the usual: a list or a range, as in "
        + "penalty=5..30; may be given again.", valueName: "option[=values]"))
  var vary: [VariedOption] = []

  @OptionGroup(title: "Output") var output: OutputArguments
  @OptionGroup(title: "Tables") var tables: TableArguments

  @Option(help: "How to write the result.")
  var format: StudyFormat?

  var inputPaths: [String] { input.paths + [tables.template].compactMap(\.self) }

  func run() async throws {
    let method = Method(analysis.methodName)
    let varied = vary.isEmpty ? VariedOption.Name.all(for: method).map { VariedOption($0) } : vary
    let settings = try varied.flatMap { try $0.settings(for: method) }
    let results = try input.read()
    let progress = ProgressReport(isQuiet: output.quiet)
    let study = await SensitivityStudy(
      of: try results.onlyExperiment(), varying: settings,
      options: analysis.options(for: results.sources), jobs: analysis.jobs,
      progress: { progress.update(completed: $0, total: $1) })
    progress.finish()
    let format = try output.format(format)
    if let format = format.ofTable {
      try tables.write(Table(sensitivity: study), as: format, to: output)
    } else if format == .svg {
      try output.write(SVGRenderer().render(Chart(sensitivity: study)))
    } else {
      try output.write(SensitivityDocument(study, version: WarmupStatsCommand.version).jsonText())
    }
    output.tell(results.warnings + analysis.warnings(about: results.sources))
  }
}
