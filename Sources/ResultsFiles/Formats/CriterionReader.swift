// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension ResultsFormat {
  /// The folder `target/criterion`, or a file `sample.json` in it.
  package static var criterion: ResultsFormat { CriterionReader.format }
}

/// The samples that Criterion.rs keeps in `target/criterion`: `sample.json`, with the name of
/// its benchmark in `benchmark.json` beside it.
enum CriterionReader: JSONFormatReader {
  static let format = ResultsFormat(
    "criterion", name: "Criterion samples", harness: "Criterion", unit: "ns",
    isMicrobenchmark: true, reader: CriterionReader.self)

  static func recognizes(_ text: JSONValue) -> Bool {
    if let object = text.asObject { return object["sampling_mode"] != nil }
    // Before 0.4, a sample was two arrays: numbers of iterations, and times.
    guard let array = text.asArray, array.count == 2 else { return false }
    return array.allSatisfy { $0.asArray != nil }
  }

  static func read(
    _ text: JSONValue, into results: inout FileResults
  ) throws(ResultsFileError) {
    try readSample(text, into: &results)
    results.warnOfMissingWarmup()
  }

  static func recognizes(folder: String) throws(ResultsFileError) -> Bool {
    try !newestSamples(below: folder).isEmpty
  }

  /// The paths of the newest sample of each benchmark.
  private static func newestSamples(below folder: String) throws(ResultsFileError) -> [String] {
    try Folder.files(named: "sample.json", below: folder)
      .filter { $0.hasSuffix("/new/sample.json") }
  }

  /// Reads the newest sample of each benchmark in a folder.
  static func read(
    folder: String, into results: inout FileResults
  ) throws(ResultsFileError) {
    let maximumSize = results.options.maximumSize
    for path in try newestSamples(below: folder) {
      let bytes = try FileBytes.read(at: path, maximumSize: maximumSize)
      let content = try FileContent(bytes: bytes, path: path)
      try readSample(content.document(of: format), into: &results)
    }
    results.warnOfMissingWarmup()
  }

  private static func readSample(
    _ document: JSONValue, into results: inout FileResults
  ) throws(ResultsFileError) {
    let counts: JSONValue
    let times: JSONValue
    if case .object(let sample) = document.content {
      (counts, times) = (try sample.required("iters"), try sample.required("times"))
    } else {
      let pair = Array(try document.array().prefix(3))
      guard pair.count == 2 else { throw document.error(expected: "iterations and times") }
      (counts, times) = (pair[0], pair[1])
    }
    let key = results.key(try name(besides: document, options: results.options))
    try results.claim(key, at: document)
    try results.add(executionOf: key) { () throws(ResultsFileError) in
      ProcessExecution(
        times: try timesPerIteration(times, counts: counts, unit: .nanoseconds))
    }
  }

  /// The full name in the `benchmark.json` beside a sample.
  private static func name(
    besides sample: JSONValue, options: ReadingOptions
  ) throws(ResultsFileError) -> String {
    if let name = options.benchmark { return name }
    let path = sample.document.path
    guard path != "-" else {
      throw ResultsFileError(
        path: path, place: .file, expected: "the name of the benchmark as an option",
        found: "none")
    }
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    let sibling = "\(folder)benchmark.json"
    let bytes = try FileBytes.read(at: sibling, maximumSize: options.maximumSize)
    let benchmark = try FileContent(bytes: bytes, path: sibling)
      .document(of: format).object()
    return try benchmark.required("full_id", or: "title").string()
  }

  /// The time of one iteration in each measurement of several.
  static func timesPerIteration(
    _ totals: JSONValue, counts: JSONValue, unit: TimeUnit
  ) throws(ResultsFileError) -> [Double] {
    let divisors = try counts.array(expected: "numbers of iterations")
    let measurements = try totals.array(expected: "measured times")
    guard measurements.count == divisors.count else {
      throw totals.error(
        expected: "a time for each of the \(divisors.count) numbers of iterations",
        found: "\(measurements.count)")
    }
    guard measurements.count > 0 else { throw totals.error(expected: "measured times") }
    var times: [Double] = []
    for (total, count) in zip(measurements, divisors) {
      times.append(try total.time(in: unit, dividedBy: count.positiveCount()))
    }
    return times
  }
}
