// SPDX-License-Identifier: GPL-3.0-or-later

public import ArgumentParser
public import Reports

/// The options that say how a table stands in a paper.
struct LaTeXArguments: ParsableArguments {
  @Flag(help: "LaTeX: a whole document, not a fragment to \\input.")
  var standalone = false

  @Option(
    help: ArgumentHelp(
      "LaTeX: how many groups, such as VMs, stand side by side.", valueName: "count"))
  var columns = 1

  @Option(
    help: ArgumentHelp(
      "LaTeX: what a fragment stands in: tabular, longtable, table or table* (default: tabular).",
      valueName: "name"))
  var environment: LaTeXEnvironment?

  @Option(
    help: ArgumentHelp(
      "LaTeX: how wide a fragment may be: column, text, or a length such as 241pt or 84mm "
        + "(default: text).", valueName: "width"), transform: Self.width)
  var width: LaTeXWidth?

  @Option(help: ArgumentHelp("LaTeX: the caption, in LaTeX.", valueName: "text"))
  var caption: String?

  @Option(help: ArgumentHelp("LaTeX: the label for references.", valueName: "name"))
  var label: String?

  @Flag(inversion: .prefixedNo, help: "LaTeX: what symbols and numbers mean, below the table.")
  var legend = true

  @Flag(help: "LaTeX: what symbols and numbers mean, and not the table.")
  var onlyLegend = false

  @Option(
    help: ArgumentHelp(
      "LaTeX: the size of values, in points (default: 8, or 7 where only that fits).",
      valueName: "points"))
  var fontSize: DecimalNumber?

  private static func width(_ argument: String) throws -> LaTeXWidth {
    guard let width = LaTeXWidth(argument) else {
      throw ValidationError(
        "--width takes column, text, or a length such as 241pt, 3.3in or 84mm, not \(argument)")
    }
    return width
  }

  mutating func validate() throws {
    try OptionBounds.check("--columns", columns, in: 1...100, takes: "a count from 1 to 100")
    try OptionBounds.check(
      "--font-size", fontSize?.value, in: 4...40, takes: "a size from 4 to 40 points")
    let environment = environment ?? .tabular
    if caption != nil || label != nil, !environment.takesCaption {
      throw ValidationError(
        "a \(environment.rawValue) has no caption or label: --environment table, table* or "
          + "longtable")
    }
    if label != nil, caption == nil, environment == .longtable {
      throw ValidationError("a longtable has a label where it has a caption: --caption")
    }
    let isLabel = label?.utf8.allSatisfy {
      $0 > 0x20 && $0 < 0x7F && !"\\{}%#~&$^,".utf8.contains($0)
    }
    guard isLabel != false else {
      throw ValidationError("--label takes letters, digits and signs such as : and -")
    }
    if onlyLegend, standalone || !legend {
      throw ValidationError("--only-legend is a fragment: not --standalone or --no-legend")
    }
  }

  /// The tables as a fragment, or as a document where that is asked for.
  ///
  /// - Throws: `CommandTrouble` if one does not fit.
  func text(of tables: [Table], template: String?) throws -> String {
    let renderer = try renderer(isStandalone: standalone, template: template)
    if onlyLegend { return tables.map(renderer.renderLegend).joined() }
    return try render(tables, by: renderer)
  }

  /// The tables as a document.
  ///
  /// - Throws: `CommandTrouble` if one does not fit.
  func document(of tables: [Table], template: String?) throws -> String {
    try render(tables, by: try renderer(isStandalone: true, template: template))
  }

  private func render(
    _ tables: [Table], by renderer: LaTeXRenderer
  ) throws(CommandTrouble) -> String {
    do {
      return try renderer.render(tables)
    } catch {
      throw .doesNotFit(reason: error.sentence)
    }
  }

  private func renderer(isStandalone: Bool, template: String?) throws -> LaTeXRenderer {
    if isStandalone, environment != nil || width != nil || onlyLegend {
      let option =
        environment != nil ? "--environment" : width != nil ? "--width" : "--only-legend"
      throw ValidationError("\(option) is for fragments; a document chooses its page")
    }
    return LaTeXRenderer(
      columns: columns, isStandalone: isStandalone, environment: environment ?? .tabular,
      width: width ?? .text, caption: caption, label: label, showsLegend: legend,
      fontSize: fontSize?.value, template: try TemplateFile.read(template, replacing: .table))
  }
}

extension LaTeXEnvironment: ExpressibleByArgument {}
