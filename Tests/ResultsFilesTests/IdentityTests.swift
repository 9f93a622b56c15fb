// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// Which measurements are those of one benchmark, and which are not.
@Suite struct IdentityTests {
  static func read(_ texts: [String]) throws -> ReadResults {
    func next(_ rest: ArraySlice<String>, _ paths: [String]) throws -> ReadResults {
      guard let text = rest.first else { return try ResultsFile.read(at: paths) }
      return try Fixtures.withFile(text.utf8) { try next(rest.dropFirst(), paths + [$0]) }
    }
    return try next(texts[...], [])
  }

  static func jmh(threads: Int = 1, arguments: String = "", times: String) -> String {
    """
    [{"jmhVersion":"1.37","benchmark":"a.B","mode":"avgt","threads":\(threads),
      "jvmArgs":[\(arguments)],"primaryMetric":{"scoreUnit":"s/op","rawData":[[\(times)]]}}]
    """
  }

  static func names(_ results: ReadResults) -> [String] {
    results.experiments.flatMap { $0.executions.keys.map(\.benchmark) }
  }

  @Test func conditionsThatDifferArePartOfTheName() throws {
    let results = try Self.read([
      Self.jmh(threads: 1, times: "0.1234567,0.2345678"),
      Self.jmh(threads: 4, times: "0.3,0.4"),
      Self.jmh(threads: 4, arguments: "\"-Xmx1g\",\"-XX:+UseZGC\"", times: "0.5,0.6"),
    ])
    #expect(
      Self.names(results)
        == ["a.B(threads=1)", "a.B(threads=4)", "a.B(threads=4, jvmArgs=-Xmx1g -XX:+UseZGC)"])
    #expect(results.warnings.map(\.kind).contains(.differentConditions))
    let same = try Self.read([
      Self.jmh(threads: 4, times: "0.1,0.2"), Self.jmh(threads: 4, times: "0.3,0.4"),
    ])
    #expect(Self.names(same) == ["a.B"])
    #expect(!same.warnings.map(\.kind).contains(.differentConditions))
  }

  @Test func theSameFileTwiceCountsOnce() throws {
    let file = Self.jmh(times: "0.123456,0.234567,0.345678")
    let once = try Self.read([file])
    let twice = try Self.read([file, file])
    #expect(twice.experiments == once.experiments)
    #expect(twice.warnings.map(\.kind).contains(.repeatedData))
    #expect(!once.warnings.map(\.kind).contains(.repeatedData))
  }

  @Test func aFileThatHoldsAnotherAddsOnlyWhatIsNew() throws {
    func csv(_ processes: Range<Int>) -> String {
      "benchmark,process,seconds\n"
        + processes.flatMap { process in
          (0..<5).map { "a,\(process),\(0.123456 + Double(process * 7 + $0) * 1.00007e-3)\n" }
        }.joined()
    }
    let results = try Self.read([csv(0..<3), csv(0..<5)])
    #expect(results.experiments[0].executions.values.map(\.count) == [5])
    #expect(results.warnings.map(\.kind).contains(.repeatedData))
  }

  @Test func theSameTextTwiceInAFileCountsOnce() throws {
    let text = Self.jmh(times: "0.123456,0.234567,0.345678")
    let other = Self.jmh(times: "0.123457,0.234567,0.345678")
    let results = try Self.read([text + "\n" + text + "\n" + other])
    #expect(results.experiments[0].executions.values.map(\.count) == [2])
    #expect(results.warnings.map(\.kind).contains(.repeatedData))
  }

  /// Executions of one text that are the same count once, in every format.
  @Test(arguments: [
    "process_exec_num,bench_name,0,1,2\n"
      + "0,b,0.512345,0.251234,0.251231\n1,b,0.512345,0.251234,0.251231\n2,b,0.5,0.25,0.25\n",
    #"{"wallclock_times":{"b:V:v":[[0.512345,0.251234,0.251231],[0.5,0.25,0.25],"#
      + #"[0.512345,0.251234,0.251231]]}}"#,
    (0..<3).map { process in
      (0..<4).map {
        "{\"benchmark\":\"b\",\"process\":\(process),\"seconds\":0.\(51234 + 7 * ($0 + process / 2))}\n"
      }
      .joined()
    }.joined(),
    // A log that was joined with itself, of which each execution has few digits.
    String(
      repeating: (1...2).map {
        "====== s (j) [d], iteration 0 completed (\(387 + $0).125 ms) ======\n"
          + "====== s (j) [d], iteration 1 completed (201.\($0)25 ms) ======\n"
      }.joined(), count: 2),
    String(
      repeating: "===== DaCapo 23 x completed warmup 1 in 2345 msec =====\n"
        + "===== DaCapo 23 x PASSED in 1234 msec =====\n"
        + "===== DaCapo 23 x completed warmup 1 in 2346 msec =====\n"
        + "===== DaCapo 23 x PASSED in 1235 msec =====\n", count: 2),
  ])
  func theSameExecutionTwiceInATextCountsOnce(text: String) throws {
    let results = try Self.read([text])
    #expect(results.experiments[0].executions.values.map(\.count) == [2])
    let warnings = results.warnings.filter { $0.kind == .repeatedData }
    #expect(warnings.count == 1)
  }

  /// Coarse clocks, constant times and single measurements are the same by chance.
  @Test(arguments: [
    "0,b,0.01,0.02,0.01\n1,b,0.01,0.02,0.01\n2,b,0.02,0.01,0.01\n",
    "0,b,1,1,1\n1,b,1,1,1\n2,b,1,1,1\n", "0,b,0.1234,,\n1,b,0.1234,,\n2,b,0.1235,,\n",
    "0,b,0.012,0.011,0.011\n1,b,0.012,0.011,0.011\n2,b,0.011,0.012,0.011\n",
  ])
  func executionsOfATextThatAreTheSameByChanceStay(rows: String) throws {
    let results = try Self.read(["process_exec_num,bench_name,0,1,2\n" + rows])
    #expect(results.experiments[0].executions.values.map(\.count) == [3])
    #expect(!results.warnings.map(\.kind).contains(.repeatedData))
  }

  /// What any text before holds is known, not only what the one before or all together hold.
  @Test func aCopyIsFoundBehindOtherTexts() throws {
    func text(_ benchmark: String, _ first: Double) -> String {
      #"{"wallclock_times":{"\#(benchmark):V:v":[[\#(first),0.251234,0.251231],[\#(first),0.25,0.3]]}}"#
    }
    let results = try Self.read([text("b", 0.512345), text("c", 0.5), text("b", 0.512345)])
    #expect(results.experiments[0].executions.values.map(\.count) == [2, 2])
    #expect(results.warnings.count { $0.kind == .repeatedData } == 1)
    let others = try Self.read([text("b", 0.512345), text("c", 0.5), text("b", 0.512346)])
    #expect(others.experiments[0].executions.values.map(\.count) == [4, 2])
    #expect(!others.warnings.map(\.kind).contains(.repeatedData))
  }

  @Test func timesThatAreTheSameByChanceStay() throws {
    let go = "BenchmarkNop-8\t1000000000\t0.25 ns/op\n"
    let results = try Self.read([go, go, "BenchmarkNop-8\t1000000000\t0.26 ns/op\n"])
    #expect(results.experiments[0].executions.values.map(\.count) == [3])
    #expect(!results.warnings.map(\.kind).contains(.repeatedData))
  }

  @Test func machinesOfOneNameThatDifferAreTold() throws {
    func go(_ processor: String, _ time: Int) -> String {
      "cpu: \(processor)\nBenchmarkSort-8\t100\t\(time) ns/op\n"
    }
    let results = try Self.read([go("Chip A", 100), go("Chip B", 200)])
    let warning = results.warnings.first { $0.kind == .differentConditions }
    #expect(warning?.message?.contains("Chip A; Chip B") == true)
    let same = try Self.read([go("Chip A", 100), go("Chip A", 200)])
    #expect(!same.warnings.map(\.kind).contains(.differentConditions))
  }

  @Test func systemsAndBuildsThatDifferAreTold() throws {
    func go(_ system: String, _ time: Int) -> String {
      "goos: \(system)\ngoarch: arm64\nBenchmarkSort-8\t100\t\(time) ns/op\n"
    }
    func google(_ build: String, _ threads: Int, _ time: Double) -> String {
      """
      {"context":{"host_name":"h","library_build_type":"\(build)"},"benchmarks":[
       {"name":"B","run_name":"B","run_type":"iteration","threads":\(threads),"real_time":\(time),
        "time_unit":"us"}]}
      """
    }
    let pairs = [
      (go("linux", 1), go("darwin", 2), "operating system"),
      (google("release", 1, 1.5), google("debug", 1, 2.5), "build of the library"),
    ]
    for (first, second, name) in pairs {
      let warnings = try Self.read([first, second]).warnings
      let messages = warnings.filter { $0.kind == .differentConditions }.compactMap(\.message)
      #expect(messages.count == 1 && messages[0].contains(name))
      #expect(try !Self.read([first]).warnings.map(\.kind).contains(.differentConditions))
    }
    let threads = try Self.read([google("release", 1, 1.5), google("release", 4, 2.5)])
    #expect(Self.names(threads) == ["B(threads=1)", "B(threads=4)"])
  }

  @Test func lookalikesAreToldTenTimesAtMost() throws {
    let names = (0..<30).flatMap { ["caf\u{E9}\($0)", "cafe\u{301}\($0)"] }
    let csv = "benchmark,seconds\n" + names.map { "\($0),1\n" }.joined()
    let warnings = try Self.read([csv]).warnings.filter { $0.kind == .confusableNames }
    #expect(warnings.count == 11)
    #expect(warnings.last?.message == "20 more pairs of benchmarks look the same")
  }

  @Test func namesThatLookTheSameStayApartAndAreTold() throws {
    let pairs = [("caf\u{E9}", "cafe\u{301}"), ("sort", "so\u{200B}rt"), ("a", "a\u{AD}")]
    for (first, second) in pairs {
      let results = try Self.read(["benchmark,seconds\n\(first),1\n\(second),2\n"])
      #expect(results.experiments[0].executions.count == 2)
      #expect(results.warnings.map(\.kind).contains(.confusableNames))
    }
    let different = try Self.read(["benchmark,seconds\ncaf\u{E9},1\ncafe,2\n"])
    #expect(!different.warnings.map(\.kind).contains(.confusableNames))
  }

  @Test func optionsThatPutKeysTogetherAreTold() throws {
    let csv = "benchmark,vm,seconds\na,V8,1\na,PyPy,2\n"
    let results = try Fixtures.read(csv, options: ReadingOptions(vm: "mine"))
    #expect(results.experiments[0].executions.keys.map(\.vm) == ["mine"])
    #expect(
      results.warnings.compactMap(\.message).contains(
        "the names that were given put a:V8 and a:PyPy together as a:mine"))
  }
}
