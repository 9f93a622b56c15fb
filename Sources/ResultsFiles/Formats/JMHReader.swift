// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension ResultsFormat {
  /// What JMH writes with `-rf json`.
  package static var jmh: ResultsFormat { JMHReader.format }
}

/// The JSON of the Java microbenchmark harness JMH.
enum JMHReader: JSONFormatReader {
  static let format = ResultsFormat(
    "jmh", name: "JMH JSON", harness: "JMH", isMicrobenchmark: true, whyTimesVanish: whyTimesVanish,
    reader: JMHReader.self)

  /// Why JMH writes scores of zero.
  static let whyTimesVanish =
    "JMH rounds small scores away; a smaller unit keeps their digits: -tu ns"

  static func recognizes(_ text: JSONValue) -> Bool {
    guard let first = text.firstElement else { return false }
    return first["primaryMetric"] != nil && first["mode"] != nil
      && !PackageBenchmark.isExport(first)
  }

  static func read(
    _ text: JSONValue, into results: inout FileResults
  ) throws(ResultsFileError) {
    for value in try text.array() {
      try readEntry(value, into: &results)
      value.forget()
    }
  }

  private static func readEntry(
    _ value: JSONValue, into results: inout FileResults
  ) throws(ResultsFileError) {
    let entry = try value.object()
    let (key, conditions) = (try key(of: entry, in: &results), try conditions(of: entry))
    try results.claim(key, conditions: conditions, at: value)
    results.source.toolVersion = try entry.optional("jmhVersion")?.string()
    let warmup = try entry.optional("warmupIterations")?.count()
    if warmup != 0 { results.warnOfMissingWarmup() }
    for name in try entry.optional("secondaryMetrics")?.object().map(\.name) ?? [] {
      results.source.ignoredMetrics.appendOnce(name)
    }
    let metric = try entry.required("primaryMetric").object()
    let unit = try unit(of: metric, mode: entry.required("mode").string())
    results.source.units.appendOnce(unit.name)
    results.warnOfConversion(from: unit)
    let place = results.place(of: key, conditions: conditions)
    if let forks = try metric.optional("rawDataHistogram")?.array() {
      results.warn(
        .convertedData, "JMH kept histograms of single calls: an iteration is the mean of one")
      for fork in forks {
        try results.add(to: place) { () throws(ResultsFileError) in
          ProcessExecution(
            times: try means(of: fork, unit: unit), omittedWarmupIterations: warmup)
        }
      }
    } else {
      for fork in try nonEmpty(metric.required("rawData")) {
        try results.add(to: place) { () throws(ResultsFileError) in
          ProcessExecution(
            times: try nonEmptyValue(fork).times(in: unit), omittedWarmupIterations: warmup)
        }
      }
    }
  }

  /// The unit of the scores; early versions gave single shots a bare unit of time.
  private static func unit(
    of metric: JSONObject, mode: String
  ) throws(ResultsFileError) -> ScoreUnit {
    let value = try metric.required("scoreUnit")
    let unit = try value.scoreUnit()
    guard !unit.isBare || mode == "ss" else {
      throw value.error(expected: "a unit such as \"ms/op\" or \"ops/s\"")
    }
    return unit
  }

  /// Under what a benchmark ran, beside its parameters.
  private static func conditions(of entry: JSONObject) throws(ResultsFileError) -> Conditions {
    var conditions = Conditions()
    conditions["threads"] = try entry.optional("threads")?.scalarText()
    let batchSize = try entry.optional("measurementBatchSize")?.scalarText()
    conditions["batchSize"] = batchSize == "1" ? nil : batchSize
    var arguments: [String] = []
    for argument in try entry.optional("jvmArgs")?.array().map(\.self) ?? [] {
      arguments.append(try argument.string())
    }
    conditions["jvmArgs"] = arguments.isEmpty ? nil : arguments.joined(separator: " ")
    return conditions
  }

  private static func key(
    of entry: JSONObject, in results: inout FileResults
  ) throws(ResultsFileError) -> BenchmarkKey {
    var parameters: [String] = []
    for member in try entry.optional("params")?.object().membersOnce() ?? [] {
      parameters.append("\(member.name)=\(try member.value.string())")
    }
    let mode = try entry.required("mode")
    guard ["thrpt", "avgt", "sample", "ss"].contains(try mode.string()) else {
      throw mode.error(expected: "\"thrpt\", \"avgt\", \"sample\" or \"ss\"")
    }
    let runtime = [
      try entry.optional("vmName")?.string(), try entry.optional("jdkVersion")?.string(),
    ]
    return results.key(
      try entry.required("benchmark").string().with(parameters: parameters),
      vm: runtime.compactMap(\.self).joined(separator: " "), variant: try mode.string())
  }

  private static func nonEmpty(_ value: JSONValue) throws(ResultsFileError) -> JSONArray {
    try nonEmptyValue(value).array()
  }

  private static func nonEmptyValue(_ value: JSONValue) throws(ResultsFileError) -> JSONValue {
    guard try value.array().count > 0 else { throw value.error(expected: "raw data") }
    return value
  }

  /// The mean of each iteration of a fork, of which the file has how often each time was taken.
  private static func means(
    of fork: JSONValue, unit: ScoreUnit
  ) throws(ResultsFileError) -> [Double] {
    var means: [Double] = []
    for iteration in try nonEmpty(fork) {
      var (sum, count) = (0.0, 0.0)
      for bin in try nonEmpty(iteration) {
        let pair = try bin.numbers()
        guard pair.count == 2, TimeRange.contains(unit.time(pair[0])),
          TidyRecord.isIteration(pair[1]), pair[1] >= 1
        else {
          throw bin.error(expected: "a positive time and how often it was taken")
        }
        sum += pair[0] * pair[1]
        count += pair[1]
      }
      let mean = unit.time(sum / count)
      guard TimeRange.contains(mean) else {
        throw iteration.error(
          expected: "\(TimeRange.expectation(insteadOf: mean)) as their mean", found: "\(mean)")
      }
      means.append(mean)
    }
    return means
  }
}
