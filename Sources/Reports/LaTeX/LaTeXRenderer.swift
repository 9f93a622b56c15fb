// SPDX-License-Identifier: GPL-3.0-or-later

/// Writes tables in LaTeX, as a fragment for `\input` or as a whole document.
public struct LaTeXRenderer: Sendable {
  /// How many groups of rows stand side by side.
  public var columns: Int
  /// Whether to write a whole document.
  public var isStandalone: Bool
  /// The document.
  public var template: Template

  /// Creates a renderer with the built-in document, or another.
  ///
  /// - Precondition: `columns` is at least 1.
  public init(
    columns: Int = 1, isStandalone: Bool = false, template: Template = .builtIn(.table)
  ) {
    precondition(columns >= 1, "a table has at least one column of groups")
    self.columns = columns
    self.isStandalone = isStandalone
    self.template = template
  }

  /// How many columns a page has room for unless it is turned.
  private static let mostColumnsUpright = 7

  /// The packages and symbols that a fragment needs in the preamble of its document.
  public static var preamble: String {
    String(decoding: PackageResources.preamble_tex, as: UTF8.self)
  }

  /// The table in LaTeX.
  ///
  /// - Complexity: O(size of the table).
  public func render(_ table: Table) -> String {
    let layout = LaTeXLayout(table, columns: columns)
    let isWide = columns > 1 || table.shownColumns.count > Self.mostColumnsUpright
    return template.render([
      "isStandalone": .flag(isStandalone),
      "class": .text(isWide ? "10pt,landscape" : "10pt"),
      "geometry": .text(columns > 2 ? "a3paper,margin=1.5cm" : "a4paper,margin=1.5cm"),
      "preamble": .text(Self.preamble),
      "title": .text(table.title),
      "facts": .list(
        table.statedFacts.map { ["name": .text($0.name), "value": .text($0.value)] }),
      "size": .text(isWide ? "\\scriptsize" : "\\footnotesize"),
      "intervalSize": .text(isWide ? "\\tiny" : "\\scriptsize"),
      "columnSpec": .text(layout.columnSpec),
      "headings": .list(layout.headings),
      "bands": .list(layout.bands),
      "symbols": .list(
        table.classLabels.map {
          ["macro": .text($0.macro), "word": .text($0.displayName), "meaning": .text($0.meaning)]
        }),
      "legend": .list(table.legend.map(TemplateValue.text)),
      "notes": .list(
        table.notes.map {
          ["number": .text($0.number.map(String.init) ?? ""), "text": .text($0.text)]
        }),
    ])
  }

  /// The tables in LaTeX, one after another, in one document if it is to be whole.
  ///
  /// - Complexity: O(size of the tables).
  public func render(_ tables: [Table]) -> String {
    guard let first = tables.first else { return "" }
    var document = render(first)
    var fragments = self
    fragments.isStandalone = false
    let rest = tables.dropFirst().map { "\n\\bigskip\n" + fragments.render($0) }.joined()
    let end = document.ranges(of: "\\end{document}").last?.lowerBound ?? document.endIndex
    document.insert(contentsOf: rest, at: end)
    return document
  }

  /// The numbers as macros, a `\newcommand` each, that need the package xspace and load it if
  /// they stand in a document's preamble.
  public func render(_ macros: OverallMacros) -> String {
    """
    % Numbers by warmup-stats, for \\input in the preamble of a document.
    \\ifdefined\\xspace\\else\\RequirePackage{xspace}\\fi

    """
      + macros.numbers.map { number in
        "\\newcommand{\\\(number.name)}{\(number.text.escapedForLaTeX)\\xspace}"
          + " % \(number.meaning.escapedForTerminal)\n"
      }.joined()
  }
}

extension ClassLabel {
  /// The macro that draws its symbol.
  var macro: String {
    switch self {
    case .flat: "\\wsflat"
    case .warmup: "\\wswarmup"
    case .slowdown: "\\wsslowdown"
    case .noSteadyState: "\\wsnosteadystate"
    case .tooFewIterations: "\\wstoofewiterations"
    case .singleMeasurement: "\\wssinglemeasurement"
    case .goodInconsistent: "\\wsgoodinconsistent"
    case .badInconsistent: "\\wsbadinconsistent"
    case .crashed: "\\wscrashed"
    }
  }
}
