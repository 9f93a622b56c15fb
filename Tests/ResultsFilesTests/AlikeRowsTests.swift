// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// Rows that are written as the one before them, which are read many at a time, beside the same rows
/// with a space behind every other one, which are read one by one.
@Suite struct AlikeRowsTests {
  enum Kind: CaseIterable, CustomTestStringConvertible {
    case csv, ndjson

    var testDescription: String { self == .csv ? "CSV" : "NDJSON" }

    /// The line before the rows, if there is one.
    var header: [String] { self == .csv ? ["benchmark,process,iteration,seconds,steady"] : [] }

    func row(_ iteration: String, _ seconds: String, process: String = "0") -> String {
      self == .csv
        ? "b,\(process),\(iteration),\(seconds),true"
        : #"{"benchmark":"b","process":\#(process),"iteration":\#(iteration),"#
          + #""seconds":\#(seconds),"steady":true}"#
    }

    /// Rows of iterations that take these times.
    func rows(_ seconds: [String]) -> [String] {
      seconds.enumerated().map { row("\($0.offset)", $0.element) }
    }
  }

  /// What reading gives: all that was read, or the error.
  private enum Outcome: Equatable {
    case read(ReadResults)
    case refused(String)
  }

  private static func outcome(
    _ lines: [String], lineBreak: String = "\n", _ options: ReadingOptions = ReadingOptions()
  ) -> Outcome {
    let text = lines.map { $0 + lineBreak }.joined()
    do throws(ResultsFileError) {
      return .read(try ResultsFile.read(Array(text.utf8), named: "file", options: options))
    } catch {
      return .refused(error.description)
    }
  }

  /// Makes sure that rows are read as one by one, and returns what they give.
  @discardableResult
  private func expectTheSame(
    _ lines: [String], lineBreak: String = "\n", _ options: ReadingOptions = ReadingOptions(),
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> Outcome {
    let other = lines.enumerated().map { index, line in
      line + (index.isMultiple(of: 2) || line.isEmpty ? "" : " ")
    }
    let found = Self.outcome(lines, lineBreak: lineBreak, options)
    #expect(
      found == Self.outcome(other, lineBreak: lineBreak, options), sourceLocation: sourceLocation)
    return found
  }

  private func times(of outcome: Outcome) -> [[Double]] {
    guard case .read(let results) = outcome else { return [] }
    return results.experiments.flatMap { $0.executions.values.joined().map(\.times) }
  }

  private static func bits(_ times: [Double]) -> [UInt64] { times.map(\.bitPattern) }

  /// Numbers of few and of many digits, with and without exponents, beside the library's.
  @Test(arguments: Kind.allCases) func readsNumbersToTheLastBit(kind: Kind) {
    var generator = SplitMix64(seed: 11)
    var texts = [
      "0.000902664", "1", "10.5", "9e-05", "1.5E-3", "2e+2", "123456789.987654321",
      "0.12345678901234567890123", "0.000000012345678901234567890123456789",
      "1.7976931348623157e8",
      // Halfway between two doubles, and just beyond.
      "0.9007199254740993", "8388608.50000000046566128730773925781250",
      "8388608.50000000046566128730773925781251",
      "0.1000000000000000055511151231257827021181583404541015625",
    ]
    for _ in 0..<5000 {
      let magnitude = Double(generator.next() % 20) - 11
      let unit = Double(generator.next() >> 11) / 9_007_199_254_740_992
      var value = (unit + 0.1) * 9
      for _ in 0..<Int(abs(magnitude)) { value = magnitude < 0 ? value / 10 : value * 10 }
      guard value < 1e9, value > 1e-12 else { continue }
      texts.append("\(value)")
      texts.append("0.\(generator.next() % 1_000_000_000)\(generator.next() | 1)")
      texts.append("\(generator.next() % 100_000).\(generator.next() % 100_000)")
    }
    let found = expectTheSame(kind.header + kind.rows(texts))
    let expected = texts.map { Double($0) ?? .nan }
    #expect(times(of: found).map(Self.bits) == [Self.bits(expected)])
  }

