// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension ResultsFormat {
  /// The CSV files that the tool warmup_stats accepts: one row per process execution.
  package static var warmupStatsCSV: ResultsFormat { WarmupStatsCSVReader.format }
}

/// The CSV files that warmup_stats accepts: a header, then a row for each process execution,
/// with its times or the word `crash`.
enum WarmupStatsCSVReader: TableFormatReader {
  static let format = ResultsFormat(
    "warmup-stats-csv", name: "warmup_stats CSV", unit: "s", reader: WarmupStatsCSVReader.self)

  static func recognizes(header: [String]) -> Bool {
    header.count >= 2 && header[0].hasPrefix("process_exec") && header[1] == "bench_name"
  }

  static func read(
    _ rows: inout DelimitedRows, header: DelimitedRow, into results: inout FileResults
  ) throws(ResultsFileError) {
    guard recognizes(header: header.firstStrings(2)) else {
      throw header.error(
        0, expected: "a header \"process_exec_num, bench_name, 0, 1, …\"", found: "another")
    }
    rows.mostFields = header.count + 1
    var numbers = LocalizedNumbers()
    while let row = try rows.next() {
      guard row.count >= 2, !row.isEmpty(1) else {
        let found = row.count < 2 ? "the end of the line" : "\"\""
        throw row.error(1, expected: "the name of a benchmark", found: found)
      }
      // Executions may have fewer iterations than others, but none that the header does not count.
      guard
        row.count <= header.count || (row.count == header.count + 1 && row.isEmpty(header.count))
      else {
        throw row.error(
          header.count,
          expected: "at most \(header.count - 2) values, as many as the header has columns for, "
            + "and no decimal commas",
          found: "\(row.count - 2)")
      }
      try results.add(executionOf: results.key(row.string(1))) { () throws(ResultsFileError) in
        try execution(row, &numbers)
      }
    }
    results.noteDecimalMark(of: numbers, isCertain: false)
  }

  private static func execution(
    _ row: DelimitedRow, _ numbers: inout LocalizedNumbers
  ) throws(ResultsFileError) -> ProcessExecution {
    try row.requireEnd()
    if row.count == 3 && row.string(2) == "crash" { return ProcessExecution(failed: .crashed) }
    // Executions shorter than the header may be filled up with empty fields.
    var count = row.count
    while count > 2 && row.isEmpty(count - 1) { count -= 1 }
    guard count > 2 else {
      throw row.error(2, expected: "a time in seconds, or \"crash\"", found: "no times")
    }
    var times: [Double] = []
    times.reserveCapacity(count - 2)
    for field in 2..<count { times.append(try row.time(field, in: .seconds, numbers: &numbers)) }
    return ProcessExecution(times: times)
  }
}
