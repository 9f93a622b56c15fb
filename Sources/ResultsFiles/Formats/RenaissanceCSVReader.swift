// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

/// The CSV of the Renaissance suite: a row for each repetition, with the start of its VM.
enum RenaissanceCSVReader: FormatReader {
  static let format = ResultsFormat.renaissanceCSV

  static func recognizes(_ content: FileContent) -> Bool {
    guard let header = content.text?.header() else { return false }
    return isHeader(header)
  }

  private static func isHeader(_ header: [String]) -> Bool {
    header.first == "benchmark" && (header.contains("duration_ns") || header.contains("nanos"))
  }

  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    var rows = try content.text(of: format, path: results.source.path).rows()
    guard let header = rows.next(), isHeader(header.strings) else {
      throw rows.error(expected: "a header with \"benchmark\" and \"duration_ns\"")
    }
    let names = header.strings
    let duration = names.firstIndex(of: "duration_ns") ?? names.firstIndex(of: "nanos") ?? 1
    let starts = names.indices.filter { names[$0].hasPrefix("vm_start") }
    var processes: OrderedDictionary<Process, Times> = [:]
    while let row = rows.next() {
      // Files that were put together have the header several times.
      if row.strings == names { continue }
      guard row.fields.count == names.count, !row.fields[0].isEmpty else {
        throw row.error(
          row.fields.count - 1, expected: "\(names.count) fields",
          found: "\(row.fields.count), or no name")
      }
      let process = Process(
        key: results.key(row.string(0)), start: starts.map(row.string).joined(separator: " "))
      do {
        try row.requireEnd()
        let time = try row.time(duration, in: .nanoseconds)
        processes[process, default: Times()].values.append(time)
      } catch {
        guard results.options.skipsInvalid else { throw error }
        processes[process, default: Times()].error = processes[process]?.error ?? error
      }
    }
    for (process, times) in processes {
      try results.add(executionOf: process.key) { () throws(ResultsFileError) in
        if let error = times.error { throw error }
        return ProcessExecution(times: times.values)
      }
    }
  }

  private struct Process: Hashable {
    var key: BenchmarkKey
    var start: String
  }

  private struct Times {
    var values: [Double] = []
    var error: ResultsFileError?
  }
}
