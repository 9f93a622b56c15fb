// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

/// The subcommands that study an experiment or write it another way.
@Suite struct StudyCommandTests {
  private static let small = Fixtures.recorded("vms_small.json")

  private func json(_ run: CommandRun) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any],
      "\(run.errors)")
  }

  @Test func truncationAgreesWithItselfInFull() async throws {
    let run = await CommandRun.of([
      "truncate", "--draws", "50", "--format", "json", Self.small,
    ])
    let points = try #require(try json(run)["iterations"] as? [[String: Any]])
    let last = try #require(points.last)
    #expect(last["fraction"] as? Double == 1)
    #expect((last["same"] as? [String: Double])?.values.allSatisfy { $0 == 1 } == true)
  }

  /// Nothing can be left out of a single iteration; two of them can be cut.
  @Test func truncationRefusesSingleMeasurements() async throws {
    let folder = try TemporaryFolder()
    let single = try folder.write(
      #"{"wallclock_times": {"a:V:d": [[0.1], [0.2]]}}"#, as: "single.json")
    let run = await CommandRun.of(["truncate", "--draws", "5", single])
    #expect(run.exitCode == 2 && run.output.isEmpty)
    #expect(run.errors.contains("a single measurement"), "\(run.errors)")
    let mixed = try folder.write(
      #"{"wallclock_times": {"a:V:d": [[0.1], [0.2]], "b:V:d": [[0.1, 0.1], [0.2]]}}"#,
      as: "mixed.json")
    let named = await CommandRun.of(["truncate", "--draws", "5", mixed])
    #expect(named.exitCode == 2)
    #expect(named.errors.contains("a:V:d has one iteration"), "\(named.errors)")
    let chosen = await CommandRun.of([
      "truncate", "--draws", "5", "--only-benchmarks", "b", mixed,
    ])
    #expect(chosen.exitCode == 0, "\(chosen.errors)")
  }

  @Test func sensitivityTriesEachValue() async throws {
    let run = await CommandRun.of([
      "sensitivity", "--method", "barrett-2017", "--vary", "tolerance=1ms,1%,100ms", "--format",
      "json", Self.small,
    ])
    let points = try #require(try json(run)["points"] as? [[String: Any]])
    #expect(points.map { $0["seconds"] as? Double } == [0.001, nil, 0.1])
    #expect(points.first?["changedExecutions"] as? Int == 0)
    // A tolerance of many times the iterations' own times makes all of them flat.
    #expect((points.last?["counts"] as? [String: Int])?["flat"] == 16)
  }

  @Test func sensitivityTriesRanges() async throws {
    let run = await CommandRun.of([
      "sensitivity", "--vary", "tolerance=1%..10%", "--vary", "penalty=10..20", "--format",
      "csv", Self.small,
    ])
    #expect(run.output.split(whereSeparator: \.isNewline).count == 1 + 5 + 9)
  }

  @Test(arguments: [
    "speed", "penalty=", "penalty=5..", "penalty=30..5", "penalty=1..2..3", "tolerance=1ms..1%",
    "window=10%..20", "tolerance=x", "penalty=-1", "tolerance=1ms", "tolerance=1ms..10ms",
  ])
  func otherValuesAreRefused(argument: String) async {
    let run = await CommandRun.of(["sensitivity", "--vary", argument, Self.small])
    #expect(run.exitCode == 64)
  }

  @Test(arguments: [
    ["truncate", "--draws", "5"], ["sensitivity", "--vary", "penalty=10..20"], ["overall"],
    ["convert"], ["diff", "--format", "json"],
  ])
  func whatIsSkippedIsSaid(arguments: [String]) async throws {
    let folder = try TemporaryFolder()
    let times = Array(repeating: "0.1", count: 50).joined(separator: ",")
    let file = try folder.write(
      #"{"wallclock_times": {"a:V:d": [[\#(times)], [\#(times)], [0.1, -1]]}}"#, as: "a.json")
    let files = arguments[0] == "diff" ? [file, file] : [file]
    let run = await CommandRun.of(arguments + ["--skip-invalid"] + files)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect((run.errors + run.output).contains("skipped"), "\(run.errors)")
  }

  @Test func plansAskForMoreWhereMoreIsWanted() async throws {
    func executions(_ target: String) async throws -> [Int] {
      let run = await CommandRun.of([
        "plan", "--target", target, "--format", "json", "--quiet", Self.small,
      ])
      let plans = try #require(try json(run)["plans"] as? [[String: Any]])
      return plans.compactMap { $0["executions"] as? Int }
    }
    let (coarse, fine) = try await (executions("5%"), executions("1%"))
    #expect(coarse.count == 4)
    #expect(zip(coarse, fine).allSatisfy { $0 < $1 })
  }

  @Test func overallSharesAndMacrosTellTheSame() async throws {
    let table = await CommandRun.of(["overall", "--format", "csv", Self.small])
    #expect(table.output.contains("Process executions"))
    let macros = await CommandRun.of(["overall", "--macros", Self.small])
    #expect(macros.exitCode == 0)
    let lines = macros.output.split(separator: "\n")
    #expect(lines.first?.hasPrefix("%") == true)
    #expect(lines.dropFirst(3).allSatisfy { $0.hasPrefix("\\newcommand{\\") })
    #expect(lines.contains { $0.hasPrefix("\\newcommand{\\totalpexecs}{16\\xspace}") })
    #expect(table.output.contains("16"))
  }

  @Test func reportIsOneFileWithoutReferencesToOthers() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("report.html")
    let run = await CommandRun.of(["report", "-o", path, Self.small])
    #expect(run.exitCode == 0, "\(run.errors)")
    let html = try String(contentsOf: URL(filePath: path), encoding: .utf8)
    #expect(html.contains("richards_like"))
    for reference in ["src=\"http", "href=\"http", "@import", "url("] {
      #expect(!html.contains(reference), "\(reference)")
    }
  }

  @Test func templatesCanBeReplaced() async throws {
    let folder = try TemporaryFolder()
    let builtIn = await CommandRun.of(["template", "report.html"])
    #expect(builtIn.exitCode == 0)
    let mine = try folder.write("<p>{{title}}</p>", as: "mine.html")
    let run = await CommandRun.of([
      "report", "--template", mine, "--title", "A <b>", Self.small,
    ])
    #expect(run.output == "<p>A &lt;b&gt;</p>")
    let broken = try folder.write("{{#title}}", as: "broken.html")
    let refused = await CommandRun.of(["report", "--template", broken, Self.small])
    #expect(refused.exitCode == 2)
    #expect(refused.errors.contains("broken.html"))
  }

  @Test(arguments: ["csv", "ndjson", "krun"])
  func conversionKeepsEveryConclusion(format: String) async throws {
    let folder = try TemporaryFolder()
    let converted = folder.path("converted")
    let conversion = await CommandRun.of([
      "convert", "--format", format, "-o", converted, Self.small,
    ])
    #expect(conversion.exitCode == 0, "\(conversion.errors)")
    let before = await CommandRun.of(["classify", "--format", "csv", "--quiet", Self.small])
    let after = await CommandRun.of([
      "classify", "--format", "csv", "--quiet", converted,
    ])
    #expect(after.exitCode == 0, "\(after.errors)")
    #expect(after.output == before.output)
  }

  @Test func conversionWritesTheLastOfSeveralFiles() async throws {
    let folder = try TemporaryFolder()
    let target = folder.path("tidy.ndjson")
    let run = await CommandRun.of(["convert", "--raw", "--quiet", Self.small, target])
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.isEmpty)
    let written = try String(contentsOfFile: target, encoding: .utf8)
    #expect(written.contains("\"seconds\":") && !written.contains("steady"))
    let again = await CommandRun.of(["convert", "--quiet", Self.small, target])
    #expect(again.exitCode == 2)
    #expect(again.errors.contains("expected the name of a new file to write"))
    #expect(try String(contentsOfFile: target, encoding: .utf8) == written)
  }

  @Test func conversionSaysWhatReadersWillNotSee() async {
    let run = await CommandRun.of([
      "convert", Fixtures.recorded("foreign/jmh/avgt_f3_wi5.json"),
    ])
    #expect(run.exitCode == 0)
    #expect(run.errors.contains("with --method barrett-2017 add --tolerance 1%"), "\(run.errors)")
  }

  @Test func conversionRefusesWhatAFormatCannotHold() async {
    let run = await CommandRun.of(["convert", "--format", "warmup-stats-csv", Self.small])
    #expect(run.exitCode == 2)
    #expect(run.errors.split(separator: "\n").count == 1)
  }
}
