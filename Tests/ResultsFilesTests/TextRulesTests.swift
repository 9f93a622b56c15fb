// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// What holds for every format of lines, and is tested with a sample of each.
@Suite struct TextRulesTests {
  static let samples = FormatSamples.all.filter { !$0.isJSON }
  static let logs = samples.filter { sample in
    [.jmhLog, .go, .dacapo, .areWeFastYet, .renaissanceLog, .xctest].contains(sample.format)
  }
  static let tables = samples.filter { sample in
    [.tidyCSV, .warmupStatsCSV, .renaissanceCSV, .rebench, .gradleProfilerCSV]
      .contains(sample.format)
  }

  static func read(
    _ bytes: some Sequence<UInt8>, _ sample: FormatSamples.Sample
  ) throws -> [Experiment] {
    try ResultsFile.read(Array(bytes), named: "FILE", options: sample.options).experiments
  }

  static func times(_ experiments: [Experiment]) -> [[Double]] {
    experiments.flatMap { $0.executions.values.flatMap { $0.map(\.times) } }
  }

  static func lines(_ sample: FormatSamples.Sample) -> [Substring] {
    sample.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
  }

  @Test(
    arguments: samples,
    [
      "[info] ", "[INFO] ", "//[info] ", "2026-01-02T03:04:05.1234567Z ", "> ", "bench-1  | ",
      "2026-01-02 03:04:05,123 [INFO] ", "[2026-01-02T03:04:05.123Z] ", "[03:04:05] ", "03:04:05 ",
      "2026-01-02T03:04:05.123456Z 00O ", "bench\tRun it\t2026-01-02T03:04:05.1234567Z ",
      "2026-01-02 03:04:05,123 INFO  - ", "WARNING: ", "    ", "\t", "[info]   ",
      "\u{1B}[32m[info]\u{1B}[0m ",
    ])
  func takesOffAPrefixOfAllLines(sample: FormatSamples.Sample, prefix: String) throws {
    let text = Self.lines(sample).map { prefix + $0 + "\n" }.joined()
    #expect(try Self.read(text.utf8, sample) == Self.read(sample.text.utf8, sample))
    // Tools that trim their lines leave less of it on empty ones.
    let trimmed = Self.lines(sample).map { line in
      line.isEmpty
        ? String(prefix.reversed().drop { $0 == " " }.reversed()) + "\n" : prefix + line + "\n"
    }.joined()
    #expect(try Self.read(trimmed.utf8, sample) == Self.read(sample.text.utf8, sample))
    // Blank lines before all have no prefix.
    let blank = "\n\n\n"
    let (behind, plain) = (blank + text, blank + sample.text)
    #expect((try? Self.read(behind.utf8, sample)) == (try? Self.read(plain.utf8, sample)))
  }

  @Test(arguments: samples.filter { $0.format != .xctest })
  func keepsWhatNotAllLinesBeginWith(sample: FormatSamples.Sample) throws {
    let text = Self.lines(sample).map { "[info] " + $0 + "\n" }.joined() + "no prefix\n"
    let results = try? Self.read(text.utf8, sample)
    #expect(results.map(Self.times) ?? [] == [])
  }

