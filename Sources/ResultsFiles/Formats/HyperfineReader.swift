// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension ResultsFormat {
  /// What hyperfine writes with `--export-json`.
  package static var hyperfine: ResultsFormat { HyperfineReader.format }
}

/// The JSON of hyperfine: each time is that of a process of its own, with one iteration.
enum HyperfineReader: JSONFormatReader {
  static let format = ResultsFormat(
    "hyperfine", name: "hyperfine JSON", harness: "hyperfine", unit: "s",
    whyTimesVanish:
      "hyperfine subtracts the time that the shell takes to start; -N runs the command without one",
    reader: HyperfineReader.self)

  static func recognizes(_ text: JSONValue) -> Bool {
    guard let results = text.asObject?["results"], case .array(let array) = results.content,
      let first = array.first(where: { _ in true }), case .object(let result) = first.content
    else { return false }
    return result["command"] != nil
  }

  static func read(
    _ text: JSONValue, into results: inout FileResults
  ) throws(ResultsFileError) {
    let root = try text.object()
    let commands = Array(try root.required("results").array())
    var names: [String: Int] = [:]
    for value in commands {
      names[try value.object().required("command").string(), default: 0] += 1
    }
    for value in commands {
      let command = try value.object()
      var name = try command.required("command").string()
      // A command that was given a name has it for every value of a parameter.
      if names[name, default: 0] > 1 { name = name.with(parameters: try parameters(of: command)) }
      let key = results.key(name)
      try results.claim(key, at: value)
      try read(command, of: key, into: &results)
    }
    results.warn(
      .incompleteData,
      "each time of hyperfine is that of a process of its own: there are no iterations in which "
        + "it could warm up")
  }

  private static func parameters(of command: JSONObject) throws(ResultsFileError) -> [String] {
    var parameters: [String] = []
    for member in try command.optional("parameters")?.object().membersOnce() ?? [] {
      parameters.append("\(member.name)=\(try member.value.string())")
    }
    return parameters
  }

  private static func read(
    _ command: JSONObject, of key: BenchmarkKey, into results: inout FileResults
  ) throws(ResultsFileError) {
    let value = try command.required("times")
    let times = try value.array(expected: "an array of times")
    guard times.count > 0 else { throw value.error(expected: "the time of each process") }
    let codes = try command.optional("exit_codes")
    let count = try codes?.array().count
    if let codes, let count, count != times.count {
      throw codes.error(
        expected: "an exit code for each of the \(times.count) times", found: "\(count)")
    }
    var exitCodes = try codes?.array().makeIterator()
    let place = results.place(of: key)
    for time in times {
      let code = exitCodes?.next()
      try results.add(to: place) { () throws(ResultsFileError) in
        let seconds = try time.time()
        guard let code, try !isSuccess(code) else {
          return ProcessExecution(times: [seconds])
        }
        return ProcessExecution(failed: .crashed)
      }
    }
  }

  /// Whether an exit code is that of success; one that a signal ended has none.
  private static func isSuccess(_ code: JSONValue) throws(ResultsFileError) -> Bool {
    code.isNull ? false : try code.number(expected: "an exit code") == 0
  }
}
