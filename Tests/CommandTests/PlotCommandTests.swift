// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import FoundationXML
import TestSupport
import Testing

/// `warmup-stats plot`.
@Suite struct PlotCommandTests {
  private static let small = Fixtures.recorded("vms_small.json")
  private static let one = [
    "plot", "--only-vms", "V8", "--only-benchmarks", "spectral_norm", "--quiet", small,
  ]

  /// The titles of the panels of run sequences in an SVG document.
  private func executions(in svg: String) -> [String] {
    svg.matches(of: #/execution (\d+): /#).map { String($0.output.1) }
  }

  /// The same, with what the command says beside its result.
  private static let talkative = one.filter { $0 != "--quiet" }

  @Test func onePageGoesToTheStandardOutput() async throws {
    let run = await CommandRun.of(Self.one)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.errors.isEmpty)
    #expect(run.output.hasPrefix("<svg"))
    #expect(executions(in: run.output) == ["1", "2", "3", "4"])
    #expect(XMLParser(data: Data(run.output.utf8)).parse())
  }

  @Test(arguments: [
    (["3"], ["3"]), (["2-3"], ["2", "3"]), (["1", "3-9"], ["1", "3", "4"]),
  ])
  func executionsAreSelected(asked: [String], shown: [String]) async {
    let run = await CommandRun.of(Self.one + asked.flatMap { ["--execution", $0] })
    #expect(executions(in: run.output) == shown)
  }

  @Test(arguments: ["0", "3-2", "-1", "1-", "x", "1-2-3"])
  func oddExecutionsAreRefused(number: String) async {
    let run = await CommandRun.of(Self.one + ["--execution=\(number)"])
    #expect(run.exitCode == 64)
  }

  @Test func executionsThatAreNotThereAreTrouble() async {
    let run = await CommandRun.of(Self.one + ["--execution", "5"])
    #expect(run.exitCode == 2)
    #expect(run.errors.contains("no completed process execution among those asked for"))
    #expect(run.output.isEmpty)
  }

