// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension ResultsFormat {
  /// The results of airspeed velocity, recorded with `--record-samples`.
  package static var asv: ResultsFormat { ASVReader.format }
}

/// The results of airspeed velocity: samples of each benchmark and each combination of its
/// parameters.
enum ASVReader: JSONFormatReader {
  static let format = ResultsFormat(
    "asv", name: "asv results", harness: "asv", unit: "s", isMicrobenchmark: true,
    reader: ASVReader.self)

  static func recognizes(_ text: JSONValue) -> Bool {
    text.asObject?["result_columns"] != nil
  }

  static func read(
    _ text: JSONValue, into results: inout FileResults
  ) throws(ResultsFileError) {
    let root = try text.object()
    let columns = try Columns(root.required("result_columns"))
    if let date = try root.optional("date") {
      results.source.date = instant(milliseconds: try date.number())
    }
    let machine = try root.optional("params")?.object().optional("machine")?.string()
    let python = try root.optional("python")?.string()
    let all = try root.required("results")
    var withoutSamples: [String] = []
    results.note(
      "processor", try root.optional("params")?.object().optional("cpu")?.string(),
      machine: machine)
    for member in try all.object().membersOnce() {
      let row = Array(try member.value.array(expected: "a row of results").prefix(100))
      guard let samples = columns.samples(in: row) else {
        if columns.hasFailed(row) {
          // Without a list of results the benchmark failed for all parameters.
          for name in try combinations(columns.parameters(in: row)).map(member.name.with) {
            try results.add(executionOf: results.key(name, vm: python), machine: machine) {
              () throws(ResultsFileError) in ProcessExecution(failed: .crashed)
            }
          }
        } else {
          withoutSamples.append(member.name)
          results.warnOfUnmeasured(
            results.key(member.name, vm: python),
            because: "no samples, which --record-samples keeps")
        }
        continue
      }
      let names = try combinations(columns.parameters(in: row)).map(member.name.with)
      try read(
        samples, results: columns.results(in: row), names: names, vm: python, machine: machine,
        into: &results)
    }
    results.source.ignoredMetrics = withoutSamples
    guard withoutSamples.count < (try all.object()).count else {
      throw all.error(expected: "samples, which --record-samples keeps", found: "none")
    }
    results.warn(
      .incompleteData,
      "asv makes one list of the samples of several processes, and keeps no warmup iterations")
  }

  private static func read(
    _ samples: JSONValue, results medians: JSONValue?, names: [String], vm: String?,
    machine: String?, into results: inout FileResults
  ) throws(ResultsFileError) {
    let perCombination = Array(try samples.array(expected: "samples of each combination"))
    guard perCombination.count == names.count else {
      throw samples.error(
        expected: "samples of each of \(names.count) combinations of parameters",
        found: "\(perCombination.count)")
    }
    let outcomes = try medians?.optionalArray(count: names.count)
    for (index, name) in names.enumerated() {
      // asv writes NaN for what a benchmark chose to skip.
      if case .number(let median)? = outcomes?[index].content, median.isNaN { continue }
      try results.add(executionOf: results.key(name, vm: vm), machine: machine) {
        () throws(ResultsFileError) in
        let value = perCombination[index]
        if value.isNull { return ProcessExecution(failed: .crashed) }
        let times = try value.times()
        guard !times.isEmpty else { throw value.error(expected: "at least one sample") }
        return ProcessExecution(times: times)
      }
    }
  }

  /// The parameters of each combination, the last of them changing fastest.
  private static func combinations(_ values: JSONValue?) throws(ResultsFileError) -> [[String]] {
    var combinations: [[String]] = [[]]
    for parameter in try values?.array().map(\.self) ?? [] {
      var extended: [[String]] = []
      let choices = Array(try parameter.array(expected: "the values of a parameter"))
      guard combinations.count * choices.count <= 100_000 else {
        throw parameter.error(expected: "at most 100000 combinations of parameters")
      }
      for combination in combinations {
        for choice in choices { extended.append(combination + [try choice.string()]) }
      }
      combinations = extended
    }
    return combinations
  }

  /// Which column of a row holds what; rows are cut off behind their last column that is used.
  private struct Columns {
    private let names: [String]

    init(_ value: JSONValue) throws(ResultsFileError) {
      var names: [String] = []
      for name in try value.array() { names.append(try name.string()) }
      guard names.contains("samples") else {
        throw value.error(expected: "a column \"samples\"", found: "none")
      }
      self.names = names
    }

    private func value(_ name: String, in row: [JSONValue]) -> JSONValue? {
      guard let index = names.firstIndex(of: name), index < row.count, !row[index].isNull else {
        return nil
      }
      return row[index]
    }

    /// Whether the whole benchmark failed, instead of giving a result for each combination.
    func hasFailed(_ row: [JSONValue]) -> Bool {
      guard let index = names.firstIndex(of: "result"), index < row.count else { return false }
      return row[index].isNull
    }
    func samples(in row: [JSONValue]) -> JSONValue? { value("samples", in: row) }
    func parameters(in row: [JSONValue]) -> JSONValue? { value("params", in: row) }
    func results(in row: [JSONValue]) -> JSONValue? { value("result", in: row) }
  }
}

extension JSONValue {
  /// The elements of an array that must have `count` of them.
  fileprivate func optionalArray(count: Int) throws(ResultsFileError) -> [JSONValue] {
    let elements = Array(try array())
    guard elements.count == count else {
      throw error(expected: "\(count) results", found: "\(elements.count)")
    }
    return elements
  }
}
