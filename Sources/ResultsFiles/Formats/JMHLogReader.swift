// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension ResultsFormat {
  /// What JMH prints.
  package static var jmhLog: ResultsFormat { JMHLogReader.format }
}

/// What JMH prints while it runs: the only place where its warmup iterations are.
///
/// JMH prints the label of an iteration, then whatever the benchmark prints, then the score: on the
/// line of the label, or on a later one that is nothing but a score.
struct JMHLogReader: LogFormatReader {
  static let format = ResultsFormat(
    "jmh-log", name: "JMH output", harness: "JMH", isMicrobenchmark: true,
    whyTimesVanish: JMHReader.whyTimesVanish, reader: JMHLogReader.self)

  private var runtime: String?
  private var mode: String?
  private var benchmark: String?
  private var parameters: [String] = []
  private var conditions = Conditions()
  /// The fork whose iterations follow; `nil` outside of forks, and in those that only warm up.
  private var fork: ExecutionCollector.Process?
  private var iteration: Iteration?
  private var numbers = LocalizedNumbers()
  private var executions: ExecutionCollector

  /// An iteration whose label was read, and then perhaps its score.
  private struct Iteration {
    var label: TextLine
    var isWarmup: Bool
    var hasScore = false
  }

  init(_ options: ReadingOptions) { executions = ExecutionCollector(options) }

  static func recognizes(_ line: TextLine) -> Bool {
    line.text.hasPrefix("# JMH ") || line.text.hasPrefix("# Run progress:")
      || line.text.hasPrefix("# Warmup Iteration ")
  }

  mutating func read(
    _ line: TextLine, into results: inout FileResults
  ) throws(ResultsFileError) {
    if let words = line.rest(after: "# ") {
      try readHeading(words, of: line, into: &results)
    } else if let rest = line.rest(after: "Iteration "), let label = Label(rest) {
      try begin(label, of: line, isWarmup: false, into: &results)
    } else if line.text.hasPrefix("Result ") || line.text.hasPrefix("Result: ") {
      try closeIteration()
    } else if line.text.hasPrefix("<forked VM failed with exit code") {
      failFork()
    } else if iteration != nil {
      try readRest(line.text[...], of: line, into: &results)
    }
  }

  mutating func finish(_ results: inout FileResults) throws(ResultsFileError) {
    try endFork()
    try executions.add(to: &results)
    results.noteDecimalMark(of: numbers)
  }
}

// MARK: - What stands between iterations

extension JMHLogReader {
  private mutating func readHeading(
    _ words: Substring, of line: TextLine, into results: inout FileResults
  ) throws(ResultsFileError) {
    func rest(_ beginning: String) -> Substring? {
      words.hasPrefix(beginning) ? words.dropFirst(beginning.count) : nil
    }
    if let rest = rest("Warmup Iteration "), let label = Label(rest) {
      try begin(label, of: line, isWarmup: true, into: &results)
    } else if let version = rest("JMH version: ") ?? rest("JMH ") {
      results.source.toolVersion = version.prefix { $0 != " " }.description
      // What follows is said again, as far as it is so.
      try endFork()
      conditions = Conditions()
    } else if let version = rest("VM version: ") {
      runtime = Self.runtime(version)
    } else if let options = rest("VM options: ") {
      conditions["jvmArgs"] = options == "<none>" ? nil : String(options)
    } else if let threads = rest("Threads: ") {
      conditions["threads"] = threads.prefix { $0.isNumber }.description
    } else if let measurement = rest("Measurement: ") {
      // "5 iterations, single-shot each, 100 calls per op"
      let calls = measurement.split(separator: ", ").first { $0.hasSuffix(" calls per op") }
      conditions["batchSize"] = calls?.prefix { $0.isNumber }.description
    } else if let words = rest("Benchmark mode: ") {
      mode = try Self.mode(words, in: line)
    } else if let name = rest("Benchmark: ") {
      try endFork()
      benchmark = String(name)
      parameters = []
    } else if let list = rest("Parameters: (") {
      let end = list.lastIndex(of: ")") ?? list.endIndex
      parameters = list[..<end].split(separator: ", ").map {
        String($0).replacing(" = ", with: "=")
      }
    } else if words.hasPrefix("Fork: ") {
      try endFork()
      guard let benchmark else {
        throw line.error(expected: "the name of the benchmark before its forks", found: "none")
      }
      let process = ExecutionCollector.Process(
        key: results.key(benchmark.with(parameters: parameters), vm: runtime, variant: mode),
        conditions: conditions)
      executions.begin(process)
      fork = process
    } else if words.hasPrefix("Warmup Fork: ") || words.hasPrefix("Run complete") {
      try endFork()
    }
  }

  /// The virtual machine in words such as `JDK 17.0.15, OpenJDK 64-Bit Server VM, 17.0.15+6`.
  private static func runtime(_ version: Substring) -> String {
    let parts = version.split(separator: ", ")
    return parts.count >= 2 && parts[0].hasPrefix("JDK ")
      ? "\(parts[1]) \(parts[0].dropFirst(4))" : String(version)
  }

