// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension ResultsFormat {
  /// Numbers alone, one a line.
  package static var lines: ResultsFormat { LinesReader.format }
}

/// Times alone, one a line, of one benchmark: the iterations of one process execution, or one
/// execution each.
struct LinesReader: LogFormatReader {
  static let format = ResultsFormat(
    "lines", name: "numbers, one a line", reader: LinesReader.self)

  private var executions: ExecutionCollector
  private var numbers = LocalizedNumbers()
  private var name: String?
  private var count = 0
  /// Whether a number came without a unit.
  private var lacksUnit = false

  init(_ options: ReadingOptions) { executions = ExecutionCollector(options) }

  static func recognizes(_ line: TextLine) -> Bool { number(in: line) != nil }

  static func recognizes(_ content: FileContent) -> Bool {
    var lines = content.text?.beginningLines().lazy.filter { !isSkipped($0) }.prefix(1000)
      .makeIterator()
    guard let first = lines?.next(), recognizes(first) else { return false }
    while let line = lines?.next() {
      // The last line that was looked at may be cut in its middle.
      guard recognizes(line) || !line.isEnded else { return false }
    }
    return true
  }

  /// Whether a line says nothing.
  private static func isSkipped(_ line: TextLine) -> Bool {
    line.isBlank || line.text.utf8.first == UInt8(ascii: "#")
  }

  private static func number(in line: TextLine) -> Double? {
    parts(of: line).flatMap {
      DecimalMark.point.number($0.number) ?? DecimalMark.comma.number($0.number)
    }
  }

  /// The number of a line, and its unit if it has one: `0.25`, `250 ms` or `250ms`.
  private static func parts(of line: TextLine) -> (number: Substring, unit: TimeUnit?)? {
    let words = line.words
    switch words.count {
    case 1:
      let letters = words[0].reversed().prefix { $0.isLetter }.count
      let number = words[0].dropLast(letters)
      guard letters > 0 else { return (number, nil) }
      return TimeUnit(words[0].suffix(letters)).map { (number, $0) }
    case 2: return TimeUnit(words[1]).map { (words[0], $0) }
    default: return nil
    }
  }

  mutating func read(
    _ line: TextLine, into results: inout FileResults
  ) throws(ResultsFileError) {
    guard !Self.isSkipped(line) else { return }
    let name = if let name { name } else { try results.nameOfBenchmark() }
    self.name = name
    count += 1
    let unit = try results.options.timeUnit() ?? .seconds
    let parts = Self.parts(of: line)
    if parts?.unit == nil {
      lacksUnit = true
      results.warnOfConversion(from: unit)
    }
    let process = ExecutionCollector.Process(
      key: results.key(name), name: results.options.eachRowIsAProcess ? "\(count)" : "")
    try executions.add(
      to: process, unit: parts?.unit == nil ? unit.name : nil,
      error: { line.error(expected: $0, found: $1) }
    ) { () throws(ResultsFileError) in
      try line.requireEnd()
      guard let parts else {
        throw line.error(expected: "one number, with or without a unit", found: quoted(line.text))
      }
      let number = try numbers.number(parts.number, in: line)
      return try line.time(
        parts.number, number: number,
        converted: { parts.unit?.inSeconds($0) ?? unit.time($0) })
    }
  }

  mutating func finish(_ results: inout FileResults) throws(ResultsFileError) {
    results.noteDecimalMark(of: numbers, isCertain: false)
    if lacksUnit, results.options.unit == nil {
      results.warn(
        .convertedData, "numbers without a unit are taken for seconds; another unit is an option")
    }
    try executions.add(to: &results)
  }
}
