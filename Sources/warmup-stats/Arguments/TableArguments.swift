// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reports

/// The options that say how a table looks.
struct TableArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Colours in text: auto, always or never.", valueName: "when"))
  var color = ColorChoice.auto

  @OptionGroup var latex: LaTeXArguments

  @Option(
    help: ArgumentHelp(
      "Mustache template for LaTeX or HTML; 'template' prints the built-in.", valueName: "file"),
    completion: .file())
  var template: String?

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
    case .latex:
      try output.write(try latex.text(of: tables, template: template))
    case .pdf:
      let document = try latex.document(of: tables, template: template)
      try ResultWriter.write(
        try ExternalProgram.pdf(ofLaTeX: document), to: output.output, named: "PDF")
    case .html where tables.count == 1: try write(tables[0], as: .html, to: output)
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
