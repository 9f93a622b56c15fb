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

  /// Adds the executions that the rows so far make up to the results.
  mutating func endExecutions(_ results: inout FileResults) throws(ResultsFileError)

  /// An error at a row.
  func error(at row: Row, expected: String, found: String) -> ResultsFileError
}

extension RowReader {
  /// Reads a row.
  mutating func read(_ row: Row, results: inout FileResults) throws(ResultsFileError) {
    let process = try process(of: row, results: &results)
    try read(row, of: process, results: &results)
  }
}

/// Reads lines that are JSON texts.
protocol JSONRowReader: RowReader where Row == JSONValue {
  /// The lines to read.
  var lines: JSONTexts { get set }
  /// The path of the file.
  var path: String { get }

  /// Creates what reads the lines of one file.
  init(path: String, options: ReadingOptions)
}

extension JSONRowReader {
  mutating func begin(_ bytes: consuming [UInt8], line: Int) {
    lines = JSONTexts(lines: bytes, path: path, from: line)
  }

  mutating func next() throws(ResultsFileError) -> JSONValue? { try lines.next() }

  func error(at row: JSONValue, expected: String, found: String) -> ResultsFileError {
    row.error(expected: expected, found: found)
  }

  /// Reads a whole file.
  static func read(
    _ content: FileContent, of format: ResultsFormat, into results: inout FileResults
  ) throws(ResultsFileError) {
    var reader = Self(path: content.path, options: results.options)
    try content.forEachText(of: format) { line throws(ResultsFileError) in
      try reader.read(line, results: &results)
    }
    try reader.endExecutions(&results)
  }
}

extension JSONObject {
  /// Makes sure that each member stands there once, and is one of these.
  func requireMembers(among names: [String]) throws(ResultsFileError) {
    for member in try membersOnce() where !names.contains(member.name) {
      throw member.value.error(
        expected: "one of the members " + names.joined(separator: ", "), found: quoted(member.name))
    }
  }

  /// The execution that an object of our own names with its members `benchmark`, `vm`, `variant`,
  /// `machine` and `process`.
  ///
  /// - Parameter name: What tells the executions apart instead of `process`; `nil` if that does.
  func process(
    named name: String? = nil, results: inout FileResults
  ) throws(ResultsFileError) -> ExecutionCollector.Process {
    let benchmark = try required("benchmark")
    guard try !benchmark.string().isEmpty else {
      throw benchmark.error(expected: "the name of a benchmark")
    }
    let key = results.key(
      try benchmark.string(), vm: try optional("vm")?.string(),
      variant: try optional("variant")?.string())
    let machine = try optional("machine")?.string()
    if let name { return ExecutionCollector.Process(key: key, machine: machine, name: name) }
    return ExecutionCollector.Process(
      key: key, machine: machine, name: try optional("process")?.scalarText() ?? "")
  }
}
