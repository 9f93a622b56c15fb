// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

extension ResultsFormat {
  /// What `swift test` and Xcode print of tests that measure.
  package static var xctest: ResultsFormat { XCTestReader.format }
}

/// What XCTest prints of tests that call `measure`: a line with the values of all iterations, of
/// which none is discarded.
///
/// The tests of a log ran in one process; each line is one process execution.
struct XCTestReader: LogFormatReader {
  static let format = ResultsFormat(
    "xctest", name: "XCTest output", harness: "XCTest", unit: "s",
    whyTimesVanish: "XCTest writes six decimal digits; repeat the work within the measured block",
    reader: XCTestReader.self)

  private var executions: ExecutionCollector
  private var numbers = LocalizedNumbers()
  private var otherMetrics: OrderedSet<String> = []
  /// Tests of which other things than time were measured, and those of which time was.
  private var timeless: OrderedSet<BenchmarkKey> = []
  private var timed: Set<BenchmarkKey> = []

  init(_ options: ReadingOptions) { executions = ExecutionCollector(options) }

  static func recognizes(_ line: TextLine) -> Bool {
    line.firstRange(of: "' measured [") != nil && line.firstRange(of: " values: [") != nil
  }

  mutating func read(
    _ line: TextLine, into results: inout FileResults
  ) throws(ResultsFileError) {
    // "…: Test Case 'Suite.test' measured [Time, seconds] average: 0.029, …, values: [0.03, …], …"
    guard let start = line.firstRange(of: "Test Case '"),
      let end = line.text[start.upperBound...].firstRange(of: "' ")
    else { return }
    let process = process(line.text[start.upperBound..<end.lowerBound], &results)
    let rest = line.text[end.upperBound...]
    if rest.hasPrefix("failed") {
      // Other tests fail too. One that was measured does if its times spread much, or are longer than
      // those of a baseline.
      guard executions.isRunning(process) else { return }
      results.warn(
        .incompleteData, "\(process.key) failed after its times were measured, which are kept",
        key: process.key)
    } else if rest.hasPrefix("measured [") {
      // "/project/Tests/SumTests.swift:5: Test Case …"
      let parts = line.text[..<start.lowerBound].split(separator: ":")
      if parts.count == 3, let number = Int(parts[1]) {
        results.places[process.key] = SourcePlace(file: String(parts[0]), line: number)
      }
      try readValues(rest.dropFirst("measured [".count), of: process, in: line)
    }
  }

  mutating func finish(_ results: inout FileResults) throws(ResultsFileError) {
    results.source.ignoredMetrics = Array(otherMetrics)
    results.noteDecimalMark(of: numbers)
    try executions.add(to: &results)
    for key in timeless where !timed.contains(key) {
      results.warnOfUnmeasured(key, because: "no times, but only other metrics")
    }
  }

  /// The test of a name such as `Suite.test` or, on Apple's systems, `-[Module.Suite test]`.
  private func process(
    _ name: Substring, _ results: inout FileResults
  ) -> ExecutionCollector.Process {
    guard name.hasPrefix("-["), name.hasSuffix("]") else {
      return ExecutionCollector.Process(key: results.key(String(name)))
    }
    let words = name.dropFirst(2).dropLast().split(separator: " ", maxSplits: 1)
    let suite = words.first ?? ""
    let dot = suite.firstIndex(of: ".")
    let own = dot.map { suite[suite.index(after: $0)...] } ?? suite
    return ExecutionCollector.Process(
      key: results.key(
        "\(own).\(words.last ?? "")", variant: dot.map { String(suite[..<$0]) }))
  }

  private mutating func readValues(
    _ text: Substring, of process: ExecutionCollector.Process, in line: TextLine
  ) throws(ResultsFileError) {
    let metric = text.prefix { $0 != "]" }
    let parts = metric.split(separator: ", ")
    guard parts.count == 2, parts[0] == "Time" || parts[0] == "Clock Monotonic Time",
      let unit = TimeUnit(parts[1])
    else {
      otherMetrics.append(String(metric))
      timeless.append(process.key)
      return
    }
    timed.insert(process.key)
    guard let start = text.firstRange(of: " values: ["),
      let end = text[start.upperBound...].firstIndex(of: "]")
    else { throw line.error(expected: "the values of all iterations", found: "none") }
    executions.begin(process)
    var numbers = numbers
    defer { self.numbers = numbers }
    for word in text[start.upperBound..<end].split(separator: ", ") {
      try executions.add(
        to: process, error: { line.error(at: word, expected: $0, found: $1) }
      ) { () throws(ResultsFileError) in
        try line.requireEnd()
        return try line.time(word, in: unit, numbers: &numbers)
      }
    }
  }
}
