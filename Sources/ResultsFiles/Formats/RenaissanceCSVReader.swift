// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension ResultsFormat {
  /// What Renaissance writes with `--csv`.
  package static var renaissanceCSV: ResultsFormat { RenaissanceCSVReader.format }
}

/// The CSV of the Renaissance suite: a row for each repetition, with the start of its VM.
enum RenaissanceCSVReader: TableFormatReader {
  static let format = ResultsFormat(
    "renaissance-csv", name: "Renaissance CSV", harness: "Renaissance", unit: "ns",
    reader: RenaissanceCSVReader.self)

  static func recognizes(header: [String]) -> Bool {
    header.first == "benchmark" && (header.contains("duration_ns") || header.contains("nanos"))
  }

  static func read(
    _ rows: inout DelimitedRows, header: DelimitedRow, into results: inout FileResults
  ) throws(ResultsFileError) {
    let names = try header.columnNames()
    guard let duration = names.firstIndex(of: "duration_ns") ?? names.firstIndex(of: "nanos") else {
      throw header.error(0, expected: "a column \"duration_ns\"", found: "none")
    }
    let starts = names.indices.filter { names[$0].hasPrefix("vm_start") }
    var executions = ExecutionCollector(results.options)
    var numbers = LocalizedNumbers()
    while let row = try rows.next(below: header) {
      // Files that were put together have the header several times.
      if row.strings == names { continue }
      guard !row.isEmpty(0) else {
        throw row.error(0, expected: "the name of a benchmark", found: "none")
      }
      let process = ExecutionCollector.Process(
        key: results.key(row.string(0)), name: starts.map(row.string).joined(separator: " "))
      try executions.add(
        to: process, error: { row.error(duration, expected: $0, found: $1) }
      ) { () throws(ResultsFileError) in
        try row.requireEnd()
        return try row.time(duration, in: .nanoseconds, numbers: &numbers)
      }
    }
    try executions.add(to: &results)
    results.noteDecimalMark(of: numbers, isCertain: false)
  }
}
