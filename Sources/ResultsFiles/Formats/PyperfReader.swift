// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// The JSON of pyperf: each run is a process, whose warmups come before its values.
enum PyperfReader: FormatReader {
  static let format = ResultsFormat.pyperf

  static func recognizes(_ content: FileContent) -> Bool {
    guard let benchmarks = content.object?["benchmarks"],
      case .array(let array) = benchmarks.content, let first = array.first(where: { _ in true }),
      case .object(let benchmark) = first.content
    else { return false }
    return benchmark["runs"] != nil
  }

  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    let root = try content.document(of: format, path: results.source.path).object()
    let suite = try Metadata(of: root, inheriting: nil)
    results.source.toolVersion = try suite.string("perf_version")
    for value in try root.required("benchmarks").array() {
      let benchmark = try value.object()
      let metadata = try Metadata(of: benchmark, inheriting: suite)
      for run in try benchmark.required("runs").array() {
        try read(run, metadata: metadata, into: &results)
      }
    }
  }

  private static func read(
    _ value: JSONValue, metadata inherited: Metadata, into results: inout FileResults
  ) throws(ResultsFileError) {
    let run = try value.object()
    // A run without values only found out how many loops to make.
    guard let values = try run.optional("values") else { return }
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
    try results.add(executionOf: key, machine: try metadata.string("hostname")) {
      () throws(ResultsFileError) in
      let warmups = try warmups(of: run)
      let times = try values.times()
      guard !times.isEmpty else { throw values.error(expected: "at least one value") }
      return ProcessExecution(times: warmups + times, harnessWarmupIterations: warmups.count)
    }
  }

  /// The warmup values, which like all values are times of one loop.
  private static func warmups(of run: JSONObject) throws(ResultsFileError) -> [Double] {
    var warmups: [Double] = []
    for value in try run.optional("warmups")?.array().map(\.self) ?? [] {
      let pair = Array(try value.array(expected: "a number of loops and a time"))
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