  @Test(arguments: samples)
  func decodesUTF16WithAMark(sample: FormatSamples.Sample) throws {
    let expected = try Self.read(sample.text.utf8, sample)
    let little = sample.text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = sample.text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    #expect(try Self.read([0xFF, 0xFE] + little, sample) == expected)
    #expect(try Self.read([0xFE, 0xFF] + big, sample) == expected)
    #expect(try Self.read([0xEF, 0xBB, 0xBF] + sample.text.utf8, sample) == expected)
    #expect(throws: ResultsFileError.self) {
      try Self.read([0xFF, 0xFE] + little.dropLast(), sample)
    }
    #expect(throws: ResultsFileError.self) { try Self.read(little, sample) }
  }

  @Test(arguments: samples)
  func refusesLatin1WithItsPlace(sample: FormatSamples.Sample) throws {
    let bytes = Array(sample.text.utf8)
    let letters = bytes.indices.filter { Character(UnicodeScalar(bytes[$0])).isLetter }
    for index in letters + [bytes.count - 1] {
      var damaged = bytes
      damaged[index] = 0xE9
      let line = bytes[..<index].count { $0 == UInt8(ascii: "\n") } + 1
      let error = #expect(throws: ResultsFileError.self) { try Self.read(damaged, sample) }
      guard case .line(line, _)? = error?.place else {
        Issue.record("byte \(index): \(error?.description ?? "")")
        return
      }
      #expect(error?.found == "the byte 0xe9")
    }
  }

  /// A number with a decimal comma is read whole, or refused; it never becomes another one.
  @Test(arguments: samples)
  func neverCutsANumberAtItsComma(sample: FormatSamples.Sample) throws {
    let expected = Self.times(try Self.read(sample.text.utf8, sample))
    let text = sample.text.replacing(/(?<whole>\d)\.(?<part>\d)/) { "\($0.whole),\($0.part)" }
    do {
      #expect(try Self.times(Self.read(text.utf8, sample)) == expected)
    } catch let error as ResultsFileError {
      let words = error.expected + error.found
      #expect(words.contains("comma") || words.contains("fields") || words.contains("columns"))
    }
  }

  /// What spreadsheets write where the comma is the decimal mark, or as text with tabs.
  @Test(arguments: tables.filter { $0.format != .rebench }, [";", "\t"])
  func readsOtherSeparatorsAndDecimalCommas(
    sample: FormatSamples.Sample, separator: String
  ) throws {
    let expected = try Self.read(sample.text.utf8, sample)
    let text = sample.text.replacing(",", with: separator)
    #expect(try Self.read(text.utf8, sample) == expected)
    let commas = text.replacing(/(?<whole>\d)\.(?<part>\d)/) { "\($0.whole),\($0.part)" }
    // Versions with a point, such as those of tools, are names.
    let read = try Self.read(commas.utf8, sample)
    #expect(Self.times(read) == Self.times(expected))
    guard sample.format == .tidyCSV || sample.format == .warmupStatsCSV else { return }
    var mixed = commas
    let last = try #require(commas.matches(of: /\d(?<comma>,)\d/).last).comma
    mixed.replaceSubrange(last.startIndex..<last.endIndex, with: ".")
    let error = #expect(throws: ResultsFileError.self) { try Self.read(mixed.utf8, sample) }
    #expect(error?.found.contains("a decimal point after a decimal comma") == true)
  }

  @Test(arguments: tables.filter { $0.format != .rebench })
  func readsLinesThatEndWithCarriageReturns(sample: FormatSamples.Sample) throws {
    let text = sample.text.replacing("\n", with: "\r")
    #expect(try Self.read(text.utf8, sample) == Self.read(sample.text.utf8, sample))
  }

  @Test(arguments: tables)
  func refusesSurplusFields(sample: FormatSamples.Sample) throws {
    let lines = Self.lines(sample)
    let separator = sample.format == .rebench ? "\t" : ","
    for index in lines.indices.dropFirst()
    where !lines[index].hasPrefix("#") && !lines[index].hasPrefix("benchmark,")
      && !lines[index].hasPrefix("invocation") && !lines[index].isEmpty
    {
      // warmup_stats allows rows of any length up to that of the header.
      var wide = lines
      wide[index] += String(repeating: separator + "9", count: 4)
      let text = wide.joined(separator: "\n") + "\n"
      let error = #expect(throws: ResultsFileError.self) { try Self.read(text.utf8, sample) }
      guard case .line(index + 1, _)? = error?.place else {
        Issue.record("line \(index + 1): \(error?.description ?? "")")
        return
      }
    }
  }

  @Test(arguments: logs)
  func passesOverWhatProgramsPrint(sample: FormatSamples.Sample) throws {
    let noise = ["starting 3.000 things", "  4.5 ms/op", "10 20", "[gc] 12 MB", "", "done in 5 ms"]
    var text = ""
    for (index, line) in Self.lines(sample).enumerated() {
      text += line + "\n" + noise[index % noise.count] + "\n"
    }
    #expect(try Self.read(text.utf8, sample) == Self.read(sample.text.utf8, sample))
  }

  @Test func readsGoFiguresOnALaterLine() throws {
    let log = """
      BenchmarkA-8   \tloading
      store opened
        100\t     1000 ns/op
      BenchmarkB-8   \t
      BenchmarkC-8   \tlost

      """
    let results = try Fixtures.read(log)
    #expect(Self.times(results.experiments) == [[1000 / 1e9]])
    let messages = results.warnings.compactMap(\.message)
    for name in ["B-8", "C-8"] { #expect(messages.contains { $0.hasPrefix("\(name): ") }) }
  }

  @Test func countsAGoBenchmarkAsFailedThatEndedTheProcess() throws {
    let log = "BenchmarkA-8\t100\t1000 ns/op\nBenchmarkB-8\tpanic: oh\nFAIL\tx\t0.1s\n"
    let crash = "BenchmarkA-8\t100\t1000 ns/op\nBenchmarkB-8\t\npanic: oh\nFAIL\tx\t0.1s\n"
    for text in [log, crash] {
      let executions = try Fixtures.read(text).experiments[0].executions
      #expect(
        executions[BenchmarkKey(benchmark: "B-8")]?.map(\.outcome) == [
          .crashed
        ])
    }
  }

  @Test(arguments: ["a\u{301}", "\u{E1}"])
  func quotationMarksOpenFieldsAtTheirStartOnly(accent: String) throws {
    let csv = "benchmark,seconds\ndisk 5\"\(accent),1\n\"say \"\"x\"\"\",2\n \"p,q\" ,3\n"
    let keys = try Fixtures.read(csv).experiments[0].executions.keys.map(\.benchmark)
    #expect(keys == ["disk 5\"\(accent)", "say \"x\"", "p,q"])
    #expect(
      try Fixtures.error("benchmark,seconds\n\"a,1\nb,2\n")
        == "FILE:2:1: expected a quotation mark that closes the field, found the end of the file")
    #expect(
      try Fixtures.error("benchmark,seconds\n\"a\"b,1\n")
        == "FILE:2:1: expected a field that ends with its quotation mark, found text behind it: a "
        + "quotation mark in a field is written twice")
  }

  @Test(arguments: ["2.345", "2,345", "2'345", "2_345"])
  func refusesGroupsOfDigitsInDaCapo(number: String) throws {
    let log = "===== DaCapo 23 x PASSED in \(number) msec =====\n"
    let error = try #require(try Fixtures.error(log))
    #expect(error.hasPrefix("FILE:1:29: expected whole milliseconds"))
  }

  @Test func namesTheLineOfJSONThatIsNone() throws {
    let line = #"{"benchmark":"a","seconds":0.5}"# + "\n"
    #expect(
      try Fixtures.error(line + line + "garbage\n")
        == "FILE:3:1: expected a JSON object or array, found \"garbage\"")
  }
}
