// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension ResultsFormat {
  /// What the harnesses of Are We Fast Yet print.
  package static var areWeFastYet: ResultsFormat { AreWeFastYetReader.format }
}

/// What the harnesses of Are We Fast Yet print: a line for each iteration.
struct AreWeFastYetReader: LogFormatReader {
  static let format = ResultsFormat(
    "are-we-fast-yet", name: "Are We Fast Yet output", harness: "Are We Fast Yet",
    whyTimesVanish: "an iteration shorter than the clock's step has no time; more inner iterations "
      + "make it longer",
    reader: AreWeFastYetReader.self)

  private static let mark = ": iterations=1 runtime: "
  private var executions: ExecutionCollector

  init(_ options: ReadingOptions) { executions = ExecutionCollector(options) }

  static func recognizes(_ line: TextLine) -> Bool { name(in: line) != nil }

  /// The name before the time of an iteration, which is one word.
  private static func name(in line: TextLine) -> Substring? {
    guard let found = line.firstRange(of: mark) else { return nil }
    let name = line.text[..<found.lowerBound]
    return name.contains(where: \.isWhitespace) ? nil : name
  }

  mutating func read(
    _ line: TextLine, into results: inout FileResults
  ) throws(ResultsFileError) {
    if let rest = line.rest(after: "Starting "), let end = rest.firstRange(of: " benchmark") {
      executions.begin(.init(key: results.key(String(rest[..<end.lowerBound]))))
    } else if line.text.hasPrefix("Total Runtime: ") {
      executions.endAll()
    } else if let name = Self.name(in: line) {
      guard !name.isEmpty else {
        throw line.error(expected: "the name of a benchmark", found: "none")
      }
      let word = line.text[name.endIndex...].dropFirst(Self.mark.count).prefix { !$0.isWhitespace }
      let digits = word.prefix { $0.isNumber || "+-.,eE".contains($0) }
      try executions.add(
        to: .init(key: results.key(String(name))), unit: String(word[digits.endIndex...]),
        error: { line.error(at: word, expected: $0, found: $1) }
      ) { () throws(ResultsFileError) in
        try line.requireEnd()
        guard let unit = TimeUnit(word[digits.endIndex...]) else {
          throw line.error(at: word, expected: "a time and its unit", found: quoted(String(word)))
        }
        return try line.time(digits, in: unit)
      }
    }
  }

  mutating func finish(_ results: inout FileResults) throws(ResultsFileError) {
    try executions.add(to: &results)
  }
}
