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
    line.text.allSatisfy(\.isWhitespace) || line.text.hasPrefix("#")
  }

  private static func number(in line: TextLine) -> Double? {
    let words = line.words
    guard words.count == 1 else { return nil }
    return DecimalMark.point.number(words[0]) ?? DecimalMark.comma.number(words[0])
  }

  mutating func read(
    _ line: TextLine, into results: inout FileResults
  ) throws(ResultsFileError) {
    guard !Self.isSkipped(line) else { return }
    let name = if let name { name } else { try results.nameOfBenchmark() }
    self.name = name
    count += 1
    let unit = try results.options.timeUnit() ?? .seconds
    results.warnOfConversion(from: unit)
    let process = ExecutionCollector.Process(
      key: results.key(name), name: results.options.eachRowIsAProcess ? "\(count)" : "")
    try executions.add(
      to: process, unit: unit.name, error: { line.error(expected: $0, found: $1) }
    ) { () throws(ResultsFileError) in
      try line.requireEnd()
      let words = line.words
      guard words.count == 1 else {
        throw line.error(expected: "one number", found: quoted(line.text))
      }
      return try line.time(
        words[0], number: numbers.number(words[0], in: line), converted: unit.time)
    }
  }

  mutating func finish(_ results: inout FileResults) throws(ResultsFileError) {
    results.noteDecimalMark(of: numbers, isCertain: false)
    if results.options.unit == nil {
      results.warn(
        .convertedData, "numbers without a unit are taken for seconds; another unit is an option")
    }
    try executions.add(to: &results)
  }
}
