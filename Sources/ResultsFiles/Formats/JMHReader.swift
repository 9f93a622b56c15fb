// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// The JSON of the Java microbenchmark harness JMH.
enum JMHReader: FormatReader {
  static let format = ResultsFormat.jmh

  static func recognizes(_ content: FileContent) -> Bool {
    guard let first = content.firstElement, first["primaryMetric"] != nil else { return false }
    return first["jmhVersion"] != nil || first["jvm"] != nil
  }

  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    var notes = Notes()
    for value in try content.document(of: format, path: results.source.path).array() {
      try read(value, into: &results, notes: &notes)
    }
    results.source.ignoredMetrics = notes.secondaryMetrics
    if notes.hadWarmup { results.warnOfMissingWarmup() }
    if notes.hadHistograms {
      results.warn(
        .convertedData, "JMH kept histograms of single calls: an iteration is the mean of one")
    }
    for unit in notes.rateUnits { results.warn(.convertedData, JMHScoreUnit.note(unit)) }
  }

  private struct Notes {
    var hadWarmup = false
    var hadHistograms = false
    var rateUnits: [String] = []
    var secondaryMetrics: [String] = []
  }

  private static func read(
    _ value: JSONValue, into results: inout FileResults, notes: inout Notes
  ) throws(ResultsFileError) {
    let entry = try value.object()
    let key = try key(of: entry, in: results)
    try results.claim(key, at: value)
    results.source.toolVersion = try entry.optional("jmhVersion")?.string()
    let warmup = try entry.optional("warmupIterations")?.count()
    notes.hadWarmup = notes.hadWarmup || warmup != 0

    let metric = try entry.required("primaryMetric").object()
    let unit = try JMHScoreUnit(metric.required("scoreUnit"))
    results.source.units.appendOnce(unit.name)
    if unit.isRate && !notes.rateUnits.contains(unit.name) { notes.rateUnits.append(unit.name) }
    for name in try secondaryMetrics(of: entry) where !notes.secondaryMetrics.contains(name) {
      notes.secondaryMetrics.append(name)
    }
    if let forks = try metric.optional("rawDataHistogram")?.array() {
      notes.hadHistograms = true
      for fork in forks {
        try results.add(executionOf: key) { () throws(ResultsFileError) in
          ProcessExecution(
            times: try means(of: fork, unit: unit), omittedWarmupIterations: warmup)
        }
      }
    } else {
      for fork in try nonEmpty(metric.required("rawData")) {
        try results.add(executionOf: key) { () throws(ResultsFileError) in
          ProcessExecution(
            times: try unit.times(nonEmptyValue(fork)), omittedWarmupIterations: warmup)
        }
      }
    }
  }

  private static func key(
    of entry: JSONObject, in results: FileResults
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

  private static func secondaryMetrics(
    of entry: JSONObject
  ) throws(ResultsFileError) -> [String] {
    try entry.optional("secondaryMetrics")?.object().map(\.name) ?? []
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
    of fork: JSONValue, unit: JMHScoreUnit
  ) throws(ResultsFileError) -> [Double] {
    var means: [Double] = []
    for iteration in try nonEmpty(fork) {
      var (sum, count) = (0.0, 0.0)
      for bin in try nonEmpty(iteration) {
        let pair = try bin.numbers()
        guard pair.count == 2, pair[0] > 0, pair[1] >= 1 else {
          throw bin.error(expected: "a positive time and how often it was taken")
        }
        sum += pair[0] * pair[1]
        count += pair[1]
      }
      let mean = unit.time(sum / count)
      guard mean > 0, mean < .infinity else {
        throw iteration.error(expected: "times with a finite mean", found: "none")
      }
      means.append(mean)
    }
    return means
  }
}
