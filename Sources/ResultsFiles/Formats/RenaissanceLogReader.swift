// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension ResultsFormat {
  /// What Renaissance prints.
  package static var renaissanceLog: ResultsFormat { RenaissanceLogReader.format }
}

/// What Renaissance prints: two lines for each iteration.
struct RenaissanceLogReader: LogFormatReader {
  static let format = ResultsFormat(
    "renaissance-log", name: "Renaissance output", harness: "Renaissance",
    reader: RenaissanceLogReader.self)

  private var executions: ExecutionCollector
  private var numbers = LocalizedNumbers()

  init(_ options: ReadingOptions) { executions = ExecutionCollector(options) }

  static func recognizes(_ line: TextLine) -> Bool {
    line.text.hasPrefix("====== ") && line.text.contains(" iteration ")
  }

  mutating func read(
    _ line: TextLine, into results: inout FileResults
  ) throws(ResultsFileError) {
    // "====== scrabble (jdk-streams) [default], iteration 0 completed (388.123 ms) ======"
    guard Self.recognizes(line) else { return }
    let words = line.words
    guard words.count >= 5, let position = words.firstIndex(of: "iteration"),
      position + 2 < words.count, words[position + 2] == "completed"
    else { return }
    let process = ExecutionCollector.Process(key: results.key(String(words[1])))
    guard let number = Int(words[position + 1]), number >= 0 else {
      throw line.error(
        at: words[position + 1], expected: "the number of an iteration",
        found: quoted(String(words[position + 1])))
    }
    let isWarmup: Bool? = words[position - 1] == "warmup" ? true : nil
    // Before 0.10 the iterations that count had numbers of their own, again from 0.
    if number == 0 && (isWarmup == true || !executions.isWarmingUp(process)) {
      executions.begin(process)
    }
    let rest = words[(position + 3)...]
    let unit = rest.dropFirst().first?.filter { $0 != ")" }
    let isMeasured: Bool? = executions.isWarmingUp(process) ? false : nil
    var numbers = numbers
    defer { self.numbers = numbers }
    try executions.add(
      to: process, isWarmup: isWarmup ?? isMeasured, unit: unit,
      error: { line.error(expected: $0, found: $1) }
    ) { () throws(ResultsFileError) in try Self.time(rest, of: line, &numbers) }
  }

  mutating func finish(_ results: inout FileResults) throws(ResultsFileError) {
    try executions.add(to: &results)
    results.noteDecimalMark(of: numbers)
  }

  /// The time in the words `(388.123 ms) ======`.
  private static func time(
    _ words: ArraySlice<Substring>, of line: TextLine, _ numbers: inout LocalizedNumbers
  ) throws(ResultsFileError) -> Double {
    try line.requireEnd()
    let texts = words.prefix(2).map { $0.filter { $0 != "(" && $0 != ")" } }
    guard texts.count == 2, let unit = TimeUnit(texts[1]), let first = words.first else {
      throw line.error(expected: "a time and its unit", found: quoted(line.text))
    }
    return try line.time(first.dropFirst(), in: unit, numbers: &numbers)
  }
}
