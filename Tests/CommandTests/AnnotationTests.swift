// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

/// What `--format github` annotates, and what services for continuous benchmarking are sent.
@Suite struct AnnotationTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A log of XCTest, in which a test takes that many seconds.
  private func log(_ name: String, seconds: Double, processes: Int = 5) throws -> String {
    let lines = (0..<processes).flatMap { process -> [String] in
      let values = (0..<10).map { String(seconds * (1 + 0.001 * Double(($0 + process) % 3))) }
      return [
        "/project/Tests/LibTests/SumTests.swift:5: Test Case 'SumTests.testSum' measured "
          + "[Time, seconds] average: 0.1, relative standard deviation: 1%, "
          + "values: [\(values.joined(separator: ", "))], "
          + "performanceMetricID:org.swift.XCTPerformanceMetric_WallClockTime"
      ]
    }
    return try folder.write(lines.joined(separator: "\n") + "\n", as: name)
  }

  private func table(_ name: String, _ rows: [String]) throws -> String {
    try folder.write(
      (["benchmark,process,iteration,seconds"] + rows).joined(separator: "\n") + "\n", as: name)
  }

  /// Five executions of three iterations, which vary by a part.
  private static func rows(_ benchmark: String, _ mean: Double, spread: Double = 0.002) -> [String]
  {
    (0..<5).flatMap { process in
      (0..<3).map {
        "\(benchmark),\(process),\($0),\(mean * (1 + spread * Double((process * 3) % 5 - 2)))"
      }
    }
  }

  @Test func annotationsStandBesideTheLineOfTheTest() async throws {
    let run = await CommandRun.of(
      [
        "compare", "--format", "github", try log("a.log", seconds: 0.1),
        try log("b.log", seconds: 0.2),
      ], environment: ["GITHUB_WORKSPACE": "/project"])
    #expect(
      run.output.hasPrefix(
        "::error file=Tests/LibTests/SumTests.swift,line=5,title=SumTests.testSum is slower::"),
      "\(run.output) \(run.errors)")
  }

  /// Doubts are annotated only if they were asked for.
  @Test func warningsAreThoseAskedFor() async throws {
    let before = try table("a.csv", Self.rows("wide", 1, spread: 0.05) + Self.rows("same", 1))
    let after = try table("b.csv", Self.rows("wide", 1.04, spread: 0.05) + Self.rows("same", 1))
    let quiet = await CommandRun.of(["compare", "--format", "github", before, after])
    #expect(quiet.exitCode == 0 && quiet.output == "", "\(quiet.output)")
    let slower = await CommandRun.of([
      "compare", "--format", "github", "--fail-on", "slower", before, after,
    ])
    #expect(slower.exitCode == 0 && slower.output == "", "\(slower.output)")
    let asked = await CommandRun.of([
      "compare", "--format", "github", "--fail-on", "inconclusive", before, after,
    ])
    #expect(asked.exitCode == 3)
    #expect(asked.output.hasPrefix("::warning title=wide cannot be judged::"), "\(asked.output)")
  }

  @Test(arguments: ["compare", "diff"])
  func missingBenchmarksAreAnnotatedOnce(command: String) async throws {
    let before = try table("a.csv", Self.rows("gone", 1) + Self.rows("same", 1))
    let after = try table("b.csv", Self.rows("same", 1))
    let run = await CommandRun.of([command, "--format", "github", before, after])
    #expect(run.output.split(separator: "\n").count == 1, "\(run.output)")
    #expect(run.output.hasPrefix("::error title=gone is missing::"), "\(run.output)")
  }

  /// Of a candidate's benchmarks each is sent, or named on the standard error.
  @Test(arguments: ["compare", "diff"], ["bencher", "github-action-benchmark"])
  func servicesAreSentAllOrToldWhatNot(command: String, format: String) async throws {
    let before = try table("a.csv", Self.rows("same", 1) + Self.rows("single", 1))
    // One is new, one has a single execution, and one never gets steady.
    let late = (0..<3).flatMap { process in
      (0..<200).map { "late,\(process),\($0),\($0 < 170 ? 1 : 3)" }
    }
    let after = try table(
      "b.csv", Self.rows("same", 1) + Self.rows("new", 2) + ["single,0,0,1", "single,0,1,1"] + late)
    let run = await CommandRun.of([command, "--format", format, before, after])
    #expect(run.exitCode == 0, "\(run.errors)")
    for name in ["same", "new", "single"] { #expect(run.output.contains("\"\(name)\""), "\(name)") }
    #expect(!run.output.contains("\"late\""))
    #expect(run.errors.contains("late") && run.errors.contains("no steady performance"))
  }

  /// `go test -count=10` has one process a side: nothing can be judged, so no gate passes.
  @Test(arguments: ["slower", "worse", "missing"]) func oneProcessPassesNoGate(finding: String)
    async throws
  {
    func log(_ name: String, _ time: Int) throws -> String {
      let lines = (0..<10).map { "BenchmarkSort-8   \t    1000\t   \(time + $0 % 3) ns/op" }
      return try folder.write(
        "goos: linux\ngoarch: amd64\npkg: example\n\(lines.joined(separator: "\n"))\nPASS\n",
        as: name)
    }
    for command in ["compare", "diff"] {
      let run = await CommandRun.of([
        command, "--fail-on", finding, try log("a.txt", 1000), try log("b.txt", 2000),
      ])
      #expect(run.exitCode == 3, "\(command) \(run.errors)")
      #expect(run.errors.contains("could not judge 1 of 1 benchmark"), "\(run.errors)")
    }
    let diff = await CommandRun.of(["diff", try log("a.txt", 1000), try log("b.txt", 2000)])
    #expect(!diff.output.contains("varies"), "\(diff.output)")
  }
}
