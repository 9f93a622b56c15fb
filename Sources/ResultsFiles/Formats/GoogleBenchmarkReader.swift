// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

extension ResultsFormat {
  /// What Google Benchmark writes with `--benchmark_format=json`.
  package static var googleBenchmark: ResultsFormat { GoogleBenchmarkReader.format }
}

/// The JSON of Google Benchmark: one process, whose repetitions are iterations.
enum GoogleBenchmarkReader: JSONFormatReader {
  static let format = ResultsFormat(
    "google-benchmark", name: "Google Benchmark JSON", harness: "Google Benchmark",
    isMicrobenchmark: true, reader: GoogleBenchmarkReader.self)

  static func recognizes(_ text: JSONValue) -> Bool {
    guard let object = text.asObject else { return false }
    let first = object["benchmarks"]?.asArray?.first { _ in true }?.asObject
    return object["context"] != nil && object["benchmarks"]?.asArray != nil
      && first?["metrics"] == nil
  }

  static func read(
    _ text: JSONValue, into results: inout FileResults
  ) throws(ResultsFileError) {
    let root = try text.object()
    let context = try root.required("context").object()
    let machine = try context.optional("host_name")?.string()
    results.source.date = try context.optional("date")?.string()
    results.source.toolVersion = try context.optional("library_version")?.string()
    let benchmarks = try root.required("benchmarks")
    var summarized: OrderedSet<String> = []
    var repetitions: OrderedDictionary<String, [JSONObject]> = [:]
    for value in try benchmarks.array() {
      let entry = try value.object()
      let name = try entry.required("run_name", or: "name")
      guard try isRepetition(entry) else {
        summarized.append(try name.string())
        continue
      }
      repetitions[try name.string(), default: []].append(entry)
    }
    guard !repetitions.isEmpty else {
      throw benchmarks.error(expected: "single repetitions", found: "only what sums them up")
    }
    for name in summarized where entry(name, isSumOf: repetitions) == nil {
      results.warnOfUnmeasured(
        results.key(name), because: "no single repetitions, but only what sums them up")
    }
    results.note(
      "number of processors", try context.optional("num_cpus")?.scalarText(), machine: machine)
    results.note(
      "build of the library", try context.optional("library_build_type")?.scalarText(),
      machine: machine)
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
      var conditions = Conditions()
      conditions["threads"] = try entries.first?.optional("threads")?.scalarText()
      try results.add(
        executionOf: key, machine: machine, conditions: conditions
      ) { () throws(ResultsFileError) in
        try execution(entries, units: &units)
      }
    }
    results.source.units = units
    results.warnOfMissingWarmup()
  }

  /// The repetitions that an entry sums up, of which older files add the kind of sum to the name.
  private static func entry(
    _ name: String, isSumOf repetitions: OrderedDictionary<String, [JSONObject]>
  ) -> [JSONObject]? {
    repetitions[name] ?? name.lastIndex(of: "_").flatMap { repetitions[String(name[..<$0])] }
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
      let index = Double(try value.count())
      guard indexed.updateValue(entry, forKey: index) == nil else {
        throw value.error(expected: "the index of another repetition")
      }
    }
    indexed.sort { $0.key < $1.key }
    return Array(indexed.values)
  }
}
