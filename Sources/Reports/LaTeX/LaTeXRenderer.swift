// SPDX-License-Identifier: GPL-3.0-or-later

/// Writes tables in LaTeX, as a fragment for `\input` or as a whole document.
///
/// The width of a table is computed before it is written. What is too wide is written more narrowly,
/// then divided into bands of columns, and never cut.
public struct LaTeXRenderer: Sendable {
  /// How many groups of rows stand side by side.
  public var columns: Int
  /// Whether to write a whole document.
  public var isStandalone: Bool
  /// What a fragment stands in; a document has a longtable.
  public var environment: LaTeXEnvironment
  /// How wide a fragment may be; a document chooses its page.
  public var width: LaTeXWidth
  /// The caption, in LaTeX; `nil` for the title of the table in floats, and none elsewhere.
  public var caption: String?
  /// The label for references; `nil` if there is none.
  public var label: String?
  /// Whether what the symbols and numbers mean stands below the table.
  public var showsLegend: Bool
  /// The size of values, in points; `nil` for 8, or 7 where that fits and 8 does not.
  public var fontSize: Double?
  /// The document.
  public var template: Template

  /// Creates a renderer with the built-in document, or another.
  ///
  /// - Precondition: `columns` is at least 1.
  public init(
    columns: Int = 1, isStandalone: Bool = false, environment: LaTeXEnvironment = .tabular,
    width: LaTeXWidth = .text, caption: String? = nil, label: String? = nil,
    showsLegend: Bool = true, fontSize: Double? = nil, template: Template = .builtIn(.table)
  ) {
    precondition(columns >= 1, "a table has at least one column of groups")
    self.columns = columns
    self.isStandalone = isStandalone
    self.environment = environment
    self.width = width
    self.caption = caption
    self.label = label
    self.showsLegend = showsLegend
    self.fontSize = fontSize
    self.template = template
  }

  /// The packages and symbols that a fragment needs in the preamble of its document.
  public static var preamble: String {
    String(decoding: PackageResources.preamble_tex, as: UTF8.self)
  }

  /// The table in LaTeX.
  ///
  /// - Throws: ``LaTeXTooWide`` if it does not fit.
  /// - Complexity: O(size of the table).
  public func render(_ table: Table) throws(LaTeXTooWide) -> String { try render([table]) }

  /// The tables in LaTeX, one after another, in one document if it is to be whole.
  ///
  /// - Throws: ``LaTeXTooWide`` if one does not fit.
  /// - Complexity: O(size of the tables).
  public func render(_ tables: [Table]) throws(LaTeXTooWide) -> String {
    let page = isStandalone ? page(for: tables) : nil
    var documents: [TemplateValue] = []
    for table in tables {
      let layouts = try fitting(table).layouts(in: page?.width ?? width.points(in: environment))
      documents.append(values(of: table, layouts))
    }
    return template.render([
      "isStandalone": .flag(isStandalone),
      "class": .text(page?.options ?? ""), "geometry": .text(page?.geometry ?? ""),
      "preamble": .text(Self.preamble), "tables": .list(documents),
    ])
  }

  /// What the symbols and numbers of a table mean, as a fragment of its own, which a paper needs
  /// once.
  ///
  /// - Complexity: O(size of the table).
  public func renderLegend(of table: Table) -> String {
    var values = values(ofLegend: table)
    values["isOnlyLegend"] = true
    return template.render(["tables": .list([.object(values)])])
  }

  // MARK: Room

  private func fitting(_ table: Table) -> LaTeXFitting {
    LaTeXFitting(table: table, columns: columns, sizes: fontSize.map { [$0] } ?? [8, 7])
  }

  /// The pages of a document, from the smallest.
  private static let pages: [(options: String, geometry: String, width: Double)] = [
    ("10pt", "a4paper,margin=1.5cm", 512), ("10pt,landscape", "a4paper,margin=1.5cm", 759),
    ("10pt,landscape", "a3paper,margin=1.5cm", 1109),
  ]

