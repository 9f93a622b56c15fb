// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension ResultsFormat {
  /// The `benchmarkData.json` of Jetpack Benchmark on Android.
  package static var android: ResultsFormat { AndroidReader.format }
}

/// The JSON of Jetpack Benchmark on Android: one process, whose runs are means over many
/// repetitions, in their order.
enum AndroidReader: JSONFormatReader {
  static let format = ResultsFormat(
    "android", name: "Android benchmark JSON", harness: "Jetpack Benchmark",
    isMicrobenchmark: true, reader: AndroidReader.self)

  static func recognizes(_ text: JSONValue) -> Bool {
    guard let root = text.asObject, root["context"]?.asObject?["build"] != nil else { return false }
    return root["benchmarks"]?.firstElement?["metrics"] != nil
  }

  static func read(
    _ text: JSONValue, into results: inout FileResults
  ) throws(ResultsFileError) {
    let root = try text.object()
    let build = try root.required("context").object().required("build").object()
    results.note("model of the device", try build.optional("model")?.string())
    let criterion = results.options.criterion ?? "timeNs"
    for value in try root.required("benchmarks").array() {
      let benchmark = try value.object()
      var parameters: [String] = []
      for member in try benchmark.optional("params")?.object().membersOnce() ?? [] {
        parameters.append("\(member.name)=\(try member.value.scalarText())")
      }
      let key = results.key(
        try benchmark.required("name").string().with(parameters: parameters),
        variant: try benchmark.optional("className")?.string())
      try results.claim(key, at: value)
      let metrics = try benchmark.required("metrics").object()
      for metric in metrics where metric.name != criterion {
        results.source.ignoredMetrics.appendOnce(metric.name)
      }
      guard let metric = try metrics.optional(criterion), let unit = unit(of: criterion) else {
        results.warnOfUnmeasured(key, because: "no times named \(criterion)")
        continue
      }
      let runs = try metric.object().required("runs")
      results.source.units.appendOnce(unit.name)
      try results.add(executionOf: key) { () throws(ResultsFileError) in
        let times = try runs.times(in: unit)
        guard !times.isEmpty else { throw runs.error(expected: "the time of each run") }
        return ProcessExecution(times: times)
      }
      results.warnOfMissingWarmup()
    }
  }

  /// The unit that the name of a metric ends with, as in `timeNs` and `timeToInitialDisplayMs`.
  private static func unit(of metric: String) -> ScoreUnit? {
    for name in ["Ns", "Us", "Ms"] where metric.hasSuffix(name) {
      return ScoreUnit(name.lowercased())
    }
    return nil
  }
}
