// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension ResultsFormat {
  /// JSON texts of our own: one line per iteration.
  package static var tidyNDJSON: ResultsFormat { TidyNDJSONReader.format }
}

/// JSON texts of our own, one a line and one per iteration, with the members that the columns of
/// ``TidyCSVReader`` have.
enum TidyNDJSONReader: FormatReader {
  static let format = ResultsFormat(
    "ndjson", name: "JSON with a line per iteration", reader: TidyNDJSONReader.self)

  static func recognizes(_ content: FileContent) -> Bool {
    guard let object = content.firstText?.asObject else { return false }
    return object["benchmark"] != nil && (object["value"] ?? object["seconds"]) != nil
  }

  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    var executions = ExecutionCollector(results.options)
    var count = 0
    try content.forEachText(of: format) { line throws(ResultsFileError) in
      count += 1
      let object = try line.object()
      for member in try object.membersOnce()
      where !TidyRecord.columns.contains(member.name) {
        throw member.value.error(
          expected: "one of the members " + TidyRecord.columns.joined(separator: ", "),
          found: quoted(member.name))
      }
      let process = try process(of: object, number: count, results: &results)
      let unit = try unit(of: object, options: results.options)
      results.warnOfConversion(from: unit)
      try executions.add(
        rowOf: process, unit: unit.name, error: { line.error(expected: $0, found: $1) }
      ) { () throws(ResultsFileError) in
        (
          try value(of: object, in: unit),
          results.options.eachRowIsAProcess ? nil : try iteration(of: object)
        )
      }
    }
    try executions.add(to: &results)
  }

  private static func process(
    of object: JSONObject, number: Int, results: inout FileResults
  ) throws(ResultsFileError) -> ExecutionCollector.Process {
    let benchmark = try object.required("benchmark")
    guard try !benchmark.string().isEmpty else {
      throw benchmark.error(expected: "the name of a benchmark")
    }
    let key = results.key(
      try benchmark.string(), vm: try object.optional("vm")?.string(),
      variant: try object.optional("variant")?.string())
    return ExecutionCollector.Process(
      key: key, machine: try object.optional("machine")?.string(),
      name: results.options.eachRowIsAProcess
        ? "\(number)" : try object.optional("process")?.scalarText() ?? "")
  }

  private static func iteration(of object: JSONObject) throws(ResultsFileError) -> Double? {
    guard let value = try object.optional("iteration") else { return nil }
    guard case .number(let number) = value.content, TidyRecord.isIteration(number) else {
      throw value.error(expected: "the number of an iteration")
    }
    return number
  }

  private static func unit(
    of object: JSONObject, options: ReadingOptions
  ) throws(ResultsFileError) -> ScoreUnit {
    if let unit = object["unit"] {
      guard case .string(let name) = unit.content, let unit = ScoreUnit(name) else {
        throw unit.error(expected: "a unit of time")
      }
      return unit
    }
    let given = object["seconds"] == nil ? try options.timeUnit() : nil
    return given ?? .seconds
  }

  private static func value(
    of object: JSONObject, in unit: ScoreUnit
  ) throws(ResultsFileError) -> TidyRecord.Value {
    let seconds = object["seconds"]
    if let seconds, object["value"] != nil || object["unit"] != nil {
      throw seconds.error(expected: "either \"seconds\" or \"value\" and \"unit\"", found: "both")
    }
    let value = if let seconds { seconds } else { try object.required("value") }
    if case .string(let word) = value.content {
      guard let outcome = ProcessExecution.Outcome(rawValue: word), outcome != .completed else {
        throw value.error(expected: "a positive time, \"crashed\" or \"timed out\"")
      }
      return .failure(outcome)
    }
    return .time(
      try value.time(converted: unit.time), isWarmup: try object.optional("warmup")?.bool())
  }
}
