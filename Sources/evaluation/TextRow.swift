// SPDX-License-Identifier: GPL-3.0-or-later

/// A line of a table in plain text, whose columns have fixed widths.
struct TextRow: CustomStringConvertible {
  /// The text of each column.
  var cells: [String]
  /// The width of each column, in characters; text stands at the right of a negative width.
  var widths: [Int]

  var description: String {
    let padded = zip(cells, widths).map { cell, width in
      let space = String(repeating: " ", count: max(0, abs(width) - cell.count))
      return width < 0 ? space + cell : cell + space
    }
    return String(padded.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
  }
}

extension Double {
  /// The fraction in percent with one decimal.
  var inPercent: String { "\((1000 * self).rounded() / 10)" }
}