  /// What must not stand in a row is refused at its line, in the same words.
  @Test(arguments: Kind.allCases) func refusesTheSame(kind: Kind) {
    let wrong = [
      "-1", "0", "0.0", "1e10", "1e-13", "1e999", "1e-999", "nan", "NaN", "inf", "", "0x10", "1e",
      "1e+", "1_0", "true", "\"x\"", "--1", "+", ".", "1.2.3", "1,5", "1;5", "١", "[1]", "{}",
    ]
    for text in wrong {
      var rows = kind.rows([String](repeating: "0.5", count: 9))
      rows[5] = kind.row("5", text)
      let found = expectTheSame(kind.header + rows)
      guard case .refused(let message) = found else {
        Issue.record("\(text) is read")
        continue
      }
      #expect(message.contains(":\(kind.header.count + 6)"), "\(message)")
      expectTheSame(kind.header + rows, ReadingOptions(skipsInvalid: true))
    }
    for number in ["4", "3", "-1", "5.5", "1e16", "x", "05", "1e15"] {
      var rows = kind.rows([String](repeating: "0.5", count: 9))
      rows[5] = kind.row(number, "0.5")
      let found = expectTheSame(kind.header + rows)
      if case .read = found { #expect(number == "05", "\(number)") }
    }
  }

  /// What is unusual and right is read as it is one by one.
  @Test(arguments: Kind.allCases) func readsWhatIsUnusual(kind: Kind) {
    let rows = kind.rows((1...3000).map { "0.\($0)" })
    let all = expectTheSame(kind.header + rows)
    #expect(times(of: all).map(\.count) == [3000])
    #expect(expectTheSame(kind.header + rows, lineBreak: "\r\n") == all)
    #expect(expectTheSame(kind.header + rows.flatMap { [$0, ""] }) == all)
    let others = rows.map { $0.replacing("true", with: "false") }
    #expect(expectTheSame(kind.header + rows[..<1000] + others[1000...]) == all)
    // Two executions that take turns, and one that comes back.
    let second = (1...3000).map { kind.row("\($0)", "1.\($0)", process: "1") }
    let turns = zip(rows, second).flatMap { [$0, $1] }
    #expect(times(of: expectTheSame(kind.header + turns)).map(\.count) == [3000, 3000])
    let parted = Array(rows[..<1000]) + second + Array(rows[1000...])
    #expect(times(of: expectTheSame(kind.header + parted)).map(\.count) == [3000, 3000])
    // Each of these is a new execution, or the end of one.
    expectTheSame(kind.header + rows[..<10] + [kind.row("10", "crashed")])
    expectTheSame(kind.header + rows, ReadingOptions(eachRowIsAProcess: true))
    expectTheSame(kind.header + rows, ReadingOptions(vm: "other", variant: "v", machine: "m"))
  }

  @Test func keepsMarksOfWarmup() throws {
    func rows(_ warmups: [String]) -> [String] {
      ["benchmark,warmup,ms"] + warmups.enumerated().map { "b,\($0.element),\($0.offset + 1)" }
    }
    let half = [String](repeating: "true", count: 700) + [String](repeating: "0", count: 800)
    let found = expectTheSame(rows(half))
    guard case .read(let results) = found else {
      Issue.record("\(found)")
      return
    }
    let execution = try #require(results.experiments[0].executions.values.first?.first)
    #expect(execution.harnessWarmupIterations == 700)
    #expect(execution.times.count == 1500)
    #expect(execution.times[999] == 1)
    let late = expectTheSame(rows(half + ["true"]))
    #expect(late != found)
    if case .read = late { Issue.record("warmup behind iterations that are none is read") }
    let dropped = expectTheSame(rows(half), ReadingOptions(harnessWarmup: .drop))
    #expect(times(of: dropped).map(\.count) == [800])
  }

  @Test func readsTablesOfOtherSigns() {
    for separator in [";", "\t"] {
      for mark in [".", ","] {
        let name = "\"b\(separator)\"\"1\"\"\""
        let rows = (0..<700).map { "\(name)\(separator)\($0)\(separator)0\(mark)5" }
        let header = ["benchmark", "iteration", "seconds"].joined(separator: separator)
        let found = expectTheSame([header] + rows)
        #expect(times(of: found) == [[Double](repeating: 0.5, count: 700)])
        let other = "b\(separator)1\(separator)0\(mark == "." ? "," : ".")5"
        if case .read = expectTheSame([header] + rows + [other]) { Issue.record("both marks") }
      }
    }
    let dated = (0..<60).map { "2026-01-02 03:04:\($0),b,\($0),\"\($0)\",0.5" }
    expectTheSame(["timestamp,benchmark,iteration,segment,seconds"] + dated)
  }

  @Test func countsLinesBehindRowsThatWereReadAtOnce() {
    for kind in Kind.allCases {
      for count in [1, 2, 511, 512, 513, 1025] {
        let rows = kind.header + kind.rows([String](repeating: "0.25", count: count))
        guard case .refused(let message) = expectTheSame(rows + [kind.row("9999", "x")]) else {
          Issue.record("x is read")
          continue
        }
        #expect(message.contains(":\(rows.count + 1)"), "\(message)")
      }
    }
  }

  @Test func refusesARowThatIsCutShort() {
    let lines = Kind.csv.header + Kind.csv.rows((1...20).map { "0.\($0)" })
    let text = lines.joined(separator: "\n")
    #expect(throws: ResultsFileError.self) {
      try ResultsFile.read(Array(text.utf8), named: "file")
    }
  }
}
