// SPDX-License-Identifier: GPL-3.0-or-later

/// A file in which the executions of each benchmark stand together, read benchmark by benchmark.
protocol KeyedFile: AnyObject {
  /// Whose executions come next; `nil` at the end of the file.
  ///
  /// - Throws: `ResultsFileError` if the next row cannot be read, or if the file has none at all.
  func nextName() throws(ResultsFileError) -> FileResults.SeriesName?

  /// Reads the executions that come next, as long as they are of one benchmark on one machine.
  ///
  /// - Precondition: ``nextName()`` returned a name.
  func readExecutions() throws(ResultsFileError) -> FileResults

  /// Reads all executions of the file, however they stand.
  func readAll() throws(ResultsFileError) -> FileResults

  /// An error at the row that comes next.
  ///
  /// - Precondition: ``nextName()`` returned a name.
  func error(expected: String, found: String) -> ResultsFileError
}

/// A file of rows of one format.
final class KeyedRows<Rows: RowReader>: KeyedFile {
  private let blocks: LineBlocks
  private var rows: Rows
  private var results: FileResults
  /// The row that comes next, and the execution that it belongs to.
  private var upcoming: (row: Rows.Row, process: ExecutionCollector.Process)?
  private var isEmpty = true
  /// How many bytes were read since the executions that come next began, or a little before.
  private var size = 0

  /// The rest of a file.
  ///
  /// - Parameters:
  ///   - rows: Those that come first.
  ///   - blocks: Where further ones come from.
  ///   - results: What is known of the file.
  init(_ rows: consuming Rows, then blocks: LineBlocks, results: consuming FileResults) {
    self.rows = rows
    self.blocks = blocks
    self.results = results
  }

  func nextName() throws(ResultsFileError) -> FileResults.SeriesName? {
    if upcoming == nil { try advance() }
    if let upcoming {
      isEmpty = false
      return name(of: upcoming.process)
    }
    // A file without rows is refused as one that is read as a whole.
    if isEmpty { try results.finish() }
    return nil
  }

  func readExecutions() throws(ResultsFileError) -> FileResults {
    let first = upcoming?.process
    size = 0
    try readRows { process in first.map { belongTogether(process, $0) } ?? false }
    defer {
      results = FileResults(
        path: results.source.path, format: results.source.format, options: results.options)
    }
    return results
  }

  func readAll() throws(ResultsFileError) -> FileResults {
    try advance()
    try readRows { _ in
      size = 0
      return true
    }
    return results
  }

  /// Reads rows as long as they are of executions that are wanted.
  private func readRows(
    while isWanted: (ExecutionCollector.Process) -> Bool
  ) throws(ResultsFileError) {
    do throws(ResultsFileError) {
      while let (row, process) = upcoming, isWanted(process) {
        try rows.read(row, of: process, results: &results)
        try rows.readRows(like: row, results: &results)
        try advance()
      }
      try rows.endExecutions(&results)
    } catch {
      throw error.isSkippable ? error.explained(by: results.source.format) : error
    }
    try results.finish()
  }

  func error(expected: String, found: String) -> ResultsFileError {
    guard let upcoming else {
      return ResultsFileError(path: blocks.path, place: .file, expected: expected, found: found)
    }
    return rows.error(at: upcoming.row, expected: expected, found: found)
  }

  private func advance() throws(ResultsFileError) {
    upcoming = nil
    while true {
      if let row = try rows.next() {
        upcoming = (row, try rows.process(of: row, results: &results))
        return
      }
      guard let block = try blocks.next() else { return }
      size += block.bytes.count
      guard size <= blocks.maximumSize else {
        throw ResultsFileError(
          path: blocks.path, place: .line(block.line, column: 1),
          expected: "at most \(blocks.maximumSize) bytes of one benchmark", found: "more")
      }
      try rows.begin(block.bytes, line: block.line)
    }
  }

  /// Whether two executions are of one benchmark on one machine.
  private func belongTogether(
    _ process: ExecutionCollector.Process, _ first: ExecutionCollector.Process
  ) -> Bool {
    process.key == first.key && process.conditions == first.conditions
      && (process.machine == first.machine || name(of: process) == name(of: first))
  }

  private func name(of process: ExecutionCollector.Process) -> FileResults.SeriesName {
    FileResults.SeriesName(
      machine: results.options.machine ?? process.machine ?? "", key: process.key,
      conditions: process.conditions)
  }
}
