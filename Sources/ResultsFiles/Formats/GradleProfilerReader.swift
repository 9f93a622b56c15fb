// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension ResultsFormat {
  /// What Gradle Profiler writes as `benchmark.json`.
  package static var gradleProfiler: ResultsFormat { GradleProfilerReader.format }
}

/// The JSON of Gradle Profiler: the builds of a scenario share a daemon, which is one process
/// execution.
enum GradleProfilerReader: JSONFormatReader {
  static let format = ResultsFormat(
    "gradle-profiler", name: "Gradle Profiler JSON", harness: "Gradle Profiler", unit: "ms",
    reader: GradleProfilerReader.self)

  static func recognizes(_ text: JSONValue) -> Bool {
    guard let first = text.asObject?["scenarios"]?.firstElement else { return false }
    return first["definition"] != nil && first["iterations"] != nil
  }

  static func read(
    _ text: JSONValue, into results: inout FileResults
  ) throws(ResultsFileError) {
    let root = try text.object()
    let environment = try root.optional("environment")?.object()
    results.source.toolVersion = try environment?.optional("profilerVersion")?.string()
    results.note(
      "operating system", try environment?.optional("operatingSystem")?.string())
    results.source.date = try root.optional("date")?.string()
    for value in try root.required("scenarios").array() {
      let scenario = try value.object()
      let definition = try scenario.required("definition").object()
      let key = results.key(
        try definition.required("title", or: "name").string(),
        vm: try definition.optional("buildTool")?.string())
      try read(
        scenario.required("iterations"), of: key, conditions: conditions(of: definition),
        into: &results)
    }
  }

  private static func conditions(
    of definition: JSONObject
  ) throws(ResultsFileError) -> Conditions {
    var conditions = Conditions()
    for name in ["tasks", "args", "jvmArgs"] {
      guard let value = definition[name] else { continue }
      if case .string(let text) = value.content { conditions[name] = text }
      guard let list = value.asArray else { continue }
      var words: [String] = []
      for word in list { words.append(try word.string()) }
      conditions[name] = words.isEmpty ? nil : words.joined(separator: " ")
    }
    return conditions
  }

  private static func read(
    _ iterations: JSONValue, of key: BenchmarkKey, conditions: Conditions,
    into results: inout FileResults
  ) throws(ResultsFileError) {
    let wanted = results.options.criterion.map { [$0] } ?? GradleProfilerCSVReader.samples
    var values: [(time: JSONValue, isWarmup: Bool)] = []
    for iteration in try iterations.array() {
      let build = try iteration.object()
      let phase = try build.required("phase")
      guard let isWarmup = ["WARM_UP": true, "MEASURE": false][try phase.string()] else {
        throw phase.error(expected: "\"WARM_UP\" or \"MEASURE\"")
      }
      for sample in try build.required("values").object().membersOnce() {
        if wanted.contains(sample.name) {
          values.append((sample.value, isWarmup))
        } else {
          results.source.ignoredMetrics.appendOnce(sample.name)
        }
      }
    }
    guard !values.isEmpty else {
      return results.warnOfUnmeasured(key, because: "no values of \(wanted[0])")
    }
    var executions = ExecutionCollector(results.options)
    let process = ExecutionCollector.Process(key: key, conditions: conditions)
    for value in values {
      try executions.add(
        to: process, isWarmup: value.isWarmup,
        error: { value.time.error(expected: $0, found: $1) }
      ) { () throws(ResultsFileError) in try value.time.time(in: .milliseconds) }
    }
    try executions.add(to: &results)
  }
}
