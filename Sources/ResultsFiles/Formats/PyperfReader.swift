// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension ResultsFormat {
  /// What pyperf writes with `-o`.
  package static var pyperf: ResultsFormat { PyperfReader.format }
}

/// The JSON of pyperf: each run is a process, whose warmups come before its values.
enum PyperfReader: JSONFormatReader {
  static let format = ResultsFormat(
    "pyperf", name: "pyperf JSON", harness: "pyperf", unit: "s", isMicrobenchmark: true,
    reader: PyperfReader.self)

  static func recognizes(_ text: JSONValue) -> Bool {
    guard let benchmarks = text.asObject?["benchmarks"],
      case .array(let array) = benchmarks.content, let first = array.first(where: { _ in true }),
      case .object(let benchmark) = first.content
    else { return false }
    return benchmark["runs"] != nil
  }

  static func read(
    _ text: JSONValue, into results: inout FileResults
  ) throws(ResultsFileError) {
    let root = try text.object()
    let suite = try Metadata(of: root, inheriting: nil)
    results.source.toolVersion = try suite.string("perf_version")
    for value in try root.required("benchmarks").array() {
      let benchmark = try value.object()
      let metadata = try Metadata(of: benchmark, inheriting: suite)
      var isMeasured = false
      for run in try benchmark.required("runs").array() {
        isMeasured = try read(run, metadata: metadata, into: &results) || isMeasured
      }
      if !isMeasured {
        let name = try metadata.string("name") ?? "a benchmark without a name"
        results.warnOfUnmeasured(
          results.key(name, vm: try metadata.runtime), because: "no runs with values")
      }
    }
  }

  private static func read(
    _ value: JSONValue, metadata inherited: Metadata, into results: inout FileResults
  ) throws(ResultsFileError) -> Bool {
    let run = try value.object()
    // A run without values only found out how many loops to make.
    guard let values = try run.optional("values") else { return false }
    let metadata = try Metadata(of: run, inheriting: inherited)
    if results.source.date == nil { results.source.date = try metadata.string("date") }
    guard let name = try metadata.string("name") ?? results.options.benchmark else {
      throw value.error(expected: "a name of the benchmark in the metadata", found: "none")
    }
    let unit = metadata["unit"]
    guard try unit?.string() ?? "second" == "second" else {
      throw unit?.error(expected: "\"second\"") ?? value.error(expected: "seconds")
    }
    let key = results.key(name, vm: try metadata.runtime)
    let machine = try metadata.string("hostname")
    results.note("processor", try metadata.string("cpu_model_name"), machine: machine)
    try results.add(executionOf: key, machine: machine) { () throws(ResultsFileError) in
      let warmups = try warmups(of: run)
      let times = try values.times()
      guard !times.isEmpty else { throw values.error(expected: "at least one value") }
      return ProcessExecution(times: warmups + times, harnessWarmupIterations: warmups.count)
    }
    return true
  }

  /// The warmup values, which like all values are times of one loop.
  private static func warmups(of run: JSONObject) throws(ResultsFileError) -> [Double] {
    var warmups: [Double] = []
    for value in try run.optional("warmups")?.array().map(\.self) ?? [] {
      let pair = Array(try value.array(expected: "a number of loops and a time").prefix(3))
      guard pair.count == 2 else { throw value.error(expected: "a number of loops and a time") }
      _ = try pair[0].positiveCount()
      warmups.append(try pair[1].time())
    }
    return warmups
  }
}

/// Metadata of pyperf: a run inherits those of its benchmark, and a benchmark those of its suite.
private struct Metadata {
  private var values: [String: JSONValue]

  init(of object: JSONObject, inheriting parent: Metadata?) throws(ResultsFileError) {
    values = parent?.values ?? [:]
    for member in try object.optional("metadata")?.object().membersOnce() ?? [] {
      values[member.name] = member.value
    }
  }

  subscript(name: String) -> JSONValue? { values[name] }

  func string(_ name: String) throws(ResultsFileError) -> String? { try values[name]?.string() }

  /// The name and the version of the Python; its version is followed by its width in bits.
  var runtime: String {
    get throws(ResultsFileError) {
      let version = try string("python_version")?.prefix { $0 != " " }.description
      return [try string("python_implementation"), version].compactMap(\.self)
        .joined(separator: " ")
    }
  }
}
