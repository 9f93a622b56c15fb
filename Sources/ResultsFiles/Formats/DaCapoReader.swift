// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension ResultsFormat {
  /// What DaCapo prints.
  package static var dacapo: ResultsFormat { DaCapoReader.format }
}

/// What DaCapo prints: warmup iterations, and at last the one that counts.
struct DaCapoReader: LogFormatReader {
  static let format = ResultsFormat(
    "dacapo", name: "DaCapo output", harness: "DaCapo",
    whyTimesVanish: "DaCapo counts whole milliseconds; a larger size takes longer",
    reader: DaCapoReader.self)

  private var executions: ExecutionCollector

  init(_ options: ReadingOptions) { executions = ExecutionCollector(options) }

  static func recognizes(_ line: TextLine) -> Bool { line.text.hasPrefix("===== DaCapo ") }

  mutating func read(
    _ line: TextLine, into results: inout FileResults
  ) throws(ResultsFileError) {
    // "===== DaCapo 23.11-chopin lusearch completed warmup 1 in 2345 msec ====="
    guard Self.recognizes(line) else { return }
    let words = line.words
    guard words.count >= 6 else { return }
    let process = ExecutionCollector.Process(key: results.key(String(words[3])))
    switch words[4] {
    case "starting":
      results.source.toolVersion = String(words[2])
      if !executions.isRunning(process) { executions.begin(process) }
    case "completed", "PASSED":
      let isWarmup = words[4] == "completed"
      try executions.add(
        to: process, isWarmup: isWarmup, unit: "msec",
        error: { line.error(expected: $0, found: $1) }
      ) { () throws(ResultsFileError) in try Self.time(in: words, of: line) }
      if !isWarmup { executions.end(process) }
    case "FAILED":
      executions.fail(process)
      executions.end(process)
    default: return
    }
  }

  mutating func finish(_ results: inout FileResults) throws(ResultsFileError) {
    let path = results.source.path
    executions.endAll { process in
      ResultsFileError(
        path: path, place: .file,
        expected: "a line that says whether \(process.key) has passed",
        found: "the end of the file")
    }
    try executions.add(to: &results)
  }

  /// The time in the words "in 2345 msec".
  private static func time(
    in words: [Substring], of line: TextLine
  ) throws(ResultsFileError) -> Double {
    try line.requireEnd()
    guard let position = words.firstIndex(of: "in"), position + 2 < words.count,
      let unit = TimeUnit(words[position + 2])
    else { throw line.error(expected: "a time and its unit", found: quoted(line.text)) }
    let word = words[position + 1]
    // A point or a comma would part groups of digits, as no version of DaCapo writes them.
    guard word.utf8.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: "-") }) else {
      throw line.error(
        at: word, expected: "whole milliseconds, without a point or a comma",
        found: quoted(String(word)))
    }
    return try line.time(word, in: unit)
  }
}
