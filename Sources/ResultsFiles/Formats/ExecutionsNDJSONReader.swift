// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension ResultsFormat {
  /// JSON texts of our own: one line per process execution.
  package static var executionsNDJSON: ResultsFormat { ExecutionsNDJSONReader.format }
}

/// JSON texts of our own, one a line and one per process execution, with all of its times.
///
/// Members are `benchmark`, `vm`, `variant`, `machine` and `process` as in ``TidyNDJSONReader``;
/// `seconds`, an array of the times in their order; `warmup`, how many of them the harness regards
/// as warmup; and `outcome`, `crashed` or `timed out` of an execution that left no times. Only
/// `benchmark` and `seconds` must be there.
enum ExecutionsNDJSONReader: FormatReader {
  static let format = ResultsFormat(
    "executions-ndjson", name: "JSON with a line per process execution",
    reader: ExecutionsNDJSONReader.self)

  static func recognizes(_ content: FileContent) -> Bool {
    guard let object = content.firstText?.asObject, object["benchmark"] != nil else { return false }
    return object["seconds"]?.asArray != nil
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
    /// The executions that have a name, each of which may stand in one line.
    private var named: Set<ExecutionCollector.Process> = []

    private static let members = [
      "benchmark", "vm", "variant", "machine", "process", "seconds", "warmup", "outcome",
    ]

    init(path: String, options: ReadingOptions) {
      self.path = path
      lines = JSONTexts(lines: [], path: path, from: 1)
    }

    func process(
      of line: JSONValue, results: inout FileResults
    ) throws(ResultsFileError) -> ExecutionCollector.Process {
      let object = try line.object()
      try object.requireMembers(among: Self.members)
      return try object.process(results: &results)
    }

    mutating func read(
      _ line: JSONValue, of process: ExecutionCollector.Process, results: inout FileResults
    ) throws(ResultsFileError) {
      let object = try line.object()
      guard process.name.isEmpty || named.insert(process).inserted else {
        throw line.error(
          expected: "each process of a benchmark once",
          found:
            "process \(quoted(process.name)) of \(quoted(process.key.description)) a second time")
      }
      try results.add(executionOf: process.key, machine: process.machine) {
        () throws(ResultsFileError) in try Self.execution(object)
      }
    }

    mutating func endExecutions(_ results: inout FileResults) { named = [] }

    private static func execution(_ object: JSONObject) throws(ResultsFileError) -> ProcessExecution
    {
      let seconds = try object.required("seconds")
      let times = try seconds.times()
      let outcome = try outcome(object)
      guard times.isEmpty == (outcome != .completed) else {
        throw seconds.error(
          expected: times.isEmpty
            ? "at least one time, or an outcome"
            : "no times of an execution that \(outcome.rawValue)")
      }
      guard outcome == .completed else { return ProcessExecution(failed: outcome) }
      let warmup = try object.optional("warmup")
      let count = try warmup?.count()
      if let warmup, let count, count > times.count {
        throw warmup.error(expected: "at most as many iterations as there are times")
      }
      return ProcessExecution(times: times, harnessWarmupIterations: count)
    }

    private static func outcome(
      _ object: JSONObject
    ) throws(ResultsFileError) -> ProcessExecution.Outcome {
      guard let value = try object.optional("outcome") else { return .completed }
      guard let outcome = ProcessExecution.Outcome(rawValue: try value.string()) else {
        throw value.error(
          expected: ProcessExecution.Outcome.allCases.map { quoted($0.rawValue) }
            .joined(separator: ", "))
      }
      return outcome
    }
  }
}
