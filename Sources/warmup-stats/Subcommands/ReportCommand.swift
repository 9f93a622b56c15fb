// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reports
import ResultsFiles
import WarmupStats

/// `warmup-stats report`: everything, as one HTML file.
struct ReportCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write everything as one HTML file: tables, and the run sequences behind them.",
    discussion: """
      The file needs no network and no other file.

      EXAMPLES:
        warmup-stats report results.json.bz2 -o report.html
        warmup-stats report --only-vms V8 results.json -o v8.html
        warmup-stats report --instrumentation hotspot_instr_data results.json -o report.html
      """)

  @OptionGroup(title: "Input") var input: InputArguments
  @OptionGroup(title: "Analysis") var analysis: AnalysisArguments
  @OptionGroup var recorded: InstrumentationArguments
  @OptionGroup(title: "Output") var output: OutputArguments

  @Option(help: "The title of the report.")
  var title: String?

  @Option(
    help: ArgumentHelp(
      "Mustache template; 'template report.html' prints the built-in.", valueName: "file"),
    completion: .file())
  var template: String?

  var inputPaths: [String] {
    input.paths + [recorded.instrumentation, template].compactMap(\.self)
  }

  mutating func validate() throws {
    if let suffix = OutputSuffix(of: output.output), !["html", "htm"].contains(suffix.text) {
      throw suffix.refusal(writing: ["html", "htm"], hasFormat: false)
    }
  }

  func run() async throws {
    let template = try TemplateFile.read(template, replacing: .report)
    let input = try await input.summaries(
      analysis, needsTimes: "report", isQuiet: output.quiet)
    var summaries = input.summaries
    let recorded = try recorded.read(for: input.measurements, self.input.reading)
    summaries[0].warnings += recorded.warnings
    let report = Report(
      of: summaries, title: title ?? Report.defaultTitle,
      sources: input.sources.map { LabelledFile($0.path).label },
      instrumentation: recorded.executions)
    try output.write(HTMLRenderer(template: template).render(report))
  }
}
