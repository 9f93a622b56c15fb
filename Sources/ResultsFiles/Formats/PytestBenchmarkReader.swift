// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension ResultsFormat {
  /// What pytest-benchmark writes with `--benchmark-json`.
  package static var pytestBenchmark: ResultsFormat { PytestBenchmarkReader.format }
}

/// The JSON of pytest-benchmark: one process, whose rounds are iterations.
enum PytestBenchmarkReader: JSONFormatReader {
  static let format = ResultsFormat(
    "pytest-benchmark", name: "pytest-benchmark JSON", harness: "pytest-benchmark", unit: "s",
    isMicrobenchmark: true, reader: PytestBenchmarkReader.self)

  static func recognizes(_ text: JSONValue) -> Bool {
    guard let object = text.asObject else { return false }
    return object["machine_info"] != nil && object["benchmarks"] != nil
  }

  static func read(
    _ text: JSONValue, into results: inout FileResults
  ) throws(ResultsFileError) {
    let root = try text.object()
    results.source.date = try root.optional("datetime")?.string()
    results.source.toolVersion = try root.optional("version")?.string()
    let information = try root.required("machine_info").object()
    let machine = try information.optional("node")?.string()
    var version = try information.optional("python_implementation_version")
    if version == nil { version = try information.optional("python_version") }
    let runtime = [
      try information.optional("python_implementation")?.string(), try version?.string(),
    ].compactMap(\.self).joined(separator: " ")
    if let processor = information["cpu"]?.asObject {
      results.note("processor", try processor.optional("brand_raw")?.string(), machine: machine)
    }
    var hadWarmup = false
    for value in try root.required("benchmarks").array() {
      let benchmark = try value.object()
      let name = try benchmark.required("fullname", or: "name")
      let key = results.key(try name.string(), vm: runtime)
      try results.claim(key, at: value)
      // "tests/test_sort.py::test_sort[10]"
      if let end = key.benchmark.firstRange(of: ".py::") {
        results.places[key] = SourcePlace(file: key.benchmark[..<end.lowerBound] + ".py")
      }
      let warmsUp = try self.warmsUp(benchmark)
      hadWarmup = hadWarmup || warmsUp == true
      let statistics = try benchmark.required("stats").object()
      guard let data = try statistics.optional("data") else {
        throw try benchmark.required("stats").error(
          expected: "the data of each round, which --benchmark-save-data keeps", found: "none")
      }
      try results.add(executionOf: key, machine: machine) { () throws(ResultsFileError) in
        let times = try data.times()
        guard !times.isEmpty else { throw data.error(expected: "the time of each round") }
        // How many rounds a warmup takes depends on their time, and the file does not say.
        return ProcessExecution(
          times: times, omittedWarmupIterations: warmsUp == false ? 0 : nil)
      }
    }
    if hadWarmup { results.warnOfMissingWarmup() }
  }

  /// Whether rounds were made before those that are in the file, if it says so; the option is a
  /// truth value or a number of iterations.
  private static func warmsUp(_ benchmark: JSONObject) throws(ResultsFileError) -> Bool? {
    guard let warmup = try benchmark.optional("options")?.object().optional("warmup") else {
      return nil
    }
    if case .bool(let truth) = warmup.content { return truth }
    return try warmup.number() != 0
  }
}
