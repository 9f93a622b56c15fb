// SPDX-License-Identifier: GPL-3.0-or-later

/// A column and what it shows of what a row is about.
struct ColumnSource<Entry> {
  var column: Column
  var cell: (Entry) -> Cell

  init(_ column: Column, cell: @escaping (Entry) -> Cell) {
    self.column = column
    self.cell = cell
  }

  /// The column, to be stated only once if all entries that have a value have the same.
  func statedIfSame(in entries: [Entry]) -> ColumnSource {
    var result = self
    if areSame(entries.lazy.map(cell).filter { $0 != .empty }) { result.column.role = .stated }
    return result
  }

  /// The column, to be stated only once if all entries have the same value, or none has one.
  func statedIfSameInEach(of entries: [Entry]) -> ColumnSource {
    var result = self
    if areSame(entries.lazy.map(cell)) { result.column.role = .stated }
    return result
  }

  private func areSame(_ cells: some Sequence<Cell>) -> Bool {
    var first: Cell?
    for cell in cells {
      if let first, cell != first { return false }
      first = cell
    }
    return true
  }
}
