// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension ResultsFormat {
  /// CSV of our own: one row per iteration.
  package static var tidyCSV: ResultsFormat { TidyCSVReader.format }
}

/// CSV of our own with a row per iteration, which any program can write.
///
/// Of its columns `benchmark,vm,variant,machine,process,iteration,value,unit,warmup` only the value
/// must be there, and they may stand in any order. The value is a time in the unit, which is
/// seconds if not given; or `crashed` or `timed out`. A column `seconds` can stand for both, and so
/// can `ms` or `time_ms`. The columns `timestamp`, `outlier`, `segment` and `steady` are passed
/// over. Names of columns may have capital letters; a semicolon or a tab may separate fields.
enum TidyCSVReader: TableFormatReader {
  static let format = ResultsFormat(
    "csv", name: "CSV with a row per iteration", reader: TidyCSVReader.self)

  static func recognizes(header: [String]) -> Bool {
    guard header.count < 100, !RenaissanceCSVReader.recognizes(header: header) else { return false }
    let columns = header.map { ColumnName($0) }
    return columns.contains { $0?.isTime ?? false }
      && (columns.allSatisfy { $0 != nil } || columns.contains { $0?.column == .benchmark })
  }

  static func read(
    _ rows: inout DelimitedRows, header: DelimitedRow, into results: inout FileResults
  ) throws(ResultsFileError) {
    var reader = try Rows(rows, below: header, results: &results)
    while let row = try reader.next() {
      try reader.read(row, results: &results)
      try reader.readRows(like: row, results: &results)
    }
    try reader.endExecutions(&results)
  }

  /// Reads the rows below a header.
  struct Rows: RowReader {
    private let header: DelimitedRow
    private let columns: Columns
    /// The name of the benchmark, if there is no column for it.
    private let fallback: String
    private var rows: DelimitedRows
    private var executions: ExecutionCollector
    private var numbers = LocalizedNumbers()
    private var count = 0
    private var attempts = PatternAttempts()

    init(
      _ rows: DelimitedRows, below header: DelimitedRow, results: inout FileResults
    ) throws(ResultsFileError) {
      self.header = header
      columns = try Columns(header: header, options: results.options)
      fallback = columns.hasBenchmark ? "" : try results.nameOfBenchmark()
      self.rows = rows
      executions = ExecutionCollector(results.options)
    }

    mutating func begin(_ bytes: consuming [UInt8], line: Int) throws(ResultsFileError) {
      rows = try rows.going(on: bytes, line: line)
    }

    mutating func next() throws(ResultsFileError) -> DelimitedRow? {
      try rows.next(below: header)
    }

    mutating func process(
      of row: DelimitedRow, results: inout FileResults
    ) throws(ResultsFileError) -> ExecutionCollector.Process {
      count += 1
      return try columns.process(row, number: count, fallback: fallback, results: &results)
    }

    mutating func read(
      _ row: DelimitedRow, of process: ExecutionCollector.Process, results: inout FileResults
    ) throws(ResultsFileError) {
      let unit = try columns.unit(of: row)
      try executions.add(
        rowOf: process, unit: unit.name,
        error: { row.error(columns.value, expected: $0, found: $1) }
      ) { () throws(ResultsFileError) in
        try row.requireEnd()
        return (
          try columns.value(of: row, in: unit, numbers: &numbers), try columns.iteration(of: row)
        )
      }
      results.warnOfConversion(from: unit)
    }

    mutating func readRows(
      like row: DelimitedRow, results: inout FileResults
    ) throws(ResultsFileError) {
      guard let last = executions.lastAdded, attempts.isDue(),
        row.separator == UInt8(ascii: ",") || numbers.usePoint,
        let pattern = columns.pattern(of: row, isNumbered: last.number != nil)
      else { return }
      let unit = try columns.unit(of: row)
      let run = executions.add(rowsLike: pattern, in: rows.bytes, from: rows.position, unit: unit)
      rows.pass(run)
      attempts.note(run.count)
    }

    mutating func endExecutions(_ results: inout FileResults) throws(ResultsFileError) {
      try executions.add(to: &results)
      results.noteDecimalMark(of: numbers, isCertain: false)
    }

    func error(at row: DelimitedRow, expected: String, found: String) -> ResultsFileError {
      row.error(0, expected: expected, found: found)
    }
  }

  /// What the name of a column says.
  private struct ColumnName {
    var column: TidyRecord.Column
    /// The unit of a column of times, if its name has one.
    var unit: ScoreUnit?

    var isTime: Bool { column == .value || column == .seconds }

    private static let times = ["time", "value", "duration", "elapsed", "runtime"]

    /// Reads a name such as `Seconds`, `time`, `ms` or `time_ms`; `nil` if it is none of ours.
    init?(_ name: String) {
      let name = name.lowercased()
      if let index = TidyRecord.columns.firstIndex(of: name),
        let column = TidyRecord.Column(rawValue: index)
      {
        self.column = column
        return
      }
      column = .value
      let words = name.split { "_ ()[]".contains($0) }
      guard let first = words.first, let last = words.last else { return nil }
      if words.count == 1 {
        unit = TimeUnit(first) == nil || first.count < 2 ? nil : ScoreUnit(first)
        guard unit != nil || Self.times.contains(String(first)) else { return nil }
      } else {
        unit = ScoreUnit(last)
        guard words.count == 2, unit != nil, Self.times.contains(String(first)) else { return nil }
      }
    }
  }

