// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

/// The JSON of Google Benchmark: one process, whose repetitions are iterations.
enum GoogleBenchmarkReader: FormatReader {
  static let format = ResultsFormat.googleBenchmark

  static func recognizes(_ content: FileContent) -> Bool {
    guard let object = content.object else { return false }
    return object["context"] != nil && object["benchmarks"] != nil
  }

  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    let root = try content.document(of: format, path: results.source.path).object()
    let context = try root.required("context").object()
    let machine = try context.optional("host_name")?.string()
    results.source.date = try context.optional("date")?.string()
    results.source.toolVersion = try context.optional("library_version")?.string()
    let benchmarks = try root.required("benchmarks")
    var repetitions: OrderedDictionary<String, [JSONObject]> = [:]
    for value in try benchmarks.array() {
      let entry = try value.object()
      guard try isRepetition(entry) else { continue }
      let name = try entry.required("run_name", or: "name")
      repetitions[try name.string(), default: []].append(entry)
    }
    guard !repetitions.isEmpty else {
      throw benchmarks.error(expected: "single repetitions", found: "only what sums them up")
    }
    var units = results.source.units
    for (name, entries) in repetitions {
      let key = results.key(name)
      let failures = try failures(in: entries)
      if let first = failures.first {
        results.warn(
          .skippedData,
          "\(failures.count) of \(entries.count) repetitions failed; the first: \(first)",
          key: key)
      }
      try results.add(executionOf: key, machine: machine) { () throws(ResultsFileError) in
        try execution(entries, units: &units)
      }
    }
    results.source.units = units
    results.warnOfMissingWarmup()
  }

  /// Whether an entry is a repetition, and not the mean or the like of several.
  private static func isRepetition(_ entry: JSONObject) throws(ResultsFileError) -> Bool {
    if let type = try entry.optional("run_type") { return try type.string() == "iteration" }
    // Older files tell them apart by their names alone.
    let name = try entry.required("name").string()
    return !["_mean", "_median", "_stddev", "_cv", "_BigO", "_RMS"].contains(
      where: name.hasSuffix)
  }

  private static func failures(in entries: [JSONObject]) throws(ResultsFileError) -> [String] {
    var failures: [String] = []
    for entry in entries where try hasFailed(entry) {
      let message = try entry.required("error_message", or: "skip_message")
      failures.append(quoted(try message.string()))
    }
    return failures
  }

  private static func hasFailed(_ entry: JSONObject) throws(ResultsFileError) -> Bool {
    // Newer versions write `"skipped": "SKIPPED_WITH_ERROR"` or the like.
    if case .string(let skipped)? = entry["skipped"]?.content { return !skipped.isEmpty }
    if let skipped = try entry.optional("skipped") { return try skipped.bool() }
    return try entry.optional("error_occurred")?.bool() ?? false
  }

  private static func execution(
    _ entries: [JSONObject], units: inout [String]
  ) throws(ResultsFileError) -> ProcessExecution {
    var times: [Double] = []
    for entry in try inOrder(entries) where try !hasFailed(entry) {
      let name = try entry.required("time_unit")
      let unit = try name.timeUnit()
      units.appendOnce(try name.string())
      times.append(try entry.required("real_time").time(in: unit))
    }
    return times.isEmpty ? ProcessExecution(failed: .crashed) : ProcessExecution(times: times)
  }

  /// The repetitions by their index, since interleaved ones need not stand in their order; older
  /// files have none.
  private static func inOrder(_ entries: [JSONObject]) throws(ResultsFileError) -> [JSONObject] {
    guard entries.contains(where: { $0["repetition_index"] != nil }) else { return entries }
    var indexed: OrderedDictionary<Double, JSONObject> = [:]
    for entry in entries {
      let value = try entry.required("repetition_index")
      let index = try value.number(expected: "the index of a repetition")
      guard index >= 0, indexed.updateValue(entry, forKey: index) == nil else {
        throw value.error(expected: "the index of another repetition")
      }
    }
    indexed.sort { $0.key < $1.key }
    return Array(indexed.values)
  }
}
