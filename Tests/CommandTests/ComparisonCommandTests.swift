// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

/// `compare` and `diff`: their verdicts, their gates, and stored results as baselines.
@Suite struct ComparisonCommandTests {
  private static let before = Fixtures.recorded("vms_before.json.bz2")
  private static let after = Fixtures.recorded("vms_after.json.bz2")

  private func json(_ run: CommandRun) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any],
      "\(run.errors)")
  }

  @Test func comparisonNamesEachVerdictWithItsInterval() async throws {
    let run = await CommandRun.of(["compare", "--format", "json", Self.before, Self.after])
    let benchmarks = try #require(try json(run)["benchmarks"] as? [[String: Any]])
    #expect(benchmarks.count == 5)
    for benchmark in benchmarks {
      let change = try #require(benchmark["change"] as? [String: Any])
      let (ratio, lower, upper) = try (
        #require(change["ratio"] as? Double), #require(change["lower"] as? Double),
        #require(change["upper"] as? Double)
      )
      #expect(lower < ratio && ratio < upper)
      let verdict = try #require(benchmark["verdict"] as? String)
      #expect((verdict == "faster") == (upper < 1 / 1.01))
      #expect((verdict == "slower") == (lower > 1.01))
    }
  }

  @Test func exchangedSidesInvertTheRatio() async throws {
    let forth = await CommandRun.of(["compare", "--format", "json", Self.before, Self.after])
    let back = await CommandRun.of(["compare", "--format", "json", Self.after, Self.before])
    func ratios(_ run: CommandRun) throws -> [Double] {
      let benchmarks = try #require(try json(run)["benchmarks"] as? [[String: Any]])
      return benchmarks.compactMap { ($0["change"] as? [String: Any])?["ratio"] as? Double }
    }
    let products = zip(try ratios(forth), try ratios(back)).map(*)
    #expect(products.count == 5)
    #expect(products.allSatisfy { abs($0 - 1) < 1e-12 })
  }

  /// Times that differ so much between executions that Fieller's interval of their ratio holds numbers
  /// below 0: no time is below 0, and nothing limits how much faster the candidate is.
  @Test(arguments: ["text", "markdown", "csv", "json", "latex", "html"])
  func anIntervalBelowZeroIsTold(format: String) async throws {
    let folder = try TemporaryFolder()
    func sides(_ first: [Double], _ second: [Double]) -> String {
      func executions(_ times: [Double]) -> String {
        "[" + times.map { "[\($0)]" }.joined(separator: ",") + "]"
      }
      return """
        {"wallclock_times": {"same:a:default": \(executions(first)), \
        "same:b:default": \(executions(second))}, "core_cycle_counts": {}, "aperf_counts": {}, \
        "mperf_counts": {}, "audit": {}, "config": "", "eta_estimates": {}, "error_flag": false, \
        "reboots": 0, "starting_temperatures": []}
        """
    }
    let slow = [0.012, 0.0088, 0.0045, 0.0013, 0.0049]
    let fast = [0.0088, 0.00136, 0.00456, 0.00127, 0.0079]
    for (name, text) in [("forth", sides(slow, fast)), ("back", sides(fast, slow))] {
      let path = try folder.write(text, as: "\(name).json")
      let run = await CommandRun.of([
        "compare", "--baseline", "a", "--all-iterations", "--format", format, path,
      ])
      #expect(run.exitCode == 0, "\(run.errors)")
      #expect(!run.output.contains("inf") && !run.output.contains("nan"), "\(run.output)")
      guard format == "csv", name == "forth" else { continue }
      let lines = run.output.split(whereSeparator: \.isNewline).map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
      try #require(lines.count == 2)
      let row = Dictionary(uniqueKeysWithValues: zip(lines[0], lines[1]))
      #expect(row["change_percent_lower"] == "-100.0")
      #expect(row["speedup_lower"] == "" && row["speedup_upper"] == "", "\(run.output)")
    }
  }

  @Test(arguments: ["compare", "diff"])
  func gateFailsForASlowdownAndTellsWhy(command: String) async {
    let run = await CommandRun.of([command, "--fail-on", "slower", Self.before, Self.after])
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("spectral_norm"))
    #expect(!run.errors.contains("binary_trees:HotSpot:default-java: slower"))
  }

  @Test(arguments: ["worse", "different"])
  func comparisonsHaveNoGateThatNeverFails(finding: String) async {
    let run = await CommandRun.of(["compare", "--fail-on", finding, Self.before, Self.after])
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("gate: spectral_norm:HotSpot:default-java: slower"))
    #expect(
      run.errors.contains("gate: binary_trees:HotSpot:default-java: faster")
        == (finding == "different"))
  }

  /// spectral_norm became half as slow again, fannkuch_redux slower but sooner steady.
  @Test func gatesOverlookSmallChangesInEveryVerdict() async {
    let gate = ["diff", "--fail-on", "worse", "--fail-on", "different", "--min-effect"]
    let strict = await CommandRun.of(gate + ["40%", Self.before, Self.after])
    #expect(strict.exitCode == 1)
    #expect(strict.errors.contains("gate: spectral_norm:HotSpot:default-java: steady performance"))
    let lenient = await CommandRun.of(gate + ["60%", Self.before, Self.after])
    #expect(lenient.exitCode == 1)
    #expect(!lenient.errors.contains("gate: spectral_norm"))
    #expect(lenient.errors.contains("gate: fannkuch_redux"))
    let annotations = await CommandRun.of([
      "diff", "--format", "github", "--min-effect", "60%", Self.before, Self.after,
    ])
    #expect(!annotations.output.contains("spectral_norm"))
  }

  @Test(arguments: ["compare", "diff"])
  func gatePassesForAFileAgainstItself(command: String) async {
    let run = await CommandRun.of([
      command, "--fail-on", "slower", "--fail-on", "worse", "--fail-on", "different",
      "--fail-on", "missing", Self.before, Self.before,
    ])
    #expect(run.exitCode == 0, "\(run.errors)")
  }

  @Test func differencesFitATerminalWithNamesAndTimesInFull() async {
    let run = await CommandRun.of(["diff", Self.before, Self.after])
    #expect(run.output.contains("fannkuch_redux  bad inconsistent"))
    let made = await CommandRun.of([
      "diff", Fixtures.recorded("before.csv"), Fixtures.recorded("after.csv"),
    ])
    #expect(made.output.contains("0.887 → 14.44           +1528  worse\n"))
  }

  @Test(arguments: ["compare", "diff"])
  func withoutAGateEverythingPasses(command: String) async {
    let run = await CommandRun.of([command, Self.before, Self.after])
    #expect(run.exitCode == 0)
  }

  @Test(arguments: ["compare", "diff"])
  func missingBenchmarksFailTheirGate(command: String) async throws {
    let folder = try TemporaryFolder()
    let few = folder.path("few.json")
    let kept = await CommandRun.of([
      "classify", "--only-benchmarks", "fasta", "--only-benchmarks", "n_body", "-o", few,
      Self.before,
    ])
    #expect(kept.exitCode == 0, "\(kept.errors)")
    let run = await CommandRun.of([command, "--fail-on", "missing", Self.before, few])
    #expect(run.exitCode == 4)
    #expect(run.errors.contains("spectral_norm"))
    #expect(run.output.contains("missing"))
  }

  @Test(arguments: ["compare", "diff"])
  func anEmptyComparisonIsNeverAPass(command: String) async throws {
    let run = await CommandRun.of([
      command, "--fail-on", "slower", Self.before, Fixtures.recorded("before.csv"),
    ])
    #expect(run.exitCode == 4)
    #expect(run.errors.contains("no benchmark was compared"))
  }

  @Test func inconclusiveHasItsOwnExitCode() async {
    let run = await CommandRun.of([
      "compare", "--fail-on", "inconclusive", Self.before, Self.after,
    ])
    #expect(run.exitCode == 3)
    #expect(run.errors.contains("n_body"))
  }

  @Test(arguments: [["compare"], ["diff"]])
  func storedResultsStandForTheFilesTheyCameFrom(command: [String]) async throws {
    let folder = try TemporaryFolder()
    let stored = folder.path("main.json")
    _ = await CommandRun.of(["classify", "-o", stored, Self.before])
    func findings(_ file: String) async throws -> NSDictionary {
      var document = try json(
        await CommandRun.of(command + ["--format", "json", "main=\(file)", Self.after]))
      // What all iterations say of executions without a steady state is known only where they are
      // kept.
      document["warnings"] = nil
      if var benchmarks = document["benchmarks"] as? [[String: Any]] {
        for index in benchmarks.indices { benchmarks[index]["selection"] = nil }
        document["benchmarks"] = benchmarks
      }
      return document as NSDictionary
    }
    let (fromStored, fromRaw) = try await (findings(stored), findings(Self.before))
    let differences = Difference.between(fromStored, and: fromRaw)
    #expect(differences.isEmpty, "\(differences.prefix(3))")
  }

  @Test func storedResultsAreRefusedWhereTimesAreNeeded() async throws {
    let folder = try TemporaryFolder()
    let (without, with) = (folder.path("without.json"), folder.path("with.json"))
    _ = await CommandRun.of(["classify", "-o", without, Self.before])
    _ = await CommandRun.of(["classify", "--embed-data", "-o", with, Self.before])
    let arguments = ["compare", "--interval", "hierarchical"]
    let refused = await CommandRun.of(arguments + [without, Self.after])
    #expect(refused.exitCode == 2)
    #expect(refused.errors.contains("--embed-data"))
    let embedded = await CommandRun.of(arguments + ["b=\(with)", Self.after])
    let raw = await CommandRun.of(arguments + ["b=\(Self.before)", Self.after])
    #expect(embedded.exitCode == 0)
    #expect(embedded.output == raw.output)
  }

  @Test func damagedStoredResultsAreOneSentence() async throws {
    let folder = try TemporaryFolder()
    let stored = await CommandRun.of(["classify", "--format", "json", Self.before])
    for (name, text) in [
      ("cut.json", String(stored.output.dropLast(40))),
      (
        "class.json",
        stored.output.replacing(
          "\"warmup\",\"commonOutliers\"", with: "\"tepid\",\"commonOutliers\"")
      ),
      ("level.json", stored.output.replacing("\"level\":0.99", with: "\"level\":\"high\"")),
    ] {
      let file = try folder.write(text, as: name)
      let run = await CommandRun.of(["diff", file, Self.after])
      #expect(run.exitCode == 2, "\(name)")
      #expect(run.errors.contains(name))
      #expect(run.errors.split(separator: "\n").count == 1)
    }
  }

  @Test func vmsOfOneFileAreComparedWithABaseline() async throws {
    let file = Fixtures.recorded("vms_small.json")
    let run = await CommandRun.of([
      "compare", "--baseline", "HotSpot", "--all-iterations", "--format", "json", file,
    ])
    let benchmarks = try #require(try json(run)["benchmarks"] as? [[String: Any]])
    #expect(
      benchmarks.compactMap { ($0["new"] as? [String: Any])?["vm"] as? String } == ["V8", "V8"])
    let absent = await CommandRun.of(["compare", "--baseline", "Squeak", file])
    #expect(absent.exitCode == 2)
    #expect(absent.errors.contains("Squeak"))
    let diff = await CommandRun.of(["diff", "--vms", "HotSpot", "V8", file])
    #expect(diff.exitCode == 0, "\(diff.errors)")
    #expect(diff.output.contains("HotSpot → V8"))
    let turned = await CommandRun.of(["diff", file, "--vms", "HotSpot", "V8"])
    #expect(turned.output == diff.output)
    for arguments in [["diff", "--vms", "HotSpot", "V8"], ["diff"], ["compare"]] {
      let none = await CommandRun.of(arguments)
      #expect(none.exitCode == 64)
      #expect(none.errors.contains("compared"))
    }
  }

  @Test func exportersWriteWhatServicesRead() async throws {
    let bencher = await CommandRun.of([
      "compare", "--quiet", "--format", "bencher", Self.before, Self.after,
    ])
    let metrics = try #require(
      try json(bencher)["spectral_norm:HotSpot:default-java"] as? [String: [String: Double]])
    let latency = try #require(metrics["latency"])
    let (value, lower, upper) = try (
      #require(latency["value"]), #require(latency["lower_value"]), #require(latency["upper_value"])
    )
    #expect(lower < value && value < upper)
    #expect((3e6...4e6).contains(value))

    let action = await CommandRun.of([
      "diff", "--quiet", "--format", "github-action-benchmark", Self.before, Self.after,
    ])
    let entries = try #require(
      try JSONSerialization.jsonObject(with: Data(action.output.utf8)) as? [[String: Any]])
    #expect(entries.count == 5)
    #expect(entries.allSatisfy { $0["unit"] as? String == "ns" && $0["value"] is Double })

    let github = await CommandRun.of([
      "compare", "--format", "github", Self.before, Self.after,
    ])
    let lines = github.output.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("::error title=spectral_norm%3AHotSpot") })
    #expect(lines.allSatisfy { $0.hasPrefix("::") })
  }

  /// Threads and arguments of the virtual machine are no part of the key, unless they differ within
  /// a side.
  @Test(arguments: ["compare", "diff"])
  func conditionsThatDifferBetweenTheSidesAreTold(command: String) async throws {
    let folder = try TemporaryFolder()
    func file(_ name: String, _ threads: Int, _ arguments: String, _ time: Double) throws -> String
    {
      let times = (0..<30).map { "\(time + Double($0 * 7 % 11) / 1000)" }.joined(separator: ",")
      return try folder.write(
        """
        [{"benchmark":"a.B","mode":"avgt","threads":\(threads),"jvmArgs":[\(arguments)],
          "primaryMetric":{"scoreUnit":"s/op","rawData":[[\(times)]]}}]
        """, as: name)
    }
    let one = try file("1.json", 1, "", 1)
    let four = try file("4.json", 4, "\"-Xmx1g\"", 2)
    let run = await CommandRun.of([command, "--format", "json", one, four])
    #expect(run.exitCode == 0)
    let words =
      "the sides were measured under different conditions: jvmArgs none before and -Xmx1g after; "
      + "threads 1 before and 4 after"
    #expect(run.output.contains(words), "\(run.output)")
    let same = await CommandRun.of([command, "--format", "json", one, one])
    #expect(!same.output.contains("different conditions"))
  }

  @Test func aMappingToTheSameNameIsAMistake() async throws {
    let file = Fixtures.recorded("vms_small.json")
    let run = await CommandRun.of(["compare", file, file, "--map", "richards_like=richards_like"])
    #expect(run.exitCode == 2)
    #expect(run.errors.contains("gives a benchmark the name that it has already"), "\(run.errors)")
  }
}
