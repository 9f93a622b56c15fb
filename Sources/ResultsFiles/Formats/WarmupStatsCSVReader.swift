// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// The CSV files that warmup_stats accepts: a header, then a row for each process execution,
/// with its times or the word `crash`.
enum WarmupStatsCSVReader: FormatReader {
  static let format = ResultsFormat.warmupStatsCSV

  static func recognizes(_ content: FileContent) -> Bool {
    content.text.map { isHeader($0.header()) } ?? false
  }

  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    var rows = try content.text(of: format, path: results.source.path).rows()
    guard let header = rows.next(), isHeader(header.strings) else {
      throw rows.error(expected: "a header \"process_exec_num, bench_name, 0, 1, …\"")
    }
    while let row = rows.next() {
      guard row.fields.count >= 2, !row.fields[1].isEmpty else {
        let found = row.fields.count < 2 ? "the end of the line" : "\"\""
        throw row.error(1, expected: "the name of a benchmark", found: found)
      }
      let key = BenchmarkKey(
        benchmark: row.string(1), vm: results.options.vm ?? "",
        variant: results.options.variant ?? "")
      try results.add(executionOf: key, machine: nil) { () throws(ResultsFileError) in
        try execution(row)
      }
    }
  }

  private static func isHeader(_ header: [String]) -> Bool {
    header.count >= 2 && header[0].hasPrefix("process_exec") && header[1] == "bench_name"
  }

  private static func execution(_ row: DelimitedRow) throws(ResultsFileError) -> ProcessExecution {
    try row.requireEnd()
    if row.fields.count == 3 && row.string(2) == "crash" {
      return ProcessExecution(failed: .crashed)
    }
    // Executions shorter than the header may be filled up with empty fields.
    var end = row.fields.count
    while end > 2 && row.fields[end - 1].isEmpty { end -= 1 }
    guard end > 2 else {
      throw row.error(2, expected: "a time in seconds, or \"crash\"", found: "no times")
    }
    var times: [Double] = []
    times.reserveCapacity(end - 2)
    for field in 2..<end {
      times.append(try row.time(field))
    }
    return ProcessExecution(times: times)
  }
}
