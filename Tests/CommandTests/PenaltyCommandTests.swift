// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

/// The subcommands `penalties` and `configuration`, and the method `traini-2023`.
@Suite struct PenaltyCommandTests {
  private static let small = Fixtures.recorded("vms_small.json")

  /// What was printed, without line breaks.
  private func words(_ run: CommandRun) -> String {
    run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test func penaltiesSayWhereAConclusionHolds() async {
    let run = await CommandRun.of(["penalties", "--between", "4..60", Self.small])
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(words(run).contains("· log n; you use 15"))
    #expect(run.output.contains("all"))
  }

  @Test func penaltiesAreDrawn() async {
    let run = await CommandRun.of([
      "penalties", "--only-vms", "HotSpot", "--format", "svg", Self.small,
    ])
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.contains("class=\"persistence\""))
    #expect(run.output.contains("class=\"givenPenalty\""))
  }

  @Test(arguments: [
    ["penalties", "--method", "traini-2023"], ["penalties", "--compatibility", "warmup-stats"],
    ["penalties", "--between", "5"], ["penalties", "--between", "9..4"],
    ["penalties", "--between", "4..1e300"], ["classify", "--warmup", "5x10s"],
    ["classify", "--method", "traini-2023", "--penalty", "15"],
    ["classify", "--method", "traini-2023", "--tolerance", "1ms"],
    ["classify", "--method", "traini-2023", "--tolerance", "100%"],
    ["classify", "--method", "traini-2023", "--compatibility", "warmup-stats"],
    ["sensitivity", "--method", "traini-2023", "--vary", "penalty"],
    ["configuration", "--warmup", "5"], ["configuration", "--measurement", "5"],
    ["configuration", "--warmup", "5x", "--measurement", "5"],
    ["configuration", "--warmup", "5x10%", "--measurement", "5"],
    ["configuration", "--warmup", "-5", "--measurement", "5"],
    ["configuration", "--warmup", "5", "--measurement", "5", "--iteration-time", "1%"],
  ])
  func otherValuesAreRefused(arguments: [String]) async {
    let run = await CommandRun.of(arguments + [Self.small])
    #expect(run.exitCode == 64)
    #expect(run.output.isEmpty)
  }

  @Test func configurationTellsCostAndRemedy() async throws {
    let run = await CommandRun.of([
      "configuration", "--warmup", "20", "--measurement", "50", "--harness", "pyperf", Self.small,
    ])
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(words(run).contains("20 iterations of warmup and 50 iterations measured"))
    #expect(words(run).contains("pyperf: --warmups"))
    let plot = await CommandRun.of([
      "configuration", "--warmup", "20", "--measurement", "50", "--format", "svg", Self.small,
    ])
    #expect(plot.output.contains("class=\"estimationError\""))
  }

  @Test func configurationInJMHsWords() async {
    let run = await CommandRun.of([
      "configuration", "--warmup", "2x1s", "--measurement", "1x1s", "--iteration-time", "100ms",
      "--harness", "JMH", "--only-vms", "HotSpot", Self.small,
    ])
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(words(run).contains("2 × 1 s of warmup"))
    #expect(words(run).contains("JMH: -wi "))
  }

  /// A file that does not say what is warmup needs to be told.
  @Test func configurationMustBeKnown() async {
    let run = await CommandRun.of(["configuration", Self.small])
    #expect(run.exitCode == 2)
    #expect(run.errors.contains("--warmup and --measurement"))
  }

  @Test func publishedMethodOf2023() async throws {
    let run = await CommandRun.of([
      "classify", "--method", "traini-2023", "--steady-tail", "25%", "--format", "json", Self.small,
    ])
    #expect(run.exitCode == 0, "\(run.errors)")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect((json["options"] as? [String: Any])?["method"] as? String == "traini-2023")
    let machines = try #require(json["machines"] as? [[String: Any]])
    let benchmarks = machines.flatMap { $0["benchmarks"] as? [[String: Any]] ?? [] }
    let executions = benchmarks.flatMap { $0["executions"] as? [[String: Any]] ?? [] }
    #expect(!executions.isEmpty)
    for execution in executions {
      let name = try #require(execution["classification"] as? String)
      #expect(["steady state", "no steady state"].contains(name))
      let tests = try #require(execution["ratioTests"] as? [String: Any])
      #expect(tests["penalty"] is Double)
    }
  }

  /// What was written is read back, and stays the same.
  @Test func publishedMethodIsReadBack() async throws {
    let path = FileManager.default.temporaryDirectory.appending(
      path: "warmup-stats-traini-\(UUID().uuidString).json"
    ).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let written = await CommandRun.of([
      "classify", "--method", "traini-2023", "--embed-data", Self.small, "-o", path,
    ])
    #expect(written.exitCode == 0, "\(written.errors)")
    let shown = await CommandRun.of(["classify", "--method", "traini-2023", Self.small])
    let compared = await CommandRun.of(["compare", path, path])
    #expect(compared.exitCode == 0, "\(compared.errors)")
    #expect(shown.output.contains("steady state"))
  }
}
