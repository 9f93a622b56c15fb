// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

@Suite struct InspectCommandTests {
  /// What `inspect --format json` says, as far as it is tested.
  private struct Document: Decodable {
    struct File: Decodable {
      var path: String
      var format: String
      var harness: String?
      var toolVersion: String?
      var date: String?
      var units: [String]
      var details: [String: String]
      var machines: [String]
      var executions: Int
      var failures: Int
      var iterations: Iterations?
      var benchmarks: [Benchmark]
    }
    struct Iterations: Decodable, Equatable {
      var least: Int
      var median: Double
      var greatest: Int
    }
    struct Benchmark: Decodable {
      var vm: String
      var executions: Int
      var failures: Int
      var medianTime: Double?
      var resolution: Resolution?
      var warnings: [Warning]
    }
    struct Resolution: Decodable {
      var step: Double
      var doubt: Double
    }
    struct Warning: Decodable {
      var kind: String
    }
    var schema: String
    var files: [File]
  }

  private func inspect(_ path: String) async throws -> Document.File {
    let run = await CommandRun.of(["inspect", "--format", "json", path])
    try #require(run.exitCode == 0, "\(run.errors)")
    let document = try JSONDecoder().decode(Document.self, from: Data(run.output.utf8))
    #expect(document.schema == "warmup-stats-inspection/1")
    return try #require(document.files.first)
  }

  @Test func recordedVMsAreTold() async throws {
    let file = try await inspect(Fixtures.recorded("vms.json.bz2"))
    #expect(file.format == "Krun JSON")
    #expect(file.harness == "Krun" && file.units == ["s"] && file.machines == ["bencher"])
    #expect(file.details["Reboots"] == "0" && file.details["Errors during the run"] == "none")
    #expect(file.benchmarks.count == 34 && file.executions == 340 && file.failures == 0)
    #expect(file.iterations == .init(least: 1000, median: 1000, greatest: 1000))
    // The recorder's clock counts nanoseconds.
    for benchmark in file.benchmarks {
      #expect(benchmark.resolution?.step == 1e-9)
      #expect(benchmark.resolution?.doubt ?? 1 < 1e-9)
      #expect(benchmark.warnings.isEmpty)
    }
  }

  @Test func failuresAreCounted() async throws {
    let file = try await inspect(Fixtures.recorded("vms_timeouts.json"))
    #expect(file.failures == 10)
    #expect(file.details["Errors during the run"] == "yes (error_flag)")
    let failing = file.benchmarks.filter { $0.failures > 0 }
    #expect(failing.allSatisfy { $0.warnings.contains { $0.kind == "crashed executions" } })
  }

  /// Format, version, keys, executions, and the least and the greatest number of iterations.
  @Test(arguments: [
    ("asv/results/bencher/a3ac55b2-existing-py3.json", "asv results", nil, 3, 3, 10...15),
    ("google-benchmark/reps20.json", "Google Benchmark JSON", nil, 4, 4, 20...20),
    ("hyperfine/startup.json", "hyperfine JSON", nil, 4, 120, 1...1),
    ("jmh/avgt_f3_wi5.log", "JMH output", "1.38-SNAPSHOT-13969424", 5, 15, 25...25),
    ("jmh/avgt_f3_wi5.json", "JMH JSON", "1.38-SNAPSHOT-13969424", 5, 15, 20...20),
    ("pyperf/suite.json", "pyperf JSON", "2.10.0", 2, 7, 12...23),
    ("pytest-benchmark/with_data.json", "pytest-benchmark JSON", "5.3.1", 4, 4, 100...2813),
    ("rebench/rb.data", "ReBench data", nil, 8, 40, 200...200),
  ])
  func foreignFilesAreTold(
    path: String, format: String, version: String?, keys: Int, executions: Int,
    iterations: ClosedRange<Int>
  ) async throws {
    let file = try await inspect(Fixtures.recorded("foreign/\(path)"))
    #expect(file.format == format && file.toolVersion == version)
    #expect(file.benchmarks.count == keys && file.executions == executions)
    #expect(file.iterations?.least == iterations.lowerBound)
    #expect(file.iterations?.greatest == iterations.upperBound)
  }

