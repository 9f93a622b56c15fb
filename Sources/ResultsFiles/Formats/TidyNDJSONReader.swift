// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// JSON texts of our own, one a line and one per iteration, with the members that the columns of
/// ``TidyCSVReader`` have.
enum TidyNDJSONReader: FormatReader {
  static let format = ResultsFormat.tidyNDJSON

  static func recognizes(_ content: FileContent) -> Bool {
    guard let object = content.firstObject else { return false }
    return object["benchmark"] != nil && (object["value"] ?? object["seconds"]) != nil
  }

  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    var executions = TidyExecutions()
    let options = results.options
    try content.forEachDocument(of: format, path: results.source.path) {
      line throws(ResultsFileError) in
      let object = try line.object()
      for member in try object.membersOnce()
      where !TidyRecord.columns.contains(member.name) {
        throw member.value.error(
          expected: "one of the members " + TidyRecord.columns.joined(separator: ", "),
          found: quoted(member.name))
      }
      let process = try process(of: object, options: options)
      do throws(ResultsFileError) {
        let record = TidyRecord(
          process: process, iteration: try object.optional("iteration")?.number(),
          value: try value(of: object), unit: try object.optional("unit")?.string() ?? "s")
        try executions.add(record) { line.error(expected: $0, found: $1) }
      } catch {
        guard options.skipsInvalid else { throw error }
        executions.refuse(process, error)
      }
    }
    try executions.add(to: &results)
  }

  private static func process(
    of object: JSONObject, options: ReadingOptions
  ) throws(ResultsFileError) -> TidyRecord.Process {
    let benchmark = try object.required("benchmark")
    guard try !benchmark.string().isEmpty else {
      throw benchmark.error(expected: "the name of a benchmark")
    }
    return TidyRecord.Process(
      machine: try object.optional("machine")?.string() ?? options.machine ?? "",
      key: BenchmarkKey(
        benchmark: try benchmark.string(),
        vm: try object.optional("vm")?.string() ?? options.vm ?? "",
        variant: try object.optional("variant")?.string() ?? options.variant ?? ""),
      name: try object.optional("process")?.scalarText() ?? "")
  }

  private static func value(of object: JSONObject) throws(ResultsFileError) -> TidyRecord.Value {
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
    let unit = try object["unit"]?.timeUnit() ?? .seconds
    return .time(try value.time(in: unit), isWarmup: try object.optional("warmup")?.bool())
  }
}
