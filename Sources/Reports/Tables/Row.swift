// SPDX-License-Identifier: GPL-3.0-or-later

/// A row of a table.
package struct Row: Sendable, Hashable {
  /// A cell per column.
  package var cells: [Cell]
  /// The numbers of the notes that concern the row, ascending, from 1.
  package var notes: [Int]
  /// Whether the row sums up others: its labels are words of the table, not names.
  package var isSummary: Bool

  /// Creates a row.
  package init(cells: [Cell], notes: [Int] = [], isSummary: Bool = false) {
    self.cells = cells
    self.notes = notes
    self.isSummary = isSummary
  }
}
