// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

/// What `classify` wrote is input again: alone, in parts, and beside measurements.
@Suite struct StoredResultsCommandTests {
  private static let small = Fixtures.recorded("vms_small.json")
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Classifies a file with some arguments, and returns the path of the result.
  private func classified(_ name: String, _ arguments: [String], of file: String = small) async
    -> String
  {
    let path = folder.path(name)
    let run = await CommandRun.of(["classify", file, "-o", path, "--quiet"] + arguments)
    #expect(run.exitCode == 0, "\(run.errors)")
    return path
  }

  private static let shown: [[String]] = [
    ["classify", "--format", "text"], ["classify", "--format", "markdown"],
    ["classify", "--format", "csv"], ["classify", "--format", "html"],
    ["classify", "--format", "json"], ["classify", "--format", "ndjson"],
    ["classify", "--format", "warmup-stats-json"], ["overall", "--format", "text"],
    ["overall", "--macros"],
  ]

  @Test(arguments: shown, ["all.json", "all.ndjson"])
  func storedResultsAreShownAsTheirMeasurementsAre(command: [String], name: String) async throws {
    let stored = await classified(name, [])
    let (again, first) = (
      await CommandRun.of(command + [stored]), await CommandRun.of(command + [Self.small])
    )
    #expect(again.exitCode == 0, "\(again.errors)")
    #expect(again.output == first.output)
  }

  @Test(arguments: shown) func partsOfDifferentKeysAreOneResult(command: [String]) async throws {
    let parts = [
      await classified("a.json", ["--only-benchmarks", "richards*"]),
      await classified("b.ndjson", ["--only-benchmarks", "spectral*"]),
    ]
    // A part may be measurements still.
    let mixed = [parts[0], Self.small]
    let whole = await CommandRun.of(command + [Self.small])
    let joined = await CommandRun.of(command + parts)
    #expect(joined.exitCode == 0, "\(joined.errors)")
    #expect(joined.output == whole.output)
    let doubled = await CommandRun.of(command + mixed)
    #expect(doubled.exitCode == 2 && doubled.output.isEmpty)
    #expect(doubled.errors.contains("a.json") && doubled.errors.contains("--embed-data"))
  }

  @Test func measurementsBesideResultsJoinThem() async throws {
    let part = await classified("a.json", ["--only-benchmarks", "richards*"])
    let rest = folder.path("rest.json")
    let conversion = await CommandRun.of([
      "convert", "--format", "krun", "--only-benchmarks", "spectral*", "-o", rest, Self.small,
      "--machine", "bencher",
    ])
    #expect(conversion.exitCode == 0, "\(conversion.errors)")
    let joined = await CommandRun.of(["classify", "--format", "csv", part, rest])
    let whole = await CommandRun.of(["classify", "--format", "csv", Self.small])
    #expect(joined.exitCode == 0, "\(joined.errors)")
    #expect(joined.output == whole.output)
  }

  @Test func executionsOfOneKeyAreAnalyzedAnewWhereTheirTimesWereKept() async throws {
    var halves = [0...1, 2...3].map { range in
      ["benchmark,vm,process,iteration,seconds"]
        + range.flatMap { process in
          (0..<60).map { iteration in
            // Two executions fast, two slow: together they say what no half does.
            "b,VM,\(process),\(iteration),\(1.0 + Double(process) * 0.25 + Double((iteration * 7919 + process) % 13) * 1e-3)"
          }
        }
    }
    let files = try halves.enumerated().map {
      try folder.write($1.joined(separator: "\n") + "\n", as: "half\($0).csv")
    }
    halves[0] += halves[1].dropFirst()
    let whole = try folder.write(halves[0].joined(separator: "\n") + "\n", as: "whole.csv")
    let kept = [
      await classified("half0.json", ["--embed-data"], of: files[0]),
      await classified("half1.json", ["--embed-data"], of: files[1]),
    ]
    let lost = await classified("lost.json", [], of: files[1])
    let expected = await CommandRun.of(["classify", "--format", "csv", whole])
    let joined = await CommandRun.of(["classify", "--format", "csv"] + kept)
    #expect(joined.exitCode == 0, "\(joined.errors)")
    #expect(joined.output == expected.output)
    let refused = await CommandRun.of(["classify", "--format", "csv", kept[0], lost])
    #expect(refused.exitCode == 2 && refused.output.isEmpty)
    #expect(refused.errors.contains("lost.json") && refused.errors.contains("half0.json"))
  }

  @Test(arguments: [
    ["plan"], ["report"], ["truncate", "--draws", "5"], ["convert", "--format", "csv"],
    ["classify", "--format", "csv", "--tolerance", "5%"], ["classify", "--embed-data"],
  ])
  func whatNeedsTimesSaysSoAndTakesThemWhereTheyWereKept(command: [String]) async throws {
    let without = await classified("results.json", [])
    let refused = await CommandRun.of(command + [without])
    #expect(refused.exitCode == 2 && refused.output.isEmpty)
    #expect(refused.errors.contains("--embed-data"), "\(refused.errors)")
    // The report names the file, so the measurements get the same name elsewhere.
    let raw = try folder.write(
      try String(contentsOf: URL(filePath: Self.small), encoding: .utf8), as: "kept.json")
    let expected = await CommandRun.of(command + [raw])
    let kept = await classified("kept.json", ["--embed-data"])
    let taken = await CommandRun.of(command + [kept])
    #expect(taken.exitCode == 0, "\(taken.errors)")
    #expect(taken.output == expected.output)
  }

  @Test func differentOptionsAreNamed() async throws {
    let parts = [
      await classified("a.json", ["--only-benchmarks", "richards*"]),
      await classified("b.json", ["--only-benchmarks", "spectral*", "--penalty", "20"]),
    ]
    let run = await CommandRun.of(["classify", "--format", "csv"] + parts)
    #expect(run.exitCode == 0)
    #expect(run.errors.contains("b.json was analyzed with other options than"), "\(run.errors)")
  }

  @Test(arguments: ["\n", "\0", "\r\n"]) func filesMayBeListed(separator: String) async throws {
    let list = try folder.write([Self.small, ""].joined(separator: separator), as: "list")
    let run = await CommandRun.of(["classify", "--format", "csv", "--files-from", list])
    let named = await CommandRun.of(["classify", "--format", "csv", Self.small])
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output == named.output)
  }

  @Test(arguments: ["", "\n\n"]) func emptyListsAreRefused(content: String) async throws {
    let list = try folder.write(content, as: "list")
    let run = await CommandRun.of(["classify", "--files-from", list])
    #expect(run.exitCode == 64 && run.errors.contains("--files-from"))
    let none = await CommandRun.of(["classify"])
    #expect(none.exitCode == 64 && none.errors.contains("file"))
  }
}
