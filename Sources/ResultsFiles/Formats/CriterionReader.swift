// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// The samples that Criterion.rs keeps in `target/criterion`: `sample.json`, with the name of
/// its benchmark in `benchmark.json` beside it.
enum CriterionReader: FormatReader {
  static let format = ResultsFormat.criterion

  static func recognizes(_ content: FileContent) -> Bool {
    if let object = content.object { return object["sampling_mode"] != nil }
    // Before 0.4, a sample was two arrays: numbers of iterations, and times.
    guard case .json(let document) = content, case .array(let array) = document.content,
      array.count == 2
    else { return false }
    return array.allSatisfy { value in
      if case .array = value.content { true } else { false }
    }
  }

  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    try readSample(content, into: &results)
    results.warnOfMissingWarmup()
  }

  /// Reads the newest sample of each benchmark in a folder.
  static func read(folder: String, into results: inout FileResults) throws(ResultsFileError) {
    let maximumSize = results.options.maximumSize
    var found = false
    for path in try Folder.files(named: "sample.json", below: folder)
    where path.hasSuffix("/new/sample.json") {
      found = true
      let bytes = try FileBytes.read(at: path, maximumSize: maximumSize)
      try readSample(FileContent(bytes: bytes, path: path), into: &results)
    }
    guard found else {
      throw ResultsFileError(
        path: folder, place: .file,
        expected: "a file, or a folder with samples of Criterion (new/sample.json)",
        found: "a folder without them")
    }
    results.warnOfMissingWarmup()
  }

  private static func readSample(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    let document = try content.document(of: format, path: results.source.path)
    let counts: JSONValue
    let times: JSONValue
    if case .object(let sample) = document.content {
      (counts, times) = (try sample.required("iters"), try sample.required("times"))
    } else {
      let pair = Array(try document.array())
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
      .document(of: format, path: sibling).object()
    return try benchmark.required("full_id", or: "title").string()
  }

  /// The time of one iteration in each measurement of several.
  static func timesPerIteration(
    _ totals: JSONValue, counts: JSONValue, unit: TimeUnit
  ) throws(ResultsFileError) -> [Double] {
    let divisors = Array(try counts.array(expected: "numbers of iterations"))
    let measurements = Array(try totals.array(expected: "measured times"))
    guard measurements.count == divisors.count else {
      throw totals.error(
        expected: "a time for each of the \(divisors.count) numbers of iterations",
        found: "\(measurements.count)")
    }
    guard !measurements.isEmpty else { throw totals.error(expected: "measured times") }
    var times: [Double] = []
    for (total, count) in zip(measurements, divisors) {
      times.append(try total.time(in: unit, dividedBy: count.positiveCount()))
    }
    return times
  }
}
