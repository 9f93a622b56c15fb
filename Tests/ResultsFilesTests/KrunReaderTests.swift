// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

@Suite struct KrunReaderTests {
  static let fannkuch = BenchmarkKey(
    benchmark: "fannkuch", vm: "HotSpot", variant: "default-java")
  static let nbody = BenchmarkKey(benchmark: "nbody", vm: "PyPy", variant: "default-python")

  @Test func readsAllThatKrunWrites() throws {
    let results = try Fixtures.read(FormatSamples.krun)
    let experiment = try #require(results.experiments.first)
    #expect(experiment.machine == "bencher7")
    let executions = try #require(experiment.executions[Self.fannkuch])
    #expect(
      executions == [
        ProcessExecution(
          times: [0.51, 0.32, 0.31],
          counters: ProcessorCounters(
            coreCycles: [[1_500_000, 910_000, 900_000], [0, 0, 1]], aperf: [[5, 6, 7]],
            mperf: [[1, 2, 3]])),
        ProcessExecution(
          times: [0.52, 0.3125],
          counters: ProcessorCounters(
            coreCycles: [[1_510_000, 905_000], [1, 2]], aperf: [[8, 9]], mperf: [[4, 5]])),
        ProcessExecution(failed: .crashed), ProcessExecution(failed: .timedOut),
      ])
    #expect(experiment.executions[Self.nbody] == [ProcessExecution(times: [1, 0.2, 3.5])])
    #expect(results.sources.map(\.format) == [.krun])
    #expect(results.warnings.map(\.kind) == [.unsteadyClock])
  }

  /// Simdjson 3 alone takes a zero, a point and twenty digits or more for another number.
  @Test func readsNumbersOfManyDigits() throws {
    var generator = SplitMix64(seed: 5)
    var texts = ["0.03049121835263220527343", "0.12345678901234567890123", "0.5"]
    for _ in 0..<2000 {
      let zeros = String(repeating: "0", count: Int(generator.next() % 9))
      let digits = "\(generator.next() | 1)\(generator.next())".prefix(
        Int(15 + generator.next() % 24))
      texts.append("0.\(zeros)\(digits)")
      texts.append("\(generator.next() % 1000 + 1).\(digits)")
      texts.append("0.\(zeros)\(digits)e\(Int(generator.next() % 5) - 2)")
    }
    let expected = texts.map { Double($0) ?? .nan }
    for separator in [",", " ,\n  "] {
      let list = texts.joined(separator: separator)
      let results = try Fixtures.read("{\"wallclock_times\":{\"a:b:c\":[[\(list)]]}}")
      let times = results.experiments.flatMap { $0.executions.values.joined().flatMap(\.times) }
      #expect(times == expected)
    }
  }

  @Test func executionsThatNeverRanAreLeftOutAndCounted() throws {
    let results = try Fixtures.read(
      """
      {"wallclock_times":{"a:b:c":[[1],[],[],[2]]},"pexec_flags":{"a:b:c":["C","O","S","C"]}}
      """)
    #expect(Damage.allTimes(of: results) == [[1], [2]])
    #expect(
      results.warnings.map(\.message) == [
        "2 of 4 process executions never ran (flag O or S), and are left out"
      ])
  }

  @Test func tellsWhatKrunWroteOfTheRun() throws {
    let details = try Fixtures.read(FormatSamples.krun).sources[0].details
    #expect(details.map(\.name) == ["Reboots", "Errors during the run", "Starting temperatures"])
    #expect(details.map(\.value) == ["4", "yes (error_flag)", "a 40.5"])
    let listed = try Fixtures.read(
      "{\"wallclock_times\":{\"a:b:c\":[[1]]},\"starting_temperatures\":[41,43.5]}")
    #expect(listed.sources[0].details.map(\.value) == ["41.0, 43.5"])
  }

  @Test func readsOldFilesThatHaveOnlyTimes() throws {
    let results = try Fixtures.read("\u{FEFF} {\"wallclock_times\":{\"a:b:c\":[[1],[],[2,3]]}}")
    let key = BenchmarkKey(benchmark: "a", vm: "b", variant: "c")
    #expect(
      results.experiments == [
        Experiment(
          harness: "Krun",
          executions: [
            key: [
              ProcessExecution(times: [1]), ProcessExecution(failed: .crashed),
              ProcessExecution(times: [2, 3]),
            ]
          ])
      ])
  }

  @Test(arguments: [
    (
      "[[1,\"abc\"]]",
      "FILE: at /wallclock_times/a:b:c/0/1: expected a positive time, found \"abc\""
    ),
    ("[[1],[2,0]]", "FILE: at /wallclock_times/a:b:c/1/1: expected a positive time, found 0"),
    ("[[1,-2.5]]", "FILE: at /wallclock_times/a:b:c/0/1: expected a positive time, found -2.5"),
    ("[[1,NaN]]", "FILE: at /wallclock_times/a:b:c/0/1: expected a positive time, found NaN"),
    (
      "[[Infinity,1]]",
      "FILE: at /wallclock_times/a:b:c/0/0: expected a positive time, found Infinity"
    ),
    ("[[1,null]]", "FILE: at /wallclock_times/a:b:c/0/1: expected a positive time, found null"),
    (
      "[[1,[2]]]",
      "FILE: at /wallclock_times/a:b:c/0/1: expected a positive time, found an array of 1"
    ),
    ("[1,2]", "FILE: at /wallclock_times/a:b:c/0: expected an array of numbers, found 1"),
    (
      "3",
      "FILE: at /wallclock_times/a:b:c: expected an array of process executions, found 3"
    ),
    ("[[1e999]]", "FILE:1:31: expected a number that a double can hold, found \"1e999\""),
    ("[[01]]", "FILE:1:31: expected a number that a double can hold, found \"01\""),
    ("[[1 2]]", "FILE:1:33: expected valid JSON, found \"2\""),
    ("[[1,]]", "FILE:1:33: expected valid JSON, found \"]\""),
    ("[[1]", "FILE:1:33: expected valid JSON, found \"}\""),
    ("[[1]]}}, {\"", "FILE:1:42: expected the rest of the JSON text, found the end of the file"),
    ("[[nope]]", "FILE:1:31: expected valid JSON, found \"nope\""),
  ])
  func saysWhatIsWrongWithTimes(times: String, message: String) throws {
    #expect(try Fixtures.error("{\"wallclock_times\":{\"a:b:c\":\(times)}}") == message)
  }

  @Test(arguments: [
    (
      "{\"wallclock_times\":{\"a:b\":[[1]]}}",
      "FILE: at /wallclock_times/a:b: expected a key such as \"benchmark:vm:variant\", found \"a:b\""
    ),
    (
      "{\"wallclock_times\":{\"a:b:c\":[[1]],\"a:b:c\":[[1]]}}",
      "FILE: at /wallclock_times/a:b:c: expected each name once, found \"a:b:c\" a second time"
    ),
    (
      "{\"wallclock_times\":{\"a:b:c\":[[1]]},\"pexec_flags\":{\"a:b:c\":[\"X\"]}}",
      "FILE: at /pexec_flags/a:b:c/0: expected \"C\", \"E\", \"T\", \"O\" or \"S\", found \"X\""
    ),
    (
      "{\"wallclock_times\":{\"a:b:c\":[[1]]},\"pexec_flags\":{\"a:b:c\":[\"C\",\"C\"]}}",
      "FILE: at /pexec_flags/a:b:c: expected one element for each of the 1 process executions, "
        + "found 2"
    ),
    (
      "{\"wallclock_times\":{\"a:b:c\":[[1,2]]},\"pexec_flags\":{\"a:b:c\":[\"E\"]}}",
      "FILE: at /wallclock_times/a:b:c/0: expected no times, since the execution is flagged as "
        + "crashed, found 2"
    ),
    (
      "{\"wallclock_times\":{\"a:b:c\":[[1,2]]},\"aperf_counts\":{\"a:b:c\":[[[1]]]}}",
      "FILE: at /aperf_counts/a:b:c/0/0: expected one count for each of the 2 iterations, found 1"
    ),
    (
      "{\"wallclock_times\":{\"a:b:c\":[[1,2]]},\"pexec_flags\":{\"a:b:c\":[\"O\"]}}",
      "FILE: at /wallclock_times/a:b:c/0: expected no times, since the execution is flagged as "
        + "one that never ran, found 2"
    ),
    (
      "{\"wallclock_times\":{\"a:b:c\":[[1]]},\"reboots\":-1}",
      "FILE: at /reboots: expected a whole number that is not negative, found -1"
    ),
    (
      "{\"wallclock_times\":{\"a:b:c\":[[1]]},\"error_flag\":\"no\"}",
      "FILE: at /error_flag: expected true or false, found \"no\""
    ),
    (
      "{\"wallclock_times\":{\"a:b:c\":[[1]]},\"starting_temperatures\":{\"s\":\"hot\"}}",
      "FILE: at /starting_temperatures/s: expected a temperature, found \"hot\""
    ),
    (
      "{\"wallclock_times\":{\"a:b:c\":[[1]]},\"aperf_counts\":{\"a:b:c\":[[[1],[1]]]},"
        + "\"mperf_counts\":{\"a:b:c\":[[[1]]]}}",
      "FILE: at /mperf_counts/a:b:c/0: expected counts of as many cores as APERF has, 2, found 1"
    ),
    (
      "{\"wallclock_times\":{}}",
      "FILE: expected at least one process execution, found none"
    ),
    (
      "{\"a\":1,\"b\":2}",
      "FILE: expected benchmark results in a known format, found a JSON object with \"a\", \"b\""
    ),
    ("{}", "FILE: expected benchmark results in a known format, found an empty JSON object"),
    ("[]", "FILE: expected benchmark results in a known format, found an empty array"),
    ("\n \t", "FILE: expected benchmark results, found an empty file"),
    (
      "hello\nworld",
      "FILE: expected benchmark results in a known format, found text of another kind, which "
        + "begins \"hello\" (the smallest file that works is CSV: a line benchmark,seconds, then "
        + "lines such as sort,0.52)"
    ),
    (
      "{\"a\":\"\u{1}\"}",
      "FILE: expected strings without control characters, found one with a bare one"
    ),
    ("{\"a\":\"\\q\"}", "FILE:1:6: expected a valid string, found \"\"\\q\"\""),
    ("{\"a\":1} x", "FILE:1:9: expected the end of the file, found \"x\""),
    ("{\"a\":tru}", "FILE:1:6: expected valid JSON, found \"tru\""),
    ("{\"a\" 1}", "FILE:1:6: expected valid JSON, found \"1\""),
    ("{\"a\":1,b:1}", "FILE:1:8: expected valid JSON, found \"b\""),
  ])
  func saysWhatIsWrongWithAFile(text: String, message: String) throws {
    #expect(try Fixtures.error(text) == message)
  }

  @Test func refusesBytesThatAreNoUTF8() throws {
    let bytes = Array("{\n\"ä\":\"".utf8) + [0xFF] + Array("\"}".utf8)
    let error = #expect(throws: ResultsFileError.self) {
      try ResultsFile.read(bytes, named: "FILE")
    }
    #expect(error?.description == "FILE:2:6: expected UTF-8, found the byte 0xff")
  }

  @Test(arguments: [64, 65, 100_000])
  func limitsTheDepth(depth: Int) throws {
    let nested = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let text = "{\"wallclock_times\":{\"a:b:c\":[[1]]},\"x\":\(nested)}"
    let message = "expected values nested 64 deep at most, found deeper ones"
    #expect(try Fixtures.error(text)?.hasSuffix(message) == true)
    let allowed = String(repeating: "[", count: 63) + String(repeating: "]", count: 63)
    #expect(try Fixtures.error("{\"wallclock_times\":{\"a:b:c\":[[1]]},\"x\":\(allowed)}") == nil)
  }

  @Test func skipsInvalidExecutionsAndSaysSo() throws {
    let text = """
      {"wallclock_times":{"a:b:c":[[1],[2,-1],[3],[null]],"d:e:f":[[4],["x"]]}}
      """
    let results = try Fixtures.read(text, options: ReadingOptions(skipsInvalid: true))
    #expect(Damage.allTimes(of: results) == [[1], [3], [4]])
    let messages = results.warnings.compactMap(\.message)
      .map { $0.replacing(/\/[^:]*: at/, with: "FILE: at") }
    #expect(
      messages == [
        "skipped 2 executions of a:b:c; the first: FILE: at /wallclock_times/a:b:c/1/1: "
          + "expected a positive time, found -1",
        "skipped 1 execution of d:e:f; it: FILE: at /wallclock_times/d:e:f/1/0: "
          + "expected a positive time, found \"x\"",
      ])
    #expect(results.warnings.allSatisfy { $0.kind == .skippedData })
  }

  @Test func survivesEveryDamage() throws {
    try Damage.truncateEverywhere(FormatSamples.krun, isJSON: true)
    try Damage.replaceEveryValue(of: FormatSamples.krun)
  }

  @Test func readsManyShortExecutionsAndOneLongOne() throws {
    let short = Array(repeating: "[0.25]", count: 10_000).joined(separator: ",")
    let many = try Fixtures.read("{\"wallclock_times\":{\"a:b:c\":[\(short)]}}")
    #expect(Damage.allTimes(of: many) == Array(repeating: [0.25], count: 10_000))
    let long = Array(repeating: "0.125", count: 1_000_000).joined(separator: ",")
    let one = try Fixtures.read("{\"wallclock_times\":{\"a:b:c\":[[\(long)]]}}")
    #expect(Damage.allTimes(of: one) == [Array(repeating: 0.125, count: 1_000_000)])
  }

  @Test func readsEveryTimeOfARecordedFile() throws {
    let path = Fixtures.path("recorded/vms_small.json")
    let experiment = try ResultsFile.read(at: path)
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
    let file = try #require(json as? [String: Any])
    let expected = try #require(file["wallclock_times"] as? [String: [[Double]]])
    #expect(experiment.executions.count == 4)
    for (key, executions) in experiment.executions {
      #expect(executions.map(\.times) == expected[key.description])
      #expect(executions.allSatisfy { $0.outcome == .completed && $0.counters == nil })
    }
    let audit = try #require(file["audit"] as? [String: Any])
    let uname = try #require(audit["uname"] as? String)
    #expect(experiment.machine == String(uname.split(separator: " ")[1]))
  }

  @Test(arguments: [
    ("recorded/vms.json.bz2", 34, 10, 1000), ("recorded/vms_slow.json.bz2", 20, 10, 500),
    ("recorded/vms_before.json.bz2", 5, 10, 1000), ("recorded/vms_after.json.bz2", 5, 10, 1000),
    ("recorded/instr/hotspot_results.json.bz2", 6, 5, 1000),
    ("recorded/instr/hotspot_g1_results.json.bz2", 2, 3, 1000),
    ("recorded/instr/pypy_results.json.bz2", 3, 3, 500),
  ])
  func readsRecordedFiles(name: String, keys: Int, executions: Int, iterations: Int) throws {
    let experiment = try ResultsFile.read(at: Fixtures.path(name))
    #expect(experiment.executions.count == keys)
    for values in experiment.executions.values {
      #expect(values.count == executions)
      #expect(values.allSatisfy { $0.times.count == iterations })
    }
  }

  @Test func countsKilledExecutions() throws {
    let experiment = try ResultsFile.read(at: Fixtures.path("recorded/vms_timeouts.json"))
    let key = BenchmarkKey(benchmark: "richards_like", vm: "V8", variant: "default-javascript")
    let outcomes = try #require(experiment.executions[key]).map(\.outcome)
    #expect(
      outcomes == [.completed, .timedOut, .timedOut, .completed, .timedOut, .timedOut])
  }
}