  @Test func pagesBecomeNumberedFilesWithTheSameAxis() async throws {
    let folder = try TemporaryFolder()
    let run = await CommandRun.of(
      Self.talkative + ["--per-page", "3", "-o", folder.path("a.b.svg")])
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(
      run.errors.contains("wrote \(folder.path("a.b-2-spectral_norm-V8-default-javascript.svg"))"))
    let pages = try (1...2).map {
      try String(
        contentsOfFile: folder.path("a.b-\($0)-spectral_norm-V8-default-javascript.svg"),
        encoding: .utf8)
    }
    #expect(pages.map(executions) == [["1", "2", "3"], ["4"]])
    #expect(pages[0].contains("(1 of 2)") && pages[1].contains("(2 of 2)"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).count == 2)
    let grids = pages.map { $0.firstMatch(of: #/<path class="g"[^>]*>/#)?.output }
    #expect(grids[0] != nil && grids[0] == grids[1])
  }

  @Test func severalPagesAreNotForTheTerminal() async {
    let run = await CommandRun.of(["plot", "--quiet", Self.small])
    #expect(run.exitCode == 2)
    #expect(run.errors.contains("a plot of 4 pages is not for the terminal"))
  }

  @Test func anotherSuffixIsRefused() async throws {
    let folder = try TemporaryFolder()
    let run = await CommandRun.of(Self.one + ["-o", folder.path("p.jpg")])
    #expect(run.exitCode == 64)
    #expect(run.errors.contains("svg, pdf or png, not as jpg"))
    let forced = await CommandRun.of(Self.one + ["--format", "svg", "-o", folder.path("p.jpg")])
    #expect(forced.exitCode == 0, "\(forced.errors)")
  }

  @Test func dependenceHasTwoPanelsForEachSteadyState() async {
    let run = await CommandRun.of(Self.one + ["--dependence", "--execution", "1-2"])
    #expect(run.exitCode == 0, "\(run.errors)")
    let lags = run.output.matches(of: #/each steady iteration and the next/#).count
    #expect(lags > 0)
    #expect(run.output.matches(of: #/independent ones/#).count == lags)
  }

  @Test(
    .enabled(if: PlotConverter.isWanted, "rsvg-convert is not installed"),
    arguments: [("pdf", "%PDF"), ("png", "\u{89}PNG")])
  func conversionsAreWhatTheirSuffixSays(suffix: String, magic: String) async throws {
    let folder = try TemporaryFolder()
    let run = await CommandRun.of(
      Self.one + ["-o", folder.path("p.\(suffix)")])
    #expect(run.exitCode == 0, "\(run.errors)")
    let data = try Data(contentsOf: URL(filePath: folder.path("p.\(suffix)")))
    #expect(data.starts(with: magic.unicodeScalars.map { UInt8($0.value) }))
  }

  @Test(.enabled(if: PlotConverter.isWanted, "rsvg-convert is not installed"))
  func severalPagesAreOnePDF() async throws {
    let folder = try TemporaryFolder()
    let run = await CommandRun.of(
      ["plot", "--quiet", Self.small, "-o", folder.path("p.pdf")])
    #expect(run.exitCode == 0, "\(run.errors)")
    let data = try Data(contentsOf: URL(filePath: folder.path("p.pdf")))
    #expect(String(decoding: data, as: UTF8.self).contains("/Count 4"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["p.pdf"])
  }

  @Test(arguments: ["pdf", "png"])
  func aMissingConverterIsNamedInOneSentence(suffix: String) async throws {
    let folder = try TemporaryFolder()
    let run = await CommandRun.of(
      Self.one + ["-o", folder.path("p.\(suffix)")], environment: ["PATH": "/nonexistent"])
    #expect(run.exitCode == 2)
    #expect(run.errors.contains("rsvg-convert is needed"))
    #expect(run.errors.split(separator: "\n").count == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
  }

  @Test func theHarnessesOwnWarmupIsShown() async throws {
    let folder = try TemporaryFolder()
    let rows = (0..<40).map { "b,V,v,m,0,\($0),\(10 + $0 % 3),ms,\($0 < 10)" }
    let header = "benchmark,vm,variant,machine,process,iteration,value,unit,warmup"
    let file = try folder.write(
      ([header] + rows).joined(separator: "\n") + "\n", as: "results.csv")
    let words = "warmup, as the harness has it"
    for subcommand in ["plot", "report"] {
      let kept = await CommandRun.of([subcommand, "-q", file])
      #expect(kept.exitCode == 0, "\(kept.errors)")
      #expect(kept.output.contains(words))
      let dropped = await CommandRun.of([subcommand, "-q", "--warmup", "drop", file])
      #expect(!dropped.output.contains(words))
    }
  }

  @Test func coreCyclesStandBelowUnlessUnwanted() async throws {
    let folder = try TemporaryFolder()
    let times = (0..<30).map { "\(0.01 + Double($0 % 3) / 1e5)" }.joined(separator: ",")
    let cycles = (0..<30).map { "\(3_000_000 + $0 % 7)" }.joined(separator: ",")
    let file = try folder.write(
      """
      {"wallclock_times":{"b:V:v":[[\(times)]]},"core_cycle_counts":{"b:V:v":[[[\(cycles)]]]}}
      """, as: "results.json")
    let shown = await CommandRun.of(["plot", "-q", file])
    #expect(shown.exitCode == 0, "\(shown.errors)")
    #expect(shown.output.contains(">core cycles (millions)</text>"))
    let hidden = await CommandRun.of(["plot", "-q", "--no-core-cycles", file])
    #expect(hidden.exitCode == 0)
    #expect(!hidden.output.contains("core cycles"))
  }

  // MARK: Instrumentation

  private static func instrumented(_ name: String) -> [String] {
    [
      Fixtures.recorded("instr/\(name)_results.json.bz2"), "--instrumentation",
      Fixtures.recorded("instr/\(name)_instr_data"),
    ]
  }

  @Test(arguments: ["hotspot", "hotspot_g1", "pypy"], ["plot", "report"])
  func whatVMsRecordedStandsBelow(name: String, subcommand: String) async {
    let run = await CommandRun.of(
      [subcommand, "-q", "--only-benchmarks", "binary_trees"] + Self.instrumented(name))
    #expect(run.exitCode == 0, "\(run.errors)")
    let executions = name == "hotspot" ? 5 : 3
    #expect(run.output.matches(of: #/>garbage collection \(ms\)[^<]*</text>/#).count == executions)
    #expect(run.output.matches(of: #/>JIT compilation \(ms\)[^<]*</text>/#).count == executions)
  }

  @Test(arguments: ["plot", "report"])
  func executionsWithoutInstrumentationAreSaid(subcommand: String) async {
    let run = await CommandRun.of([
      subcommand, "--only-benchmarks", "binary_trees",
      Fixtures.recorded("instr/hotspot_results.json.bz2"),
      "--instrumentation", Fixtures.recorded("instr/hotspot_g1_instr_data"),
    ])
    #expect(run.exitCode == 0, "\(run.errors)")
    let said = subcommand == "plot" ? run.errors : run.output
    #expect(said.contains("there is no instrumentation file of 2 of 5 executions (4, 5, counted"))
  }

  @Test func onlyTheExecutionsShownNeedInstrumentation() async {
    let run = await CommandRun.of([
      "plot", "--only-benchmarks", "binary_trees", "--execution", "3",
      Fixtures.recorded("instr/hotspot_results.json.bz2"),
      "--instrumentation", Fixtures.recorded("instr/hotspot_g1_instr_data"),
    ])
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(!run.errors.contains("no instrumentation"))
    #expect(run.output.contains(">garbage collection (ms)"))
  }

  @Test func aFolderThatDoesNotBelongIsTrouble() async throws {
    let other = Fixtures.recorded("instr/pypy_instr_data")
    let run = await CommandRun.of(["plot", "-q", Self.small, "--instrumentation", other])
    #expect(run.exitCode == 2)
    #expect(run.errors.contains("found none that belongs to the results"))
    #expect(run.output.isEmpty)
  }

  @Test(arguments: [
    ["--dependence"], ["--skip-invalid"], [small],
  ])
  func instrumentationIsRefusedWhereItCannotBelong(extra: [String]) async {
    let run = await CommandRun.of(["plot", "-q"] + Self.instrumented("pypy") + extra)
    #expect(run.exitCode == 64)
    #expect(run.errors.contains("--instrumentation"))
  }
}
