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

  /// The blocks of commands but for the workflows, which `WorkflowTests` runs, and those that record,
  /// which the tests of that run.
  private static let blocks: [String] = withoutWorkflows.split(separator: "```sh\n").dropFirst()
    .map { String($0.split(separator: "```")[0]) }
    .filter { $0.hasPrefix("warmup-stats ") && !$0.contains("warmup-stats record ") }

  private static let withoutWorkflows: String = {
    let parts = readme.split(separator: "```yaml\n")
    let behind = parts.dropFirst().map { $0.split(separator: "\n```\n", maxSplits: 1)[1] }
    return ([parts[0]] + behind).joined(separator: "\n")
  }()

  @Test func readmeHasBlocks() {
    #expect(Self.blocks.count >= 9)
  }

  /// Each block runs as a whole, in a shell, with the files that it names.
  @Test(arguments: blocks)
  func blockRuns(_ block: String) throws {
    let folder = try TemporaryFolder()
    for (name, file) in Self.files {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path(name), withDestinationPath: Fixtures.recorded(file))
    }
    let lines = block.split(separator: "\n").filter {
      PlotConverter.isWanted || !($0.contains(" plot ") && $0.hasSuffix(".pdf"))
    }
    let script = try folder.write(lines.joined(separator: "\n") + "\n", as: "block")
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-e", script]
    shell.currentDirectoryURL = folder.url
    let programs = URL(filePath: ProcessTests.program).deletingLastPathComponent().path
    let environment = ProcessInfo.processInfo.environment
    shell.environment = environment.merging(
      ["PATH": "\(programs):\(environment["PATH"] ?? "")"]) { $1 }
    let errors = try folder.write("", as: "errors")
    shell.standardInput = FileHandle.nullDevice
    shell.standardOutput = FileHandle.nullDevice
    shell.standardError = try FileHandle(forWritingTo: URL(filePath: errors))
    try shell.run()
    shell.waitUntilExit()
    let said = try String(contentsOf: URL(filePath: errors), encoding: .utf8)
    #expect(shell.terminationStatus == 0, "\(said)")
    for line in lines where line.contains(" -o ") {
      let written = line.split(separator: " -o ")[1].prefix { $0 != " " }
      #expect(FileManager.default.fileExists(atPath: folder.path(String(written))), "\(written)")
    }
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
