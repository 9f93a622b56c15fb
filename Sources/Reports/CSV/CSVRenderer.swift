// SPDX-License-Identifier: GPL-3.0-or-later

/// Writes tables as comma-separated values (RFC 4180) for programs: a header, then a record a row.
///
/// All columns are there, also those that people are told of only once. Numbers are exact, times
/// are in seconds, and a number that is not there is an empty field. A cell of several numbers
/// takes as many fields; the last field has the row's notes.
public struct CSVRenderer: Sendable, Hashable {
  /// Creates a renderer.
  public init() {}

  /// The table as records that end with CR LF, as RFC 4180 has it.
  ///
  /// - Complexity: O(size of the table).
  public func render(_ table: Table) -> String {
    let headings = table.columns.flatMap(CSVCell.headings) + ["notes"]
    let records = table.rows.map { row in
      zip(row.cells, table.columns).flatMap { CSVCell.fields(of: $0, in: $1) }
        + [.text(table.notes(of: row).joined(separator: " "))]
    }
    return ([headings.map(CSVField.text)] + records)
      .map { $0.map(\.written).joined(separator: ",") + "\r\n" }.joined()
  }
}

extension Table {
  /// What the notes of a row say.
  fileprivate func notes(of row: Row) -> [String] {
    notes.filter { $0.number.map(row.notes.contains) ?? false }.map(\.text)
  }
}