  /// The smallest page on which all tables stand with the words beside their symbols, else the
  /// greatest.
  private func page(for tables: [Table]) -> (options: String, geometry: String, width: Double) {
    Self.pages.first { page in
      tables.allSatisfy { fitting($0).whole(in: page.width, withWords: true) != nil }
    } ?? Self.pages[Self.pages.count - 1]
  }

  /// How high a part of a table may be, in points: less than the text of any usual class, with its
  /// legend below; a longtable ends its pages itself.
  private func height(with table: Table) -> Double {
    guard chosenEnvironment != .longtable else { return .infinity }
    let letters = showsLegend ? words(below: table).reduce(0) { $0 + $1.count } : 0
    let lines = (4 * Double(letters) / width.points(in: environment)).rounded(.up)
    return max(120, 500 - (environment.isFloat ? 9.6 * lines : 0))
  }

  private func words(below table: Table) -> [String] {
    table.legend + table.notes.map(\.text) + table.classLabels.map { $0.displayName + $0.meaning }
  }

  private var chosenEnvironment: LaTeXEnvironment { isStandalone ? .longtable : environment }

  // MARK: Values

  private func values(of table: Table, _ layouts: [LaTeXLayout]) -> TemplateValue {
    let limit = height(with: table)
    let parts = layouts.flatMap { $0.parts(noHigherThan: limit) }
    let environment = chosenEnvironment
    var values = values(ofLegend: table)
    values["title"] = .text(table.title)
    values["size"] = parts[0].values["size"]
    values["isOnlyLegend"] = false
    values["parts"] = .list(
      parts.enumerated().map { index, part in
        let isLast = index == parts.count - 1
        var part = part.values
        part["environment"] = .text(environment.rawValue)
        part["isFloat"] = .flag(environment.isFloat)
        part["isLong"] = .flag(environment == .longtable)
        part["isContinued"] = .flag(index > 0)
        part["caption"] = .text(caption(of: table, part: index + 1, of: parts.count) ?? "")
        part["label"] = .text(index == 0 ? label ?? "" : "")
        part["facts"] = index == 0 ? values["facts"] : .nothing
        part["legend"] = isLast ? .object(values) : .nothing
        return .object(part)
      })
    return .object(values)
  }

  /// The caption of a part; `nil` if it has none.
  private func caption(of table: Table, part: Int, of parts: Int) -> String? {
    guard chosenEnvironment.takesCaption,
      let caption = caption ?? (chosenEnvironment.isFloat ? table.title.escapedForLaTeX : nil)
    else { return nil }
    return parts == 1 ? caption : "\(caption) (\(part) of \(parts))"
  }

  private func values(ofLegend table: Table) -> [String: TemplateValue] {
    let notes = table.notes.filter { showsLegend || $0.number != nil }
    let facts = table.statedFacts.map { fact -> TemplateValue in
      ["name": .text(fact.name), "value": .text(fact.value.breakableWordsInLaTeX)]
    }
    return [
      "facts": .list(facts),
      "symbols": .list(
        (showsLegend ? table.classLabels : []).map {
          ["macro": .text($0.macro), "word": .text($0.displayName), "meaning": .text($0.meaning)]
        }),
      "sentences": .list((showsLegend ? table.legend : []).map { .text($0.breakableWordsInLaTeX) }),
      "notes": .list(
        notes.map {
          [
            "number": .text($0.number.map(String.init) ?? ""),
            "text": .text($0.text.breakableWordsInLaTeX),
          ]
        }),
    ]
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
    case .steady: "\\wssteady"
    case .tooFewIterations: "\\wstoofewiterations"
    case .singleMeasurement: "\\wssinglemeasurement"
    case .goodInconsistent: "\\wsgoodinconsistent"
    case .badInconsistent: "\\wsbadinconsistent"
    case .inconsistent: "\\wsinconsistent"
    case .crashed: "\\wscrashed"
    }
  }
}