  /// Where each column stands.
  fileprivate struct Columns {
    let value: Int
    private let valueUnit: ScoreUnit
    private let eachRowIsAProcess: Bool
    /// The position of each column, by its number; `nil` if it is not there.
    private var positions = [Int?](repeating: nil, count: TidyRecord.Column.allCases.count)

    init(header: DelimitedRow, options: ReadingOptions) throws(ResultsFileError) {
      var unit: ScoreUnit?
      for (index, name) in try header.columnNames().enumerated() {
        guard let column = ColumnName(name) else {
          throw header.error(
            index, expected: "one of the columns " + TidyRecord.columns.joined(separator: ", "),
            found: quoted(name))
        }
        guard positions[column.column.rawValue] == nil else {
          throw header.error(
            index, expected: "each column once", found: "\(quoted(name)) a second time")
        }
        positions[column.column.rawValue] = index
        unit = unit ?? column.unit
      }
      let seconds = positions[TidyRecord.Column.seconds.rawValue]
      guard let time = positions[TidyRecord.Column.value.rawValue] ?? seconds else {
        throw header.error(
          0, expected: "a column \"seconds\", or \"value\" and \"unit\"", found: "none")
      }
      let other = positions[TidyRecord.Column.unit.rawValue]
      if let seconds, let other = positions[TidyRecord.Column.value.rawValue] ?? other {
        throw header.error(
          max(seconds, other), expected: "either \"seconds\" or \"value\" and \"unit\"",
          found: "both")
      }
      if unit != nil, let other {
        throw header.error(
          other, expected: "no unit beside that in the name of a column", found: "\"unit\"")
      }
      value = time
      let given = seconds == nil ? try options.timeUnit() : nil
      valueUnit = unit ?? given ?? .seconds
      eachRowIsAProcess = options.eachRowIsAProcess
    }

    var hasBenchmark: Bool { position(.benchmark) != nil }

    private func position(_ column: TidyRecord.Column) -> Int? { positions[column.rawValue] }

    private func text(_ column: TidyRecord.Column, of row: DelimitedRow) -> String? {
      guard let index = position(column), !row.isEmpty(index) else { return nil }
      return row.string(index)
    }

    /// The execution that a row belongs to.
    ///
    /// - Parameters:
    ///   - number: The number of the row, which names its execution where each row is one.
    ///   - fallback: The name of the benchmark, if there is no column for it.
    func process(
      _ row: DelimitedRow, number: Int, fallback: String, results: inout FileResults
    ) throws(ResultsFileError) -> ExecutionCollector.Process {
      guard let name = text(.benchmark, of: row) ?? (hasBenchmark ? nil : fallback) else {
        throw row.error(
          position(.benchmark) ?? 0, expected: "the name of a benchmark", found: "none")
      }
      return ExecutionCollector.Process(
        key: results.key(name, vm: text(.vm, of: row), variant: text(.variant, of: row)),
        machine: text(.machine, of: row),
        name: eachRowIsAProcess ? "\(number)" : text(.process, of: row) ?? "")
    }

    func unit(of row: DelimitedRow) throws(ResultsFileError) -> ScoreUnit {
      guard let index = position(.unit) else { return valueUnit }
      guard let name = text(.unit, of: row) else {
        // A failure has no unit.
        guard text(.value, of: row).flatMap(ProcessExecution.Outcome.init) == nil else {
          return .seconds
        }
        throw row.error(index, expected: "a unit of time", found: "\"\"")
      }
      guard let unit = ScoreUnit(name) else {
        throw row.error(index, expected: "a unit of time", found: quoted(name))
      }
      return unit
    }

    /// How a row is written; `nil` where rows are no iterations, or a field that may differ is quoted.
    func pattern(of row: DelimitedRow, isNumbered: Bool) -> RowPattern? {
      guard !eachRowIsAProcess else { return nil }
      var differences = [(field: value, difference: RowPattern.Difference.value)]
      if isNumbered, let index = position(.iteration) { differences.append((index, .number)) }
      for column in TidyRecord.unreadColumns {
        if let index = position(column) { differences.append((index, .field)) }
      }
      return row.pattern(differences)
    }

    func iteration(of row: DelimitedRow) throws(ResultsFileError) -> Double? {
      guard !eachRowIsAProcess, let index = position(.iteration), !row.isEmpty(index) else {
        return nil
      }
      guard let iteration = row.number(index), TidyRecord.isIteration(iteration) else {
        throw row.error(
          index, expected: "the number of an iteration", found: quoted(row.string(index)))
      }
      return iteration
    }

    func value(
      of row: DelimitedRow, in unit: ScoreUnit, numbers: inout LocalizedNumbers
    ) throws(ResultsFileError) -> TidyRecord.Value {
      guard !row.isEmpty(value) else {
        throw row.error(value, expected: "a positive time", found: "none")
      }
      if row.number(value) == nil,
        let outcome = ProcessExecution.Outcome(rawValue: row.string(value)), outcome != .completed
      {
        return .failure(outcome)
      }
      let time = try row.time(value, numbers: &numbers, converted: unit.time)
      return .time(time, isWarmup: try isWarmup(row))
    }

    private func isWarmup(_ row: DelimitedRow) throws(ResultsFileError) -> Bool? {
      guard let index = position(.warmup), let word = text(.warmup, of: row) else { return nil }
      switch word.lowercased() {
      case "true", "1": return true
      case "false", "0": return false
      default: throw row.error(index, expected: "true or false", found: quoted(word))
      }
    }
  }
}
