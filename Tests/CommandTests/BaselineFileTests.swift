// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing
import WarmupStats

/// `compare --baseline-file`: a baseline that lives.
@Suite struct BaselineFileTests {
  private let folder: TemporaryFolder
  private let baseline: String
  /// What a workflow runs.
  private let options: [String]

  init() throws {
    folder = try TemporaryFolder()
    baseline = folder.path("main.json")
    options = [
      "compare", "--baseline-file", baseline, "--if-present", "--update-if-passed", "--fail-on",
      "slower", "--min-effect", "2%",
    ]
  }

  /// Writes the result of a run of five executions.
  private func result(_ mean: Double, seed: UInt64) throws -> String {
    var generator = Xoshiro256(seed: seed)
    let rows = (0..<5).flatMap { process -> [String] in
      let level = mean * (1 + 0.003 * Double.random(in: -1...1, using: &generator))
      return (0..<3).map { "sort,\(process),\($0),\(level)" }
    }
    return try folder.write(
      (["benchmark,process,iteration,seconds"] + rows).joined(separator: "\n") + "\n",
      as: "\(seed).csv")
  }

  private var kept: [[String: Any]] {
    get throws {
      try String(contentsOfFile: baseline, encoding: .utf8).split(separator: "\n").map {
        try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
      }
    }
  }

  /// The four runs of a workflow: no baseline, no change, a slowdown, and that fixed.
  @Test func fourRuns() async throws {
    let first = await CommandRun.of(options + [try result(0.1, seed: 1)])
    #expect(first.exitCode == 0, "\(first.errors)")
    #expect(first.output.contains("there is no baseline yet"))
    #expect(try kept.count == 1)
    let second = await CommandRun.of(options + [try result(0.1, seed: 2)])
    #expect(second.exitCode == 0 && second.output.contains("equivalent"), "\(second.errors)")
    #expect(try kept.count == 2)
    let before = try Data(contentsOf: URL(filePath: baseline))
    let third = await CommandRun.of(options + [try result(0.11, seed: 3)])
    #expect(third.exitCode == 1 && third.output.contains("slower"), "\(third.errors)")
    #expect(try Data(contentsOf: URL(filePath: baseline)) == before)
    let fourth = await CommandRun.of(options + [try result(0.1, seed: 4)])
    #expect(fourth.exitCode == 0 && fourth.output.contains("equivalent"), "\(fourth.errors)")
    #expect(try kept.count == 3)
  }

  @Test func theLastResultsAreKept() async throws {
    for seed in 1...6 {
      let run = await CommandRun.of(
        options + ["--keep", "4", try result(0.1, seed: UInt64(seed))],
        environment: ["GITHUB_SHA": "c\(seed)", "SOURCE_DATE_EPOCH": "\(1_000_000 * seed)"])
      #expect(run.exitCode == 0, "\(run.errors)")
    }
    let recorded = try kept.compactMap { $0["recorded"] as? [String: Any] }
    #expect(recorded.map { $0["commit"] as? String } == ["c3", "c4", "c5", "c6"])
    #expect(recorded[0]["date"] as? String == "1970-02-04T17:20:00Z")
    // A history reads the same file.
    let history = await CommandRun.of(["history", "--format", "json", baseline])
    #expect(history.exitCode == 0 && history.output.contains("\"label\":\"c3\""))
  }

  /// From five results on the spread between runs counts; before, a note says that it does not.
  @Test func theSpreadBetweenRunsCountsOnceItIsKnown() async throws {
    for seed in 1...5 {
      let run = await CommandRun.of(
        options + [try result(0.1 * (1 + 0.004 * Double(seed % 3)), seed: UInt64(seed))])
      #expect(run.output.contains("taken to be alike") == (2...5).contains(seed), "\(run.output)")
    }
    let run = await CommandRun.of(options + [try result(0.103, seed: 9)])
    #expect(run.exitCode == 0 && run.output.contains("inconclusive"), "\(run.output)")
    #expect(!run.output.contains("taken to be alike"))
  }

  /// Without --if-present a missing baseline is trouble, and nothing is written.
  @Test func aMissingBaselineIsTrouble() async throws {
    let run = await CommandRun.of(
      ["compare", "--baseline-file", baseline, "--update-if-passed", try result(0.1, seed: 1)])
    #expect(run.exitCode == 2 && run.errors.contains("--if-present"), "\(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: baseline))
  }

  @Test func withoutUpdateNothingIsWritten() async throws {
    _ = await CommandRun.of(options + [try result(0.1, seed: 1)])
    let before = try Data(contentsOf: URL(filePath: baseline))
    let run = await CommandRun.of(
      ["compare", "--baseline-file", baseline, try result(0.1, seed: 2)])
    #expect(run.exitCode == 0)
    #expect(try Data(contentsOf: URL(filePath: baseline)) == before)
  }

  @Test func wrongUsageIsRefused() async throws {
    let file = try result(0.1, seed: 1)
    for arguments in [
      ["--if-present", file, file], ["--update-if-passed", file, file],
      ["--baseline-file", baseline, file, file], ["--baseline-file", baseline],
      ["--baseline-file", baseline, "--keep", "0", file],
      ["--baseline-file", baseline, "--keep", "1001", file],
      ["--baseline-file", baseline, "--baseline", "V", file],
      ["--baseline-file", "-", file], ["--baseline-file", baseline, "-o", baseline, file],
    ] {
      let run = await CommandRun.of(["compare"] + arguments)
      #expect(run.exitCode == 64, "\(arguments) \(run.errors)")
    }
  }

  /// A baseline that is damaged, or holds something else, is told by its place, and left alone.
  @Test(arguments: ["{\"schema\": \"warmup-stats/1\"", "benchmark,seconds\nsort,0.1\n", "", "\n\n"])
  func damagedBaselinesAreLeftAlone(text: String) async throws {
    try Data(text.utf8).write(to: URL(filePath: baseline))
    let run = await CommandRun.of(options + [try result(0.1, seed: 1)])
    #expect(run.exitCode == 2 && run.errors.contains("main.json"), "\(run.errors)")
    #expect(try Data(contentsOf: URL(filePath: baseline)) == Data(text.utf8))
  }

  /// `compare main.json new.json` wants one result a side, and says what reads several.
  @Test func severalResultsAreNoSide() async throws {
    for seed: UInt64 in 1...2 {
      _ = await CommandRun.of(options + [try result(0.1, seed: seed)])
    }
    let run = await CommandRun.of(["compare", baseline, try result(0.1, seed: 3)])
    #expect(run.exitCode == 2 && run.errors.contains("--baseline-file"), "\(run.errors)")
  }
}
