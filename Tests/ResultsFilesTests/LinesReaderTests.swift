// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import ResultsFiles
import Testing
import WarmupStats

/// Times alone, one a line.
@Suite struct LinesReaderTests {
  private func read(
    _ text: String, unit: String? = nil
  ) throws(ResultsFileError) -> ReadResults {
    try ResultsFile.read(
      Array(text.utf8), named: "times.txt", options: ReadingOptions(benchmark: "b", unit: unit))
  }

  private func times(_ text: String, unit: String? = nil) throws -> [Double] {
    try read(text, unit: unit).experiments[0].executions.values[0][0].times
  }

  @Test func eachLineMayHaveAUnitOfItsOwn() throws {
    #expect(
      try times("# what took how long\n0.25\n250 ms\n250000us\n\n2.5e8 ns\n0.25s\n")
        == Array(repeating: 0.25, count: 5))
    #expect(try times("5\n1 s\n", unit: "ms") == [0.005, 1])
    #expect(try times("0,25 s\n12,5 ms\n") == [0.25, 0.0125])
  }

  /// White space of ASCII and any other divides words, and makes blank lines.
  @Test(arguments: ["\t", "  ", " \u{B}\u{C}", "\u{A0}", "\u{2003}", "\u{3000} \t"])
  func anyWhiteSpaceDividesWords(space: String) throws {
    let text = "\(space)0.25\(space)s\n\(space)\n250\(space)ms\(space)\n0.25\(space)\n"
    #expect(try times(text) == [0.25, 0.25, 0.25])
    #expect(
      try times(text.split(separator: "\n").joined(separator: "\r\n") + "\r\n") == [
        0.25, 0.25, 0.25,
      ])
  }

  /// What is no white space is part of a word, be it invisible.
  @Test(arguments: ["\u{1}", "\u{1C}", "\u{1F}", "\u{7F}", "\u{200B}"])
  func nothingElseDividesWords(mark: String) {
    #expect(throws: ResultsFileError.self) { try times("1 s\n0.25\(mark)s\n") }
    #expect(throws: ResultsFileError.self) { try times("1 s\n\(mark)\n1 s\n") }
  }

  @Test func aUnitIsMissedOnlyWhereItIsMissing() throws {
    func warnings(_ text: String) throws -> Int {
      try read(text).warnings.count { $0.kind == .convertedData }
    }
    #expect(try warnings("1 ms\n2 ms\n") == 0)
    #expect(try warnings("1 ms\n2\n") == 1)
  }

  @Test(arguments: [
    "1\nhello\n", "1\n2 parsecs\n", "1\n2 3\n", "1\n1 2 ms\n", "1\nms\n", "1 ms\n0 ms\n",
  ])
  func anythingElseIsRefusedWithItsLine(text: String) {
    let error = #expect(throws: ResultsFileError.self) { try read(text) }
    #expect(error?.description.contains("2") == true, "\(error?.description ?? "")")
  }

  @Test func theyAreRecognized() throws {
    for text in ["1 ms\n2 ms\n", "1\n2\n", "1.5us\n"] {
      #expect(try ResultsFile.recognizedFormats(of: Array(text.utf8), named: "x") == [.lines])
    }
    #expect(try ResultsFile.recognizedFormats(of: Array("1 apple\n".utf8), named: "x") == [])
  }
}
