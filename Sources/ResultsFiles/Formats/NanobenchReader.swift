// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension ResultsFormat {
  /// What nanobench renders with its template for JSON.
  package static var nanobench: ResultsFormat { NanobenchReader.format }
}

/// The JSON of nanobench: one process, whose measurements are means over many iterations, in their
/// order.
enum NanobenchReader: JSONFormatReader {
  static let format = ResultsFormat(
    "nanobench", name: "nanobench JSON", harness: "nanobench", unit: "s", isMicrobenchmark: true,
    reader: NanobenchReader.self)

  static func recognizes(_ text: JSONValue) -> Bool {
    let first = text.asObject?["results"]?.firstElement
    return first?["measurements"]?.firstElement?["elapsed"] != nil
  }

  static func read(
    _ text: JSONValue, into results: inout FileResults
  ) throws(ResultsFileError) {
    for value in try text.object().required("results").array() {
      let result = try value.object()
      let title = try result.optional("title")?.string()
      // Results have this title unless they are given another.
      let key = results.key(
        try result.required("name").string(), variant: title == "benchmark" ? nil : title)
      try results.claim(key, at: value)
      let measurements = try result.required("measurements")
      try results.add(executionOf: key) { () throws(ResultsFileError) in
        try execution(measurements, total: try result.optional("totalTime")?.number())
      }
    }
    results.warnOfMissingWarmup()
  }

  /// The execution of which measurements are given, and the sum of all times, in seconds.
  ///
  /// Nanobench divides the times of a measurement by its iterations; a template of one's own may
  /// not, which the sum shows.
  private static func execution(
    _ measurements: JSONValue, total: Double?
  ) throws(ResultsFileError) -> ProcessExecution {
    var entries: [(elapsed: JSONValue, iterations: Double)] = []
    var sum = 0.0
    for value in try measurements.array() {
      let measurement = try value.object()
      let elapsed = try measurement.required("elapsed")
      entries.append((elapsed, try measurement.required("iterations").positiveCount()))
      sum += try elapsed.number()
    }
    guard !entries.isEmpty else { throw measurements.error(expected: "measurements") }
    let areTotals = total.map { abs(sum - $0) <= 1e-3 * $0 } ?? false
    var times: [Double] = []
    for entry in entries {
      times.append(
        try entry.elapsed.time(in: .seconds, dividedBy: areTotals ? entry.iterations : 1))
    }
    return ProcessExecution(times: times)
  }
}
