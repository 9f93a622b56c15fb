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

  /// The width that the labels were shortened to; of no account for other columns.
  private(set) var labelWidth: Int

  /// The width of the labels in full; of no account for other columns.
  let widestLabel: Int

  /// Whether the cells are names, which can be shortened.
  var isLabel: Bool { column.holdsNames }

  /// Creates a column as wide as it likes.
  init(_ column: Column, cells source: [Cell], marks: [String]?) {
    self.column = column
    self.source = source
    self.marks = marks
    widestLabel = source.map(\.plainText.escapedForTerminal.displayWidth).max() ?? 0
    labelWidth = widestLabel
    if isLabel {
      shortenLabels(to: labelWidth)
    } else {
      present { _ in }
    }
  }

  /// The width of the cells, or of the widest word of the heading if that is wider.
  var width: Int {
    let widestWord = headingWords.map(\.displayWidth).max() ?? 0
    return max(widths.before + widths.after, widestWord)
  }

  /// The heading in as many lines as the column's width demands.
  var headingLines: [String] {
    column.headingWithUnit.wrapped(to: width)
  }

  private var headingWords: [String] {
    column.headingWithUnit.split(separator: " ").map(String.init)
  }

  /// Changes how the cells are written; labels only get shorter.
  mutating func present(_ change: (inout TextPresentation) -> Void) {
    guard !isLabel else { return }
    change(&presentation)
    set(source.map { TextCell($0, as: presentation, alignment: column.alignment) })
  }

  /// Leaves out the middle of labels that are wider.
  mutating func shortenLabels(to width: Int) {
    labelWidth = width
    let labels = source.map(\.plainText.escapedForTerminal).shortenedInTheMiddle(to: width)
    set(
      labels.enumerated().map { row, label in
        let mark = marks.map { $0[row] } ?? ""
        return TextCell(lines: [TextCell.Line(after: StyledText(label) + StyledText(mark, .faint))])
      })
  }

  private mutating func set(_ cells: [TextCell]) {
    self.cells = cells
    widths = cells.reduce((0, 0)) { (max($0.0, $1.widths.before), max($0.1, $1.widths.after)) }
  }

  /// A line of a row's cell, as wide as the column; blank beyond the cell's last line.
  func line(_ number: Int, of row: Int) -> StyledText {
    let lines = cells[row].lines
    let line = number < lines.count ? lines[number] : TextCell.Line()
    let cell =
      line.before.padded(to: widths.before, trailing: true)
      + line.after.padded(to: widths.after)
    return cell.padded(to: width, trailing: column.alignment == .trailing)
  }
}
