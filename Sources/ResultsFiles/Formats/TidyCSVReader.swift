// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// CSV of our own with a row per iteration, which any program can write.
///
/// Of its columns `benchmark,vm,variant,machine,process,iteration,value,unit,warmup` only the
/// benchmark and the value must be there, and they may stand in any order. The value is a time in
/// the unit, which is seconds if not given; or `crashed` or `timed out`. A column `seconds` can
/// stand for both. The columns `timestamp`, `outlier`, `segment` and `steady` are passed over.
enum TidyCSVReader: FormatReader {
  static let format = ResultsFormat.tidyCSV

  static func recognizes(_ content: FileContent) -> Bool {
    guard let header = content.text?.header() else { return false }
    return header.contains("benchmark")
      && (header.contains("value") || header.contains("seconds"))
  }

  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    var rows = try content.text(of: format, path: results.source.path).rows()
    let columns = try Columns(header: rows.next(), rows: rows)
    var executions = TidyExecutions()
    while let row = rows.next() {
      let process = try columns.process(row, options: results.options)
      do {
        try row.requireEnd()
        try executions.add(columns.record(row, of: process)) {
          row.error(columns.value, expected: $0, found: $1)
        }
      } catch {
        guard results.options.skipsInvalid else { throw error }
        executions.refuse(process, error)
      }
    }
    try executions.add(to: &results)
  }

  /// Where each column stands.
  private struct Columns {
    let value: Int
    private let benchmark: Int
    /// The position of each column, by its number; `nil` if it is not there.
    private var positions = [Int?](repeating: nil, count: TidyRecord.Column.allCases.count)

    init(header: DelimitedRow?, rows: DelimitedRows) throws(ResultsFileError) {
      guard let header else { throw rows.error(expected: "a header") }
      for (index, name) in header.strings.enumerated() {
        guard let column = TidyRecord.columns.firstIndex(of: name) else {
          throw header.error(
            index, expected: "one of the columns " + TidyRecord.columns.joined(separator: ", "),
            found: quoted(name))
        }
        guard positions[column] == nil else {
          throw header.error(
            index, expected: "each column once", found: "\(quoted(name)) a second time")
        }
        positions[column] = index
      }
      let value = positions[TidyRecord.Column.value.rawValue]
      let seconds = positions[TidyRecord.Column.seconds.rawValue]
      guard let benchmark = positions[TidyRecord.Column.benchmark.rawValue],
        let time = value ?? seconds
      else { throw rows.error(expected: "the columns \"benchmark\" and \"value\"") }
      if let seconds, let other = value ?? positions[TidyRecord.Column.unit.rawValue] {
        throw header.error(
          max(seconds, other), expected: "either \"seconds\" or \"value\" and \"unit\"",
          found: "both")
      }
      self.benchmark = benchmark
      self.value = time
    }

    private func position(_ column: TidyRecord.Column) -> Int? { positions[column.rawValue] }

    private func text(_ column: TidyRecord.Column, of row: DelimitedRow) -> String? {
      guard let index = position(column), index < row.fields.count, !row.fields[index].isEmpty
      else { return nil }
      return row.string(index)
    }

    func process(
      _ row: DelimitedRow, options: ReadingOptions
    ) throws(ResultsFileError) -> TidyRecord.Process {
      guard let name = text(.benchmark, of: row) else {
        throw row.error(benchmark, expected: "the name of a benchmark", found: "none")
      }
      return TidyRecord.Process(
        machine: text(.machine, of: row) ?? options.machine ?? "",
        key: BenchmarkKey(
          benchmark: name, vm: text(.vm, of: row) ?? options.vm ?? "",
          variant: text(.variant, of: row) ?? options.variant ?? ""),
        name: text(.process, of: row) ?? "")
    }

    func record(
      _ row: DelimitedRow, of process: TidyRecord.Process
    ) throws(ResultsFileError) -> TidyRecord {
      var iteration: Double?
      if let index = position(.iteration), let text = text(.iteration, of: row) {
        iteration = row.number(index)
        guard iteration.map({ $0 >= 0 && $0 < 1e15 && $0 == $0.rounded() }) ?? false else {
          throw row.error(index, expected: "the number of an iteration", found: quoted(text))
        }
      }
      return TidyRecord(
        process: process, iteration: iteration, value: try recordedValue(row),
        unit: text(.unit, of: row) ?? "s")
    }

    private func recordedValue(_ row: DelimitedRow) throws(ResultsFileError) -> TidyRecord.Value {
      guard let word = text(.value, of: row) ?? text(.seconds, of: row) else {
        throw row.error(value, expected: "a positive time", found: "none")
      }
      if let outcome = ProcessExecution.Outcome(rawValue: word), outcome != .completed {
        return .failure(outcome)
      }
      var unit = TimeUnit.seconds
      if let index = position(.unit) {
        let name = text(.unit, of: row) ?? ""
        guard let named = TimeUnit(name) else {
          throw row.error(index, expected: "a unit of time", found: quoted(name))
        }
        unit = named
      }
      return .time(try row.time(value, in: unit), isWarmup: try isWarmup(row))
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