  private static func mode(
    _ words: Substring, in line: TextLine
  ) throws(ResultsFileError) -> String {
    let modes = [
      "Throughput": "thrpt", "Average time": "avgt", "Sampling time": "sample",
      "Single shot invocation time": "ss",
    ]
    let name = words.prefix { $0 != "," }
    guard let mode = modes[String(name)] else {
      throw line.error(at: name, expected: "a benchmark mode", found: quoted(String(name)))
    }
    return mode
  }

  /// Ends the fork whose iterations were read; one without measured iterations has failed.
  private mutating func endFork() throws(ResultsFileError) {
    try closeIteration()
    guard let fork else { return }
    executions.end(fork, executions.hasMeasured(fork) ? nil : .crashed)
    self.fork = nil
  }

  private mutating func failFork() {
    if let fork { executions.fail(fork) }
    iteration = nil
  }
}

// MARK: - Iterations

extension JMHLogReader {
  /// What follows the number of an iteration, in a label such as `  1: 2.5 ms/op`.
  private struct Label {
    var rest: Substring

    init?(_ words: Substring) {
      guard let colon = words.firstIndex(of: ":"),
        Int(words[..<colon].drop { $0 == " " }) != nil
      else { return nil }
      rest = words[words.index(after: colon)...]
    }
  }

  private mutating func begin(
    _ label: Label, of line: TextLine, isWarmup: Bool, into results: inout FileResults
  ) throws(ResultsFileError) {
    try closeIteration()
    guard fork != nil else { return }
    iteration = Iteration(label: line, isWarmup: isWarmup)
    try readRest(label.rest, of: line, into: &results)
  }

  /// Reads what may be the score of the iteration under way.
  private mutating func readRest(
    _ rest: Substring, of line: TextLine, into results: inout FileResults
  ) throws(ResultsFileError) {
    guard let fork, let iteration else { return }
    var text = rest.drop { $0 == " " }
    while let mark = text.firstRange(of: "(*interrupt*)"), mark.lowerBound == text.startIndex {
      text = text[mark.upperBound...].drop { $0 == " " }
    }
    if text.hasPrefix("<failure>") || text.hasPrefix("<forked VM failed") { return failFork() }
    // Secondary metrics and what the program prints are indented, or are more than a score.
    let isLabel = line.number == iteration.label.number
    guard isLabel || line.text.first != " ", let score = try score(in: text, of: line) else {
      return
    }
    guard !iteration.hasScore else {
      return try executions.refuse(
        fork, line.error(expected: "one score of an iteration", found: "a second one"))
    }
    self.iteration?.hasScore = true
    results.warnOfConversion(from: score.unit)
    try executions.add(
      to: fork, isWarmup: iteration.isWarmup, unit: score.unit.name,
      error: { line.error(expected: $0, found: $1) }
    ) { () throws(ResultsFileError) in
      try line.requireEnd()
      return try line.time(score.word, number: score.number, converted: score.unit.time)
    }
  }

  /// Closes the iteration under way, which is unreadable if it has no score.
  private mutating func closeIteration() throws(ResultsFileError) {
    guard let iteration, let fork else { return }
    self.iteration = nil
    guard !iteration.hasScore else { return }
    let label = iteration.label
    let text = label.text.firstRange(of: ": ").map { label.text[$0.upperBound...] } ?? ""
    var error = label.error(
      at: text, expected: "a score, on this line or alone on a later one",
      found: text.isEmpty ? "none" : quoted(String(text)))
    error.isVanishedTime = text.contains("\u{2248}") || text.hasPrefix("~")
    try executions.refuse(fork, error)
  }

  /// A score and its unit.
  private struct Score {
    var word: Substring
    var number: Double
    var unit: ScoreUnit
  }

  /// The score that a text is as a whole, such as `2.029 ms/op`, `2.0 ±(99.9%) 0.1 ops/s` or
  /// `n = 120, mean = 0.8 ms/op, p{0.00} = 0.1 ms/op`; `nil` if it is none.
  private mutating func score(
    in text: Substring, of line: TextLine
  ) throws(ResultsFileError) -> Score? {
    var text = text
    if text.hasPrefix("n = "), let mean = text.firstRange(of: "mean = ") {
      text = text[mean.upperBound...]
      if let percentiles = text.firstRange(of: ", p{") { text = text[..<percentiles.lowerBound] }
    }
    let words = text.split(separator: " ")
    guard let first = words.first, let last = words.last,
      words.count == 2 || (words.count == 4 && words[1].hasPrefix("\u{B1}(")),
      let unit = ScoreUnit(last), !unit.isBare || mode == "ss",
      words.count == 2 || Self.isNumber(words[2])
    else { return nil }
    guard let number = try numbers.number(first, in: line) else {
      // A number that JMH does not write, such as 1.800,999, is no output of the program.
      if let digit = first.utf8.first, digit.isDigit,
        first.allSatisfy({ $0.isNumber || ".,".contains($0) })
      {
        throw line.error(
          at: first, expected: "a score with a decimal point or a decimal comma",
          found: quoted(String(first)))
      }
      return nil
    }
    return Score(word: first, number: number, unit: unit)
  }

  private static func isNumber(_ word: Substring) -> Bool {
    DecimalMark.point.number(word) != nil || DecimalMark.comma.number(word) != nil
      || word == "NaN"
  }
}
