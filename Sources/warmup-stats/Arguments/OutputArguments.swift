// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reports
import WarmupStats

/// When to use colours.
enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
  case auto, always, never
}

/// The options that say where a result goes.
struct OutputArguments: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write to this file; its suffix chooses the format.", valueName: "file"),
    completion: .file())
  var output: String?

  @Flag(name: .shortAndLong, help: "No progress, and no warnings beside the result.")
  var quiet = false

  /// The format asked for, else that of the output's suffix, else text.
  ///
  /// - Throws: `ValidationError` if the suffix is that of another kind of file.
  func format<Format: ResultFormat>(_ format: Format?) throws -> Format {
    if let format { return format }
    return try Format(suffixOf: output) ?? .text
  }

  /// Writes the result.
  func write(_ text: String) throws(CommandTrouble) {
    try ResultWriter.write(text, to: output)
  }

  /// Tells on the standard error what the result in this format does not.
  func tell(_ warnings: [Warning], besides format: some ResultFormat) {
    if !format.showsWarnings { tell(warnings) }
  }

  /// Tells on the standard error what no form of the result does.
  func tell(_ warnings: [Warning]) {
    guard !quiet else { return }
    for warning in warnings { Console.current.report(warning) }
  }
}

/// The options that say how a table looks.
struct TableArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Colours in text: auto, always or never.", valueName: "when"))
  var color = ColorChoice.auto

  @Flag(help: "LaTeX: a whole document, not a fragment to \\input.")
  var standalone = false

  @Option(help: ArgumentHelp("LaTeX: how many VMs stand side by side.", valueName: "count"))
  var columns = 1

  @Option(
    help: ArgumentHelp(
      "Mustache template for LaTeX or HTML; 'template' prints the built-in.", valueName: "file"),
    completion: .file())
  var template: String?

  mutating func validate() throws {
    try OptionBounds.check("--columns", columns, in: 1...100, takes: "a count from 1 to 100")
  }

  /// Writes a table in a format to where the result goes.
  func write(_ table: Table, as format: TableFormat, to output: OutputArguments) throws {
    if format == .html {
      let template = try TemplateFile.read(template, replacing: .report)
      try output.write(HTMLRenderer(template: template).render(table))
    } else {
      try write([table], as: format, to: output)
    }
  }

  /// Writes tables, one after another, in a format to where the result goes; HTML has reports for
  /// that.
  func write(_ tables: [Table], as format: TableFormat, to output: OutputArguments) throws {
    switch format {
    case .text:
      let isIntoFile = output.output != nil
      let renderer = TextRenderer(
        width: isIntoFile ? Console.current.chosenWidth : Console.current.width,
        usesColor: usesColor(intoFile: isIntoFile))
      try output.write(tables.map(renderer.render).joined(separator: "\n"))
    case .markdown:
      try output.write(MarkdownRenderer().render(tables))
    case .csv: try output.write(tables.map(CSVRenderer().render).joined(separator: "\n"))
    case .latex: try output.write(latex(isStandalone: standalone).render(tables))
    case .pdf:
      let document = try latex(isStandalone: true).render(tables)
      try ResultWriter.write(
        try ExternalProgram.pdf(ofLaTeX: document), to: output.output, named: "PDF")
    case .html:
      try write(
        Report(title: tables.map(\.title).joined(separator: "; "), tables: tables), to: output)
    }
  }

  /// Writes a report in HTML to where the result goes.
  func write(_ report: Report, to output: OutputArguments) throws {
    let template = try TemplateFile.read(template, replacing: .report)
    try output.write(HTMLRenderer(template: template).render(report))
  }

  private func latex(isStandalone: Bool) throws -> LaTeXRenderer {
    LaTeXRenderer(
      columns: columns, isStandalone: isStandalone,
      template: try TemplateFile.read(template, replacing: .table))
  }

  /// Whether text is to be coloured.
  ///
  /// By itself only on a terminal, and not where `NO_COLOR` is set (https://no-color.org).
  private func usesColor(intoFile: Bool) -> Bool {
    let console = Console.current
    return switch color {
    case .always: true
    case .never: false
    case .auto:
      console.outputIsTerminal && !intoFile && (console.environment["NO_COLOR"] ?? "").isEmpty
        && console.environment["TERM"] != "dumb"
    }
  }
}
