// SPDX-License-Identifier: GPL-3.0-or-later

import Recording
import ResultsFiles
import Testing

/// How commands, parameters and quantities are read.
@Suite struct CommandWordsTests {
  @Test(arguments: [
    ("node b.js --x 1", ["node", "b.js", "--x", "1"]),
    ("  a   b\t", ["a", "b"]),
    ("a 'b c' \"d  e\"", ["a", "b c", "d  e"]),
    ("a '' b", ["a", "", "b"]),
    ("a'b c'd", ["ab cd"]),
    ("sh -c 'x | y; z > $HOME'", ["sh", "-c", "x | y; z > $HOME"]),
    (#"a \| b\ c"#, ["a", "|", "b c"]),
    (#"a "b\"c" 'd\e'"#, ["a", "b\"c", #"d\e"#]),
  ])
  func textsAreDividedAtBlanksThatAreNotQuoted(text: String, words: [String]) throws {
    #expect(try CommandWords.split(text) == words)
  }

  @Test(arguments: ["a | b", "a & b", "a; b", "a < b", "a > b", "$X", "*.c", "a?", "~/x", "`a`"])
  func whatOnlyAShellUnderstandsIsRefusedAndTheWayOutNamed(text: String) {
    let error = #expect(throws: RecordingError.self) { try CommandWords.split(text) }
    #expect(error?.description.contains("--shell") == true)
    #expect(error?.kind == .unusable)
  }

  @Test(arguments: ["'a", "\"a", "", "  ", "a \\"])
  func halfACommandIsRefused(text: String) {
    #expect(throws: RecordingError.self) { try CommandWords.split(text) }
  }

  @Test(arguments: [
    ("n=1,2,4", ["1", "2", "4"]), ("n=1..4", ["1", "2", "3", "4"]), ("n=1..8..3", ["1", "4", "7"]),
    ("n=a", ["a"]), ("n=-2..0", ["-2", "-1", "0"]),
  ])
  func parametersHaveListsAndRanges(text: String, values: [String]) throws {
    #expect(try ParameterValues(text).values == values)
  }

  @Test(arguments: [
    "n", "=1", "n=", "n=1,,2", "n=4..1", "n=1..2..0", "n=1..2..3..4", "n=1..9999999", "a b=1",
  ])
  func otherParametersAreRefused(text: String) {
    #expect(throws: RecordingError.self) { try ParameterValues(text) }
  }

  @Test(
    arguments: [
      ("30", 30), ("1.5 s", 1.5), ("20 min", 1200), ("20min", 1200), ("250ms", 0.25), ("1e3", 1000),
      ("2h", 7200),
    ] as [(String, Double)])
  func timesHaveUnits(text: String, seconds: Double) {
    #expect(Quantity.seconds(text) == seconds)
  }

  @Test(arguments: ["", "min", "1 2", "1,5 s", "nan", "0x10", "5 parsecs"])
  func otherTimesAreNone(text: String) { #expect(Quantity.seconds(text) == nil) }

  @Test(arguments: [
    ("4096", 4096), ("2G", 2 << 30), ("2 GiB", 2 << 30), ("8MiB", 8 << 20), ("1K", 1024),
  ])
  func sizesHaveUnits(text: String, bytes: Int) { #expect(Quantity.bytes(text) == bytes) }

  @Test(arguments: ["", "GiB", "-1", "1.5G", "1T", "99999999999G"])
  func otherSizesAreNone(text: String) { #expect(Quantity.bytes(text) == nil) }

  @Test(
    arguments: [
      ("none", nil), ("0", .some([0])), ("0-2,5", .some([0, 1, 2, 5])), ("3-1", nil), ("1024", nil),
      ("1,", nil),
    ] as [(String, [Int]?)])
  func processorsAreLists(text: String, cpus: [Int]?) { #expect(Machine.cpuList(text) == cpus) }

  @Test(arguments: [
    ("process", TimesProtocol.process), ("lines", .lines), ("memory", .memory), ("krun", .krun),
    ("file=a/b.json", .file("a/b.json")), ("jmh-log", .reader(.jmhLog)),
    ("dacapo", .reader(.dacapo)),
  ])
  func protocolsHaveNames(name: String, times: TimesProtocol) {
    #expect(TimesProtocol(rawValue: name) == times)
    #expect(times.rawValue == name)
  }

  @Test(arguments: ["", "file=", "Lines", "stdout"])
  func otherProtocolsAreNone(name: String) { #expect(TimesProtocol(rawValue: name) == nil) }
}
