// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension ResultsFormat {
  /// What Renaissance writes with `--json`.
  package static var renaissance: ResultsFormat { RenaissanceReader.format }
}

/// The JSON of the Renaissance suite: one file is one process.
enum RenaissanceReader: JSONFormatReader {
  static let format = ResultsFormat(
    "renaissance", name: "Renaissance JSON", harness: "Renaissance", unit: "ns",
    reader: RenaissanceReader.self)

  static func recognizes(_ text: JSONValue) -> Bool {
    guard let object = text.asObject else { return false }
    return object["format_version"] != nil && (object["data"] != nil || object["results"] != nil)
  }

  static func read(
    _ text: JSONValue, into results: inout FileResults
  ) throws(ResultsFileError) {
    let root = try text.object()
    let environment = try root.optional("environment")?.object()
    let vm = try environment?.optional("vm")?.object()
    let runtime = [try vm?.optional("name")?.string(), try vm?.optional("version")?.string()]
      .compactMap(\.self).joined(separator: " ")
    if let start = try vm?.optional("start_unix_ms") {
      results.source.date = instant(milliseconds: try start.number())
    }
    let suite = try root.optional("suite")?.object()
    results.source.toolVersion = try suite?.optional("version")?.string()
    // Versions 1 and 2 have the repetitions of a benchmark under "results", later ones have them
    // under "data" with how it ended.
    if let data = try root.optional("data") {
      for member in try data.object().membersOnce() {
        let benchmark = try member.value.object()
        let termination = try benchmark.member("termination")?.string()
        try read(
          benchmark.required("results"), key: results.key(member.name, vm: runtime),
          failed: termination ?? "normal" != "normal", into: &results)
      }
    } else {
      for member in try root.required("results").object().membersOnce() {
        let key = results.key(member.name, vm: runtime)
        try read(member.value, key: key, failed: false, into: &results)
      }
    }
  }

  private static func read(
    _ repetitions: JSONValue, key: BenchmarkKey, failed: Bool, into results: inout FileResults
  ) throws(ResultsFileError) {
    try results.add(executionOf: key) { () throws(ResultsFileError) in
      guard !failed else { return ProcessExecution(failed: .crashed) }
      var times: [Double] = []
      for value in try repetitions.array() {
        let repetition = try value.object()
        let duration = try repetition.required("nanos", or: "duration_ns")
        times.append(try duration.time(in: .nanoseconds))
      }
      guard !times.isEmpty else { throw repetitions.error(expected: "repetitions") }
      return ProcessExecution(times: times)
    }
  }
}
