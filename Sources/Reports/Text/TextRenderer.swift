// SPDX-License-Identifier: GPL-3.0-or-later

internal import WarmupStats

/// Writes tables for terminals and plain-text files.
public struct TextRenderer: Sendable, Hashable {
  /// How many columns a line may take; `nil` if any number.
  public var width: Int?
  /// Whether to use colours, as ANSI escape sequences, which never carry meaning alone.
  public var usesColor: Bool

  /// How many columns running text takes at most, so that eyes find the next line.
  private static let readableWidth = 100

  /// Creates a renderer.
  public init(width: Int? = 80, usesColor: Bool = false) {
    self.width = width
    self.usesColor = usesColor
  }

  /// The table as lines, each ended by a newline.
  ///
  /// - Complexity: O(size of the table).
  public func render(_ table: Table) -> String {
    var lines = TextLines(inColor: usesColor)
    func write(_ line: StyledText) { lines.write(line: line) }
    write(StyledText(table.title, .strong))
    facts(of: table).forEach(write)
    if table.rows.isEmpty {
      write(StyledText())
      // A note says why, where there is one.
      if table.notes.isEmpty { write(StyledText("There is nothing to show.")) }
    } else {
      let layouts = layouts(of: table)
      let groups = table.groups
      for (layout, group) in layouts.flatMap({ layout in groups.map { (layout, $0) } }) {
        write(StyledText())
        lines.append(layout.lines(of: group, inColor: usesColor))
      }
      write(StyledText())
      layouts.flatMap(\.sentences).uniqued.flatMap { paragraph("\($0).") }.forEach(write)
      let omitted = layouts.flatMap(\.omittedHeadings).uniqued
      if !omitted.isEmpty {
        paragraph("Not shown for want of room: \(omitted.joined(separator: ", ")).").forEach(write)
      }
    }
    symbols(of: table).forEach(write)
    table.legend.flatMap { paragraph($0) }.forEach(write)
    for note in table.notes {
      let mark = note.number.map { superscript($0) + " " } ?? "Note: "
      paragraph(note.text, after: mark).forEach(write)
    }
    return lines.text.withoutWorkflowCommands
  }

  /// The layout of the table; of columns that do not fit and must not go, in bands below one another,
  /// each with the names in front.
  private func layouts(of table: Table) -> [TextLayout] {
    let room = width ?? .max
    let whole = TextLayout(table, width: room)
    let values = table.shownColumns.filter {
      table.columns[$0].role == .value && table.columns[$0].dropOrder == 0
    }
    guard whole.isTooWide, values.count > 2 else { return [whole] }
    var bands: [[Int]] = [[]]
    for value in values {
      let wider = bands[bands.count - 1] + [value]
      if wider.count > 1, TextLayout(table.showing(wider), width: room).isTooWide {
        bands.append([value])
      } else {
        bands[bands.count - 1] = wider
      }
    }
    return bands.map { TextLayout(table.showing($0), width: room) }
  }

  /// What is the same in all rows, on as few lines as possible.
  private func facts(of table: Table) -> [StyledText] {
    let facts = table.statedFacts.map { "\($0.name): \($0.value)" }
    return facts.isEmpty ? [] : paragraph(facts.joined(separator: "; "))
  }

  /// The symbols that the table uses, with their words and meanings.
  private func symbols(of table: Table) -> [StyledText] {
    let meanings = table.classLabels.map { "\($0.textSymbol) \($0.displayName): \($0.meaning)" }
    return meanings.isEmpty ? [] : paragraph(meanings.joined(separator: "; ") + ".")
  }

  /// Words in lines that fit, the second and later ones indented as far as the mark is wide.
  private func paragraph(_ text: String, after mark: String = "") -> [StyledText] {
    let indent = mark.displayWidth
    let available = max(20, min(width ?? .max, Self.readableWidth) - indent)
    let lines = text.withoutEndlessWords.escapedForTerminal.wrapped(to: available)
      .flatMap { $0.broken(to: available) }
    return lines.enumerated().map { index, line in
      StyledText(index == 0 ? mark : String(repeating: " ", count: indent))
        + StyledText(line, .faint)
    }
  }
}

/// A note's number, which is positive, in superscript digits.
func superscript(_ number: Int) -> String {
  String(number).utf8.reduce(into: "") { $0 += superscriptDigits[Int($1 - UInt8(ascii: "0"))] }
}

private let superscriptDigits = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
