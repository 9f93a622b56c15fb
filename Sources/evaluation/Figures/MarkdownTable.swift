// SPDX-License-Identifier: GPL-3.0-or-later

/// A table that people read as it is, and that documentation shows.
package struct MarkdownTable: CustomStringConvertible, Sendable {
  /// What stands above each column.
  package var headings: [String]
  /// The cells of each row, as many as there are headings.
  package private(set) var rows: [[String]] = []

  /// Creates a table without rows.
  package init(_ headings: [String]) { self.headings = headings }

  /// Adds a row below the others.
  ///
  /// - Precondition: there are as many cells as headings.
  package mutating func append(_ cells: [String]) {
    precondition(cells.count == headings.count, "a row has a cell per heading")
    rows.append(cells)
  }

  package var description: String {
    let widths = headings.indices.map { column in
      ([headings] + rows).map { $0[column].count }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      let padded = zip(cells, widths).map {
        $0 + String(repeating: " ", count: $1 - $0.count)
      }
      return "| " + padded.joined(separator: " | ") + " |"
    }
    let rule = line(widths.map { String(repeating: "-", count: max(3, $0)) })
    return ([line(headings), rule] + rows.map(line)).joined(separator: "\n")
  }
}
