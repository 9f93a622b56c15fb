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
    guard let object = content.firstText?.asObject, object["benchmark"] != nil,
      let time = object["value"] ?? object["seconds"]
    else { return false }
    return time.asArray == nil
  }

  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    try Rows.read(content, of: format, into: &results)
  }

  /// Reads the lines.
  struct Rows: JSONRowReader {
    let path: String
    var lines: JSONTexts
    private let options: ReadingOptions
    private var executions: ExecutionCollector
    private var count = 0
    private var attempts = PatternAttempts()

    init(path: String, options: ReadingOptions) {
      self.path = path
      self.options = options
      lines = JSONTexts(lines: [], path: path, from: 1)
      executions = ExecutionCollector(options)
    }

    mutating func process(
      of line: JSONValue, results: inout FileResults
    ) throws(ResultsFileError) -> ExecutionCollector.Process {
      count += 1
      let object = try line.object()
      try object.requireMembers(among: TidyRecord.columns)
      return try object.process(
        named: options.eachRowIsAProcess ? "\(count)" : nil, results: &results)
    }

    mutating func read(
      _ line: JSONValue, of process: ExecutionCollector.Process, results: inout FileResults
    ) throws(ResultsFileError) {
      let object = try line.object()
      let unit = try unit(of: object, options: options)
      results.warnOfConversion(from: unit)
      try executions.add(
        rowOf: process, unit: unit.name, error: { line.error(expected: $0, found: $1) }
      ) { () throws(ResultsFileError) in
        (
          try value(of: object, in: unit),
          options.eachRowIsAProcess ? nil : try iteration(of: object)
        )
      }
    }

    mutating func readRows(
      like line: JSONValue, results: inout FileResults
    ) throws(ResultsFileError) {
      guard let last = executions.lastAdded, !options.eachRowIsAProcess, attempts.isDue(),
        let pattern = lines.pattern({ Self.difference($0, isNumbered: last.number != nil) })
      else { return }
      let unit = try unit(of: line.object(), options: options)
      // The line break of this line is still to come.
      let run = executions.add(
        rowsLike: pattern, in: lines.bytes, from: lines.position + 1, unit: unit)
      lines.pass(run)
      attempts.note(run.count)
    }

    /// What of a member may differ from line to line; `nil` if nothing may.
    private static func difference(
      _ name: ArraySlice<UInt8>, isNumbered: Bool
    ) -> RowPattern.Difference? {
      if name.elementsEqual("seconds".utf8) || name.elementsEqual("value".utf8) { return .value }
      if name.elementsEqual("iteration".utf8) { return isNumbered ? .number : nil }
      return unreadMembers.contains { name.elementsEqual($0) } ? .member : nil
    }

    private static let unreadMembers = TidyRecord.unreadColumns.map { Array("\($0)".utf8) }

    mutating func endExecutions(_ results: inout FileResults) throws(ResultsFileError) {
      try executions.add(to: &results)
    }
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
