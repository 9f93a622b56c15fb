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
      The file needs no network and no other file. Of very many benchmarks it is large: --pages writes
      a folder with a page that lists them all, and pages with the run sequences of some each.

      EXAMPLES:
        warmup-stats report results.json.bz2 -o report.html
        warmup-stats report --only-vms V8 results.json -o v8.html
        warmup-stats report --pages 50 results.json -o report/
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

  @Option(
    help: ArgumentHelp(
      "Write pages of so many benchmarks, and an index.html of all, to the folder of --output.",
      valueName: "count"))
  var pages: Int?

  var inputPaths: [String] {
    input.paths + [recorded.instrumentation, template].compactMap(\.self)
  }

  mutating func validate() throws {
    if let pages {
      guard pages > 0 else { throw ValidationError("--pages: a page has at least one benchmark") }
      guard let folder = output.output else {
        throw ValidationError("--pages writes several files: name a folder with --output")
      }
      guard OutputSuffix(of: folder) == nil else {
        throw ValidationError("--pages writes several files: --output names a folder, and no file")
      }
      return
    }
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
    let renderer = HTMLRenderer(template: template)
    guard let pages else { return try output.write(renderer.render(report)) }
    try write(PagedReport(report, rowsPerPage: pages), with: renderer)
  }

  /// Writes the pages, and at last the one that leads to them.
  private func write(_ report: PagedReport, with renderer: HTMLRenderer) throws {
    let folder = OutputFolder(path: output.output ?? "", suffix: "html")
    let pages = zip(report.names + [PagedReport.nameOfIndex], report.pages + [report.index])
    for (name, _) in pages {
      try InputOutputCheck.refuse(
        folder.target(name), ifAmong: inputPaths, named: "--output: \(folder.target(name))")
    }
    try folder.make()
    for (name, page) in pages {
      try ResultWriter.write(renderer.render(page), to: folder.target(name))
    }
  }
}
