// SPDX-License-Identifier: GPL-3.0-or-later

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
    guard let lines = content.lines else {
      try content.forEachText(of: format) { line throws(ResultsFileError) in
        try reader.read(line, results: &results)
      }
      try reader.endExecutions(&results)
      return
    }
    reader.lines = lines
    while let line = try reader.next() {
      try reader.read(line, results: &results)
      try reader.readRows(like: line, results: &results)
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
