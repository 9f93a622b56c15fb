// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import Foundation
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// The examples in README, run as they stand there.
@Suite struct ReadmeTests {
  private static let readme =
    (try? String(contentsOf: Fixtures.packageRoot.appending(path: "README.md"), encoding: .utf8))
    ?? ""

  /// What the file names in README stand for.
  private static let files = [
    "results.json": "vms_small.json", "bench.json": "vms_small.json",
    "before.json": "vms_before.json.bz2",
    "after.json": "vms_after.json.bz2", "main.json": "vms_before.json.bz2",
    "before.csv": "before.csv", "hotspot.json": "instr/hotspot_g1_results.json.bz2",
    "hotspot_instr_data": "instr/hotspot_g1_instr_data", "evaluation.csv": "../paper/times.csv",
  ]

  /// The commands in README, without what a shell does with their output; those of the workflow are
  /// run by `WorkflowTests`.
  static let commands: [String] = withoutWorkflows.split(separator: "\n")
    .map { $0.drop { $0 == " " } }
    .filter { $0.hasPrefix("warmup-stats ") && $0.contains(where: { $0 == "." || $0 == "-" }) }
    .flatMap { $0.split(separator: " && ") }
    .map { String($0.split(separator: " >> ")[0].split(separator: " > ")[0]) }

  private static let withoutWorkflows: String = {
    let parts = readme.split(separator: "```yaml\n")
    let behind = parts.dropFirst().map { $0.split(separator: "\n```\n", maxSplits: 1)[1] }
    return ([parts[0]] + behind).joined(separator: "\n")
  }()

  @Test func readmeHasCommands() {
    #expect(Self.commands.count >= 15)
  }

  /// Those that can run here; what records is run by the tests of that.
  private static let runnable = commands.filter { !$0.hasPrefix("warmup-stats record ") }.filter {
    !$0.hasPrefix("warmup-stats plot ") || !$0.hasSuffix(".pdf") || PlotConverter.isWanted
  }

  @Test(arguments: runnable)
  func commandRuns(_ command: String) async throws {
    let folder = try TemporaryFolder()
    var words = command.split(separator: " ").dropFirst().map(String.init)
    for index in words.indices {
      if index > 0, words[index - 1] == "-o" {
        words[index] = folder.path(words[index])
      } else {
        let parts = words[index].split(separator: "=").map(String.init)
        if let last = parts.last, let file = Self.files[last] {
          words[index] =
            (parts.count > 1 ? parts[0] + "=" : "") + Fixtures.recorded(file)
        }
      }
    }
    let run = await CommandRun.of(words)
    #expect(run.exitCode == 0, "\(run.errors)")
  }

  /// The Swift examples, in order, but for what stands in a manifest; the tests below run the same
  /// code.
  private static let examples = readme.split(separator: "```swift\n").dropFirst()
    .map { $0.split(separator: "```")[0] }.filter { !$0.hasPrefix(".package") }

  /// Every product that README names is one, and the other way round.
  @Test func readmeNamesTheProducts() throws {
    let manifest = try String(
      contentsOf: Fixtures.packageRoot.appending(path: "Package.swift"), encoding: .utf8)
    let products = manifest.split(separator: ".library(name: \"").dropFirst()
      .map { String($0.prefix { $0 != "\"" }) }
    #expect(products.count >= 4)
    let section = try #require(Self.readme.split(separator: "## From Swift").last)
    for product in products { #expect(section.contains("`\(product)`"), "\(product)") }
    for line in section.split(separator: "\n") where line.hasPrefix(".product(name: \"") {
      let name = line.dropFirst(".product(name: \"".count).prefix { $0 != "\"" }
      #expect(products.contains(String(name)))
    }
  }

  /// The lines of `function` in this file, without their indentation and the path of the fixture.
  private func code(of function: String) throws -> String {
    let source = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
    let body = try #require(source.split(separator: "// README: \(function)\n").last)
    return body.split(separator: "    // end")[0]
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.dropFirst(4) }.joined(separator: "\n")
      .replacing("Fixtures.recorded(\"vms_small.json\")", with: "\"results.json\"")
  }

  @Test func libraryExampleIsRunAsWritten() throws {
    func print(_ value: Any) { printed.append("\(value)") }
    var printed: [String] = []
    // README: library
    let experiment = try ResultsFile.read(at: Fixtures.recorded("vms_small.json"))
    let summary = ExperimentSummary(analyzing: experiment)
    if let benchmark = summary["richards_like", vm: "HotSpot"] {
      print(benchmark.consistency?.displayName ?? "crashed")
      print(benchmark.steadyPerformance?.center ?? "no steady state")
    }
    // end
    #expect(printed.first == "warmup")
    #expect(try #require(printed.last.flatMap(Double.init)) < 0.002)
    #expect(Self.examples[0] == (try code(of: "library")))
  }

  @Test func measuringExampleIsRunAsWritten() throws {
    func print(_ value: Any) { printed.append("\(value)") }
    var printed: [String] = []
    func work() { for number in 0..<1000 { sum &+= number } }
    var sum = 0
    // README: measuring
    let clock = ContinuousClock()
    let executions = try (0..<5).map { _ in
      try ProcessExecution(times: (0..<100).map { _ in clock.measure { work() } })
    }
    let measured = Experiment(of: BenchmarkKey(benchmark: "work"), executions: executions)
    print(ExperimentSummary(analyzing: measured))
    // end
    #expect(printed.first?.hasPrefix("work: ") == true)
    #expect(Self.examples[1] == (try code(of: "measuring")))
  }

  @Test func changepointExampleIsRunAsWritten() throws {
    func print(_ value: Any) { printed.append("\(value)") }
    var printed: [String] = []
    // README: changepoints
    let series = [1.1, 0.9, 1.0, 1.1, 0.9, 5.1, 4.9, 5.0, 5.1, 4.9]
    print(PELT().segmentation(of: series).changepoints)
    // end
    #expect(printed == ["[5]"])
    #expect(Self.examples[2] == (try code(of: "changepoints")))
  }
}
