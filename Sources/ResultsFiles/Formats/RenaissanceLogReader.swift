// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// What Renaissance prints: two lines for each iteration.
enum RenaissanceLogReader: FormatReader {
  static let format = ResultsFormat.renaissanceLog

  static func recognizes(_ content: FileContent) -> Bool {
    content.text?.beginningLines().contains { line in
      line.text.hasPrefix("====== ") && line.text.contains(" iteration ")
    } ?? false
  }

  static func read(
    _ content: FileContent, into results: inout FileResults
  ) throws(ResultsFileError) {
    var executions = LoggedExecutions()
    for line in try content.text(of: format, path: results.source.path).lines() {
      // "====== scrabble (jdk-streams) [default], iteration 0 completed (388.123 ms) ======"
      let words = line.words
      guard words.count >= 5, words[0] == "======",
        let position = words.firstIndex(of: "iteration"), position + 2 < words.count,
        words[position + 2] == "completed"
      else { continue }
      let key = results.key(String(words[1]))
      guard let number = Int(words[position + 1]), number >= 0 else {
        throw line.error(
          at: words[position + 1], expected: "the number of an iteration",
          found: quoted(String(words[position + 1])))
      }
      executions.units.appendOnce(
        words[(position + 3)...].dropFirst().first?.filter { $0 != ")" } ?? "")
      let isWarmup: Bool? = words[position - 1] == "warmup" ? true : nil
      // Before 0.10 the iterations that count had numbers of their own, again from 0.
      if number == 0 && (isWarmup == true || !executions.isWarmingUp(key)) {
        executions.begin(key)
      }
      try executions.add(
        { () throws(ResultsFileError) in try time(words[(position + 3)...], of: line) }, to: key,
        isWarmup: isWarmup ?? (executions.isWarmingUp(key) ? false : nil),
        skipsInvalid: results.options.skipsInvalid)
    }
    executions.endAll()
    try executions.add(to: &results)
  }

  /// The time in the words `(388.123 ms) ======`.
  private static func time(
    _ words: ArraySlice<Substring>, of line: TextLine
  ) throws(ResultsFileError) -> Double {
    try line.requireEnd()
    let texts = words.prefix(2).map { $0.filter { $0 != "(" && $0 != ")" } }
    guard texts.count == 2, let unit = TimeUnit(texts[1]), let first = words.first else {
      throw line.error(expected: "a time and its unit", found: quoted(line.text))
    }
    return try line.time(first.dropFirst(), in: unit)
  }
}
