// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// What the harnesses of Are We Fast Yet print: a line for each iteration.
enum AreWeFastYetReader: FormatReader {
  static let format = ResultsFormat.areWeFastYet
  private static let mark = ": iterations=1 runtime: "

  static func recognizes(_ content: FileContent) -> Bool {
    content.text?.beginningLines().contains { $0.text.contains(mark) } ?? false
  }

  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    var executions = LoggedExecutions()
    for line in try content.text(of: format, path: results.source.path).lines() {
      if let rest = line.rest(after: "Starting "), let end = rest.firstRange(of: " benchmark") {
        executions.begin(results.key(String(rest[..<end.lowerBound])))
      } else if line.text.hasPrefix("Total Runtime: ") {
        executions.endAll()
      } else if let found = line.text.firstRange(of: mark) {
        let name = line.text[..<found.lowerBound]
        guard !name.isEmpty else {
          throw line.error(expected: "the name of a benchmark", found: "none")
        }
        let word = line.text[found.upperBound...].prefix { !$0.isWhitespace }
        executions.units.appendOnce(String(word.drop { $0.isNumber || "+-.eE".contains($0) }))
        try executions.add(
          { () throws(ResultsFileError) in try time(word, in: line) },
          to: results.key(String(name)), skipsInvalid: results.options.skipsInvalid)
      }
    }
    executions.endAll()
    try executions.add(to: &results)
  }

  /// The time of a word such as `1234us`.
  private static func time(
    _ word: Substring, in line: TextLine
  ) throws(ResultsFileError) -> Double {
    try line.requireEnd()
    let digits = word.prefix { $0.isNumber || "+-.eE".contains($0) }
    guard let unit = TimeUnit(word[digits.endIndex...]) else {
      throw line.error(at: word, expected: "a time and its unit", found: quoted(String(word)))
    }
    return try line.time(digits, in: unit)
  }
}
