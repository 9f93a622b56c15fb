// SPDX-License-Identifier: GPL-3.0-or-later

internal import WarmupStats

/// A column and what it shows of what a row is about.
struct ColumnSource<Entry: Sendable>: Sendable {
  var column: Column
  var cell: @Sendable (Entry) -> Cell

  init(_ column: Column, cell: @escaping @Sendable (Entry) -> Cell) {
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

extension Row {
  /// The rows of a table with some columns, one for each entry, by all cores where there are many.
  static func all<Entry>(
    of entries: [Entry], _ sources: [ColumnSource<Entry>],
    notes: @Sendable (Entry) -> [Int] = { _ in [] },
    isSummary: @Sendable (Entry) -> Bool = { _ in false }
  ) -> [Row] {
    entries.concurrentlyMapped { entry in
      Row(
        cells: sources.map { $0.cell(entry) }, notes: notes(entry), isSummary: isSummary(entry))
    }
  }
}