  @Test func resolutionsOfForeignFilesAreThoseOfTheirClocks() async throws {
    let log = try await inspect(Fixtures.recorded("foreign/jmh/avgt_f3_wi5.log"))
    // JMH prints three digits behind the point of milliseconds.
    #expect(log.benchmarks[0].resolution?.step == 1e-6)
    let rounds = try await inspect(Fixtures.recorded("foreign/pytest-benchmark/with_data.json"))
    // Three calls a round, by a clock of a nanosecond.
    let steps = rounds.benchmarks.compactMap(\.resolution?.step)
    #expect(steps.contains { abs($0 - 1e-9 / 3) < 1e-14 })
  }

  @Test func whatIsOddIsSaid() async throws {
    func kinds(_ executions: String) async throws -> [String] {
      let folder = try TemporaryFolder()
      let file = try folder.write("{\"wallclock_times\":{\"b:V:v\":[\(executions)]}}", as: "f.json")
      return try await inspect(file).benchmarks[0].warnings.map(\.kind)
    }
    func list(_ times: [Double], repeated count: Int = 10, step: Double = 0.001) -> String {
      // Each is slower than the one before, since copies of an execution count once.
      (0..<count).map { index in
        "[" + times.map { "\($0 + Double(index) * step)" }.joined(separator: ",") + "]"
      }.joined(separator: ",")
    }
    let fine = (0..<40).map { 0.5 + Double($0 * 7 % 40) / 1000 }
    #expect(try await kinds(list(fine)) == [])
    #expect(try await kinds(list(fine, repeated: 3)) == ["few measurements"])
    #expect(try await kinds(list(Array(fine[..<15]))) == ["few measurements"])
    #expect(try await kinds(list(Array(repeating: 0.5, count: 40), step: 0)) == ["equal times"])
    #expect(try await kinds(list(fine.sorted())) == ["lost order"])
    let coarse = (0..<40).map { Double(20 + $0 * 7 % 40) / 1000 }
    #expect(try await kinds(list(coarse)) == ["coarse clock"])
  }

  @Test func unreadableFilesAreSaidAndTheOthersInspected() async throws {
    let run = await CommandRun.of([
      "inspect", Fixtures.recorded("foreign/hyperfine/startup.md"),
      Fixtures.recorded("vms_small.json"),
    ])
    #expect(run.exitCode == 2)
    #expect(run.output.contains("Krun JSON"))
    #expect(run.errors.split(separator: "\n").count == 1)
    #expect(run.errors.contains("startup.md"))
  }

  @Test(arguments: ["text", "markdown", "csv", "latex", "html", "json"])
  func everyFormatHoldsEveryBenchmark(format: String) async throws {
    let run = await CommandRun.of([
      "inspect", "--format", format, Fixtures.recorded("foreign/pytest-benchmark/with_data.json"),
    ])
    #expect(run.exitCode == 0)
    for name in ["join", "sieve"] { #expect(run.output.contains(name)) }
    #expect(format != "text" || run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func wholeLaTeXDocumentsHoldBothTables() async throws {
    let run = await CommandRun.of([
      "inspect", "--format", "latex", "--standalone", Fixtures.recorded("vms_small.json"),
    ])
    #expect(run.output.ranges(of: "\\begin{longtable}").count == 2)
    #expect(run.output.ranges(of: "\\end{document}").count == 1)
    #expect(run.output.hasSuffix("\\end{document}\n"))
  }

  @Test(arguments: ["truncate", "sensitivity --vary tolerance"])
  func studiesSayTheToleranceOfMicrobenchmarks(command: String) async {
    let run = await CommandRun.of(
      command.split(separator: " ").map(String.init)
        + ["--method", "barrett-2017", Fixtures.recorded("foreign/pyperf/fib_5procs.json")])
    #expect(run.exitCode == 0)
    #expect(run.errors.contains("differences up to 1 % do not matter here"))
  }
}
