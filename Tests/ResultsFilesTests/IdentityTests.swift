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
