// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing
import WarmupStats

/// `history`, as a user runs it.
@Suite struct HistoryCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Writes a file per result, whose benchmark `sort` becomes 8 % slower from the seventh on; names
  /// have dates, and commits that begin with the number of the result.
  private func writeResults(_ count: Int = 14) throws -> [String] {
    var generator = Xoshiro256(seed: 2)
    return try (0..<count).map { number in
      let level = number < 6 ? 0.1 : 0.108
      let run = level * (1 + 0.004 * Double.random(in: -1...1, using: &generator))
      let rows = (0..<3).flatMap { process in
        (0..<3).map { "sort,\(process),\($0),\(run * (1 + 0.0001 * Double(process)))" }
      }
      let day = number < 9 ? "0\(number + 1)" : "\(number + 1)"
      return try folder.write(
        (["benchmark,process,iteration,seconds"] + rows).joined(separator: "\n") + "\n",
        as: "2026-03-\(day)_\(number + 10)abcdef.csv")
    }
  }

  @Test func theChangeAndItsCommitAreFound() async throws {
    let files = try writeResults()
    let run = await CommandRun.of(["history"] + files, width: 200)
    #expect(run.exitCode == 0 && run.errors == "", "\(run.errors)")
    let row = try #require(run.output.split(separator: "\n").first { $0.contains("slower") })
    #expect(row.contains("16abcdef") && row.contains("+8."))
    #expect(row.contains("▁") && row.contains("█"))
  }

  /// The order is that of the dates in the names, however the files are given.
  @Test func resultsStandInTheOrderOfTheirDates() async throws {
    let files = try writeResults()
    let given = await CommandRun.of(["history"] + files)
    let reversed = await CommandRun.of(["history"] + files.reversed())
    #expect(given.output == reversed.output && given.exitCode == 0)
  }

  /// Without dates the order is that of the arguments, and is said to be.
  @Test func withoutDatesTheOrderIsThatOfTheArguments() async throws {
    let files = try writeResults()
    for (number, file) in files.enumerated() {
      try FileManager.default.moveItem(atPath: file, toPath: folder.path("\(number).csv"))
    }
    let labelled = files.indices.map { "v\($0)=\(folder.path("\($0).csv"))" }
    let run = await CommandRun.of(["history"] + labelled, width: 200)
    let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("v6") && words.contains("in which they were given"))
    let backwards = await CommandRun.of(["history"] + labelled.reversed(), width: 200)
    #expect(backwards.output.contains("faster"))
  }

  @Test func jsonNamesResultsAndChanges() async throws {
    let files = try writeResults()
    let run = await CommandRun.of(["history", "--format", "json"] + files)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let results = try #require(json["results"] as? [[String: Any]])
    #expect(results.count == 14 && results[6]["commit"] as? String == "16abcdef")
    #expect(results[0]["date"] as? String == "2026-03-01T00:00:00Z")
    let benchmark = try #require((json["benchmarks"] as? [[String: Any]])?.first)
    let change = try #require((benchmark["changes"] as? [[String: Any]])?.first)
    #expect(change["result"] as? Int == 6 && change["direction"] as? String == "slower")
  }

  @Test(arguments: ["markdown", "csv", "latex", "html", "svg"])
  func everyFormatTellsTheChange(format: String) async throws {
    let run = await CommandRun.of(["history", "--format", format] + (try writeResults()))
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.contains("16abcde"))
  }

  @Test func oneResultIsAHistoryWithoutChanges() async throws {
    let run = await CommandRun.of(["history", try writeResults()[0]])
    #expect(run.exitCode == 0 && run.output.contains("no change"))
    #expect(run.output.contains("fewer than 8 results"))
  }

  @Test(arguments: [
    "history --false-alarms 0%", "history --false-alarms 60%", "history --false-alarms nan",
  ])
  func wrongRatesAreRefused(line: String) async throws {
    let run = await CommandRun.of(
      line.split(separator: " ").map(String.init) + [try writeResults()[0]])
    #expect(run.exitCode == 64 && run.output.isEmpty)
  }

  @Test func aFileOfTwoMachinesIsRefused() async throws {
    let rows = ["a", "b"].flatMap { machine in (0..<3).map { "sort,\(machine),\($0),0.1" } }
    let file = try folder.write(
      (["benchmark,machine,process,seconds"] + rows).joined(separator: "\n") + "\n",
      as: "two.csv")
    let run = await CommandRun.of(["history", file])
    #expect(run.exitCode == 2 && run.errors.contains("of one machine"), "\(run.errors)")
  }
}
