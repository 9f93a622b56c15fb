// SPDX-License-Identifier: GPL-3.0-or-later

/// A column of a table as text, which can be written more narrowly.
struct TextColumn {
  let column: Column
  private(set) var cells: [TextCell] = []
  /// The widths of the two halves of the cells.
  private var widths = (before: 0, after: 0)
  private let source: [Cell]
  private var presentation = TextPresentation()
  /// The footnote marks of the rows, if the column carries them.
  private let marks: [String]?

  /// For each row whether it sums up others, so that what stands here is no name.
  private let areSummaries: [Bool]
  /// The names, of a column of names: at first in full.
  private var names: [String] = []
  private var distinctNames = 0
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
  init(_ column: Column, cells source: [Cell], areSummaries: [Bool], marks: [String]?) {
    self.column = column
    self.source = source
    self.areSummaries = areSummaries
    self.marks = marks
    guard isLabel else {
      present { _ in }
      return
    }
    write(names: source.map(\.plainText.escapedForTerminal))
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
    set(source.map { TextCell($0, as: presentation, alignment: column.alignment) })
  }

  // MARK: Names

  /// Leaves out what all names have in common.
  mutating func dropSharedParts() {
    let rows = names.indices.filter { !areSummaries[$0] }
    let parts = SharedNameParts(of: rows.map { names[$0] })
    guard !parts.isEmpty else { return }
    shared = parts
    var shorter = names
    for (row, rest) in zip(rows, parts.rests) { shorter[row] = rest }
    write(names: shorter)
  }

  /// Leaves out the middle of names that are wider; `false` if then some that differ would not.
  mutating func shortenLabels(to width: Int) -> Bool {
    let short = zip(names.shortenedInTheMiddle(to: width), zip(names, areSummaries)).map {
      $1.1 ? $1.0 : $0
    }
    guard Set(short).count == distinctNames else { return false }
    (labelWidth, isBroken) = (width, false)
    set(label: short.map { [$0] })
    return true
  }

  /// Breaks names that are wider into lines.
  mutating func breakLabels(to width: Int) {
    (labelWidth, isBroken) = (width, true)
    set(label: names.map { $0.broken(to: width) })
  }

  private mutating func write(names: [String]) {
    self.names = names
    distinctNames = Set(names).count
    widestLabel = names.map(\.displayWidth).max() ?? 0
    labelWidth = widestLabel
    set(label: names.map { [$0] })
  }

  private mutating func set(label lines: [[String]]) {
    set(
      lines.enumerated().map { row, lines in
        var lines = lines.map { TextCell.Line(after: StyledText($0)) }
        let mark = marks.map { $0[row] } ?? ""
        lines[lines.count - 1].after = lines[lines.count - 1].after + StyledText(mark, .faint)
        return TextCell(lines: lines)
      })
  }

  private mutating func set(_ cells: [TextCell]) {
    self.cells = cells
    widths = cells.reduce((0, 0)) { (max($0.0, $1.widths.before), max($0.1, $1.widths.after)) }
  }

  /// A line of a row's cell, as wide as the column; blank beyond the cell's last line.
  ///
  /// - Parameter width: The column's ``width``.
  func line(_ number: Int, of row: Int, width: Int) -> StyledText {
    guard let line = cells[row][number] else { return .spaces(width) }
    let rest = StyledText.spaces(width - widths.before - widths.after)
    let isTrailing = column.alignment == .trailing
    var text = isTrailing ? rest : StyledText()
    text += line.before.padded(to: widths.before, trailing: true)
    text += line.after.padded(to: widths.after)
    if !isTrailing { text += rest }
    return text
  }
}
