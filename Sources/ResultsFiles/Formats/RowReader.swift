// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads the rows of a file, or its lines, each of which says which execution it belongs to: row by
/// row from a whole file, or from a stream in which the rows of a benchmark stand together.
protocol RowReader {
  /// A row, or a line.
  associatedtype Row

  /// Goes on with further rows: whole ones, of which the first stands in this line of the file.
  mutating func begin(_ bytes: consuming [UInt8], line: Int) throws(ResultsFileError)

  /// The next row; `nil` at the end of those that were begun with.
  mutating func next() throws(ResultsFileError) -> Row?

  /// The execution that a row belongs to; asked once for each row, in their order.
  mutating func process(
    of row: Row, results: inout FileResults
  ) throws(ResultsFileError) -> ExecutionCollector.Process

  /// Reads what else the row says.
  mutating func read(
    _ row: Row, of process: ExecutionCollector.Process, results: inout FileResults
  ) throws(ResultsFileError)

  /// Reads the rows that come next as long as they are written as the last one, and differ from it in
  /// the number and the time of the iteration alone.
  mutating func readRows(
    like row: Row, results: inout FileResults
  ) throws(ResultsFileError)

  /// Adds the executions that the rows so far make up to the results.
  mutating func endExecutions(_ results: inout FileResults) throws(ResultsFileError)

  /// An error at a row.
  func error(at row: Row, expected: String, found: String) -> ResultsFileError
}

extension RowReader {
  /// Reads none at once.
  mutating func readRows(like row: Row, results: inout FileResults) {}

  /// Reads a row.
  mutating func read(_ row: Row, results: inout FileResults) throws(ResultsFileError) {
    let process = try process(of: row, results: &results)
    try read(row, of: process, results: &results)
  }
}
