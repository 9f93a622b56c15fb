// SPDX-License-Identifier: GPL-3.0-or-later

/// A column of a table as text, which can be written more narrowly.
struct TextColumn {
  let column: Column
  private(set) var cells: [TextCell] = []
  /// The widths of the two halves of the cells.
  private var widths = (before: 0, after: 0)
  private let rows: [Row]
  /// Which of the cells of a row is that of the column.
  private let index: Int
  private var presentation = TextPresentation()
  /// Whether the column carries the marks of the rows' footnotes.
  private let showsMarks: Bool

  /// The names, of a column of names: at first in full.
  private var names: [String] = []
  /// What was taken from the names; `nil` if they are in full.
  private(set) var shared: SharedNameParts?

  /// The width that the names were shortened or broken to; of no account for other columns.
  private(set) var labelWidth = 0

  /// The width of the longest name; of no account for other columns.
  private(set) var widestLabel = 0

  /// Whether names are broken into lines.
  private(set) var isBroken = false

  /// Whether the cells are names, which can be shortened.
  var isLabel: Bool { column.holdsNames }

  /// Creates a column as wide as it likes.
  init(_ column: Column, at index: Int, of rows: [Row], showsMarks: Bool) {
    self.column = column
    self.index = index
    self.rows = rows
    self.showsMarks = showsMarks
    guard isLabel else {
      present { _ in }
      return
    }
    write(names: rows.map { $0.cells[index].plainText.escapedForTerminal })
    if widestLabel > String.widestName, shortenLabels(to: String.widestName) {
      widestLabel = String.widestName
    }
  }

  /// The width of the cells, or what the heading needs for its longest word and for three lines if
  /// that is wider.
  var width: Int {
    var heading = headingWords.map(\.displayWidth).max() ?? 0
    while column.headingWithUnit.wrapped(to: heading).count > 3 { heading += 1 }
    return max(widths.before + widths.after, heading)
  }

  /// The heading in as many lines as the column's width demands.
  var headingLines: [String] {
    column.headingWithUnit.wrapped(to: width)
  }

  private var headingWords: [String] {
    column.headingWithUnit.split(separator: " ").map(String.init)
  }

  /// Changes how the cells are written; names only get shorter.
  mutating func present(_ change: (inout TextPresentation) -> Void) {
    guard !isLabel else { return }
    change(&presentation)
    set(rows.map { TextCell($0.cells[index], as: presentation, alignment: column.alignment) })
  }

  // MARK: Names

  /// Leaves out what all names have in common.
  mutating func dropSharedParts() {
    let named = names.indices.filter { !rows[$0].isSummary }
    let parts = SharedNameParts(of: named.map { names[$0] })
    guard !parts.isEmpty else { return }
    shared = parts
    var shorter = names
    for (row, rest) in zip(named, parts.rests) { shorter[row] = rest }
    write(names: shorter)
  }

  /// Leaves out the middle of names that are wider; `false` if then some that differ would not.
  mutating func shortenLabels(to width: Int) -> Bool {
    var short = names.shortenedInTheMiddle(to: width)
    for row in rows.indices where rows[row].isSummary { short[row] = names[row] }
    guard Set(short).count == Set(names).count else { return false }
    (labelWidth, isBroken) = (width, false)
    set(label: short)
    return true
  }

  /// Breaks names that are wider into lines.
  mutating func breakLabels(to width: Int) {
    (labelWidth, isBroken) = (width, true)
    set(
      names.indices.map { row in
        var lines = names[row].broken(to: width).map { TextCell.Line(after: StyledText($0)) }
        lines[lines.count - 1].after += mark(of: row)
        return TextCell(lines: lines)
      })
  }

  private mutating func write(names: [String]) {
    self.names = names
    widestLabel = names.map(\.displayWidth).max() ?? 0
    labelWidth = widestLabel
    set(label: names)
  }

  private mutating func set(label names: [String]) {
    set(
      names.indices.map { TextCell(TextCell.Line(after: StyledText(names[$0]) + mark(of: $0))) })
  }

  /// What stands behind a row's name for its footnotes.
  private func mark(of row: Int) -> StyledText {
    guard showsMarks, !rows[row].notes.isEmpty else { return StyledText() }
    return StyledText(rows[row].notes.map(superscript).joined(separator: " "), .faint)
  }

  private mutating func set(_ cells: [TextCell]) {
    self.cells = cells
    widths = cells.reduce((0, 0)) { (max($0.0, $1.widths.before), max($0.1, $1.widths.after)) }
  }

  /// Writes a line of a row's cell, as wide as the column; blank beyond the cell's last line.
  ///
  /// - Parameter width: The column's ``width``.
  func write(_ number: Int, of row: Int, width: Int, to lines: inout TextLines) {
    guard let line = cells[row][number] else {
      lines.write(spaces: width)
      return
    }
    let rest = width - widths.before - widths.after
    let isTrailing = column.alignment == .trailing
    lines.write(spaces: widths.before - line.before.width + (isTrailing ? rest : 0))
    line.before.write(to: &lines)
    line.after.write(to: &lines)
    lines.write(spaces: widths.after - line.after.width + (isTrailing ? 0 : rest))
  }
}
