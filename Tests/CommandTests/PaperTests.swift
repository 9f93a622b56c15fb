// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

/// Comparisons of several configurations, names in print, and the paper in `fixtures/paper`.
@Suite struct PaperTests {
  private static func paper(_ name: String) -> String { Fixtures.path("paper/\(name)") }

  private static let times = paper("times.csv")
  private static let dispatches = paper("dispatches.csv")
  private static let stalls = paper("stalls.csv")

  // MARK: Comparisons of several

  @Test func filesAndVMsOfOneFileAreComparedAlike() async throws {
    let folder = try TemporaryFolder()
    let rows = try String(contentsOfFile: Self.times, encoding: .utf8).split(separator: "\n")
    func part(_ vm: String) throws -> String {
      let own = rows.filter { $0.contains(",\(vm),") }
        .map { String($0).replacing(",\(vm),", with: ",,") }
      return try folder.write(
        ([String(rows[0])] + own).joined(separator: "\n") + "\n", as: "\(vm).csv")
    }
    let names = ["JamVM", "DCT", "LB", "i-TR-nolink", "i-TR", "TR-JIT"]
    let files = try names.map { "\($0)=\(try part($0))" }
    let apart = await CommandRun.of(["compare", "--format", "csv", "--quiet"] + files)
    let together = await CommandRun.of([
      "compare", "--format", "csv", "--quiet", "--baseline", "JamVM", Self.times,
    ])
    #expect(apart.exitCode == 0, "\(apart.errors)")
    #expect(apart.output == together.output)
    let first = await CommandRun.of(["compare", "--format", "csv", "--quiet", Self.times])
    #expect(first.output == together.output)
    let other = await CommandRun.of(
      ["compare", "--format", "csv", "--quiet", "--baseline", "LB"] + files)
    #expect(other.output.hasPrefix("benchmark,variant,LB_seconds,JamVM_ratio"))
  }

  @Test func benchmarksAndConfigurationsStandInTheOrderAskedFor() async throws {
    func benchmarks(_ options: [String]) async -> [String] {
      let run = await CommandRun.of(
        ["compare", Self.times, "--format", "csv", "--quiet"] + options)
      #expect(run.exitCode == 0, "\(run.errors)")
      return run.output.split(separator: "\r\n").dropFirst().dropLast()
        .map { String($0.prefix { $0 != "," }) }
    }
    let kept = await benchmarks([])
    #expect(kept.first == "compress" && kept.last == "sablecc")
    #expect(await benchmarks(["--sort", "name"]) == kept.sorted())
    #expect(await benchmarks(["--order", "soot,db"]).prefix(3) == ["soot", "db", "compress"])
    let byTime = await benchmarks(["--sort", "JamVM"])
    #expect(byTime.first == "jack" && byTime.last == "scimark")
    let byOther = await benchmarks(["--sort", Self.dispatches])
    #expect(Set(byOther) == Set(kept) && byOther != kept)
    let turned = await CommandRun.of([
      "compare", Self.times, "--order", "LB,TR-JIT", "--format", "csv", "--quiet",
    ])
    #expect(turned.output.contains("JamVM_seconds,LB_ratio"))
    for options in [["--order", "nobody"], ["--sort", "nobody"], ["--baseline", "nobody"]] {
      let refused = await CommandRun.of(["compare", Self.times] + options)
      #expect(refused.exitCode == 2)
      #expect(refused.errors.contains("nobody"))
      #expect(refused.output.isEmpty)
    }
  }

  @Test func everyFormatHasTheMatrix() async throws {
    for format in ["text", "markdown", "csv", "latex", "html"] {
      let run = await CommandRun.of(["compare", Self.dispatches, "--format", format, "--quiet"])
      #expect(run.exitCode == 0, "\(run.errors)")
      // In LaTeX a long word may be broken.
      let text = run.output.replacing("\\allowbreak{}", with: "")
      for name in ["JamVM", "TR", "sablecc", "geometric"] { #expect(text.contains(name)) }
    }
    let json = await CommandRun.of(["compare", Self.dispatches, "--format", "json"])
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(document["unit"] as? String == "dispatches")
    #expect((document["benchmarks"] as? [Any])?.count == 55)
    #expect((document["geometricMeans"] as? [Any])?.count == 5)
  }

  /// DCT is 5 % slower in one of 11 benchmarks: slower than before, but among 55 ratios not surely by
  /// more than 1 %.
  @Test func gatesJudgeEveryConfiguration() async {
    let gate = ["compare", Self.times, "--fail-on", "slower", "--quiet"]
    let run = await CommandRun.of(gate + ["--min-effect", "0%"])
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("compress:DCT: slower"))
    let alone = await CommandRun.of(gate + ["--adjust", "none"])
    #expect(alone.exitCode == 1)
    let together = await CommandRun.of(gate)
    #expect(together.exitCode == 0)
    #expect(together.errors.contains("could not judge 5 of 55 benchmarks (compress:DCT"))
  }

  @Test func countsAreNeverClassified() async {
    for command in ["classify", "overall", "report", "inspect", "plot"] {
      let run = await CommandRun.of([command, Self.dispatches])
      #expect(run.exitCode == 2, "\(command)")
      #expect(run.errors.contains("another quantity"), "\(command): \(run.errors)")
    }
    let diff = await CommandRun.of(["diff", Self.dispatches, Self.dispatches])
    #expect(diff.exitCode == 2)
    let mixed = await CommandRun.of([
      "compare", "a=\(Self.dispatches)", "b=\(Self.times)", "c=\(Self.times)",
    ])
    #expect(mixed.exitCode == 2)
    #expect(mixed.errors.contains("another quantity"))
  }

  // MARK: Figures

  @Test func figuresTakeOneCommandEach() async throws {
    for arguments in [
      ["--kind", "bars", "--values", "raw", "--log-y", Self.dispatches],
      ["--kind", "bars", Self.times], ["--kind", "bars", "--y-range", "0.2..1.2", Self.times],
      ["--kind", "stack", Self.stalls],
    ] {
      let run = await CommandRun.of(["plot", "--quiet"] + arguments)
      #expect(run.exitCode == 0, "\(run.errors)")
      #expect(run.output.hasPrefix("<svg"))
      #expect(run.output.contains("width=\"504pt\""))
    }
    let whole = await CommandRun.of(["plot", "--kind", "stack", Self.times])
    #expect(whole.exitCode == 2)
    #expect(whole.errors.contains("breakdown"))
    for wrong in [["--kind", "stack", "--log-y"], ["--kind", "bars", "--dependence"]] {
      #expect(await CommandRun.of(["plot", Self.stalls] + wrong).exitCode == 64)
    }
  }

  @Test func runSequencesHaveTheSizeOfAColumn() async throws {
    let small = Fixtures.recorded("vms_small.json")
    let select = ["--only-vms", "V8", "--only-benchmarks", "spectral_norm", "--quiet"]
    let run = await CommandRun.of(["plot", small, "--width", "241pt"] + select)
    #expect(run.exitCode == 0, "\(run.errors)")
    let match = try #require(
      run.output.firstMatch(of: #/width="([0-9.]+)pt" height="[0-9.]+pt" viewBox="0 0 ([0-9.]+)/#))
    let (points, pixels) = (
      try #require(Double(match.output.1)), try #require(Double(match.output.2))
    )
    #expect(abs(points - 241 * 72 / 72.27) < 0.2)
    // Text of 10 pixels has 7 points.
    #expect(abs(10 * points / pixels - 7) < 0.01)
    let narrow = await CommandRun.of(["plot", small, "--width", "100pt"] + select)
    #expect(narrow.exitCode == 2)
    #expect(narrow.errors.contains("--width"))
    let log = await CommandRun.of(
      ["plot", small, "--log-y", "--y-range", "0.0001..1", "--title", "A title"] + select)
    #expect(log.output.contains(">A title<"))
  }

  @Test func machinesStandSideBySideOnOneAxis() async throws {
    let small = Fixtures.recorded("vms_small.json")
    let run = await CommandRun.of([
      "plot", "Linux$_{4790}$=\(small)", "Mac=\(small)", "--only-vms", "V8", "--only-benchmarks",
      "spectral_norm", "--machines-side-by-side", "--quiet",
    ])
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.contains("Linux₄₇₉₀, execution 1"))
    #expect(run.output.contains("Mac, execution 1"))
  }

  // MARK: Names in print

  @Test func namesInPrintStandEverywhere() async throws {
    let small = Fixtures.recorded("vms_small.json")
    let names = ["--rename", "V8=Vee", "--rename", "spectral_norm=spectral", "--quiet"]
    let text = await CommandRun.of(["classify", small] + names)
    #expect(text.output.contains("Vee") && text.output.contains("spectral "))
    #expect(!text.output.contains("spectral_norm") && !text.output.contains("V8"))
    let latex = await CommandRun.of([
      "overall", "Linux$_{4790}$=\(small)", "Mac=\(small)", "--format", "latex", "--quiet",
    ])
    #expect(latex.output.contains("Linux\\textsubscript{4790}"))
    let macros = await CommandRun.of([
      "overall", "Linux$_{4790}$=\(small)", "Mac=\(small)", "--macros", "--quiet",
    ])
    #expect(macros.output.contains("\\newcommand{\\linuxOverallFlat}{"))
    #expect(macros.output.contains("\\newcommand{\\rangeOverallClassical}{"))
    let unknown = await CommandRun.of(["classify", small, "--rename", "nobody=x"])
    #expect(unknown.exitCode == 2)
    #expect(unknown.errors.contains("nobody"))
  }

  @Test func benchmarksCanHeadGroups() async {
    let small = Fixtures.recorded("vms_small.json")
    let run = await CommandRun.of(["classify", small, "--group-by", "benchmark", "--quiet"])
    #expect(run.exitCode == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("spectral_norm") })
    #expect(lines.contains { $0.hasPrefix("HotSpot ") })
    #expect(!lines.contains { $0.hasPrefix("HotSpot, ") })
  }

  @Test func whatDoesNotFitIsRefused() async {
    let run = await CommandRun.of([
      "classify", Fixtures.recorded("vms_small.json"), "--format", "latex", "--columns", "9",
      "--quiet",
    ])
    #expect(run.exitCode == 2)
    #expect(run.errors.contains("--columns"))
    #expect(run.output.isEmpty)
  }

  // MARK: The paper

  /// A line of `fixtures/paper/commands`: a file, and the arguments that write it; a backslash
  /// stands before a space that parts no arguments.
  private static func commands() throws -> [(file: String, arguments: [String])] {
    try String(contentsOfFile: paper("commands"), encoding: .utf8).split(separator: "\n").map {
      let words = $0.replacing("\\ ", with: "\u{1}").split(separator: " ")
        .map { String($0).replacing("\u{1}", with: " ") }
      return (
        words[0],
        words.dropFirst().map {
          $0.hasPrefix("fixtures/") ? Fixtures.packageRoot.appending(path: $0).path : $0
        }
      )
    }
  }

  private static func has(_ file: String) -> Bool {
    (try? shell("kpsewhich", [file], in: Fixtures.packageRoot))?.status == 0
  }

  private static func shell(
    _ program: String, _ arguments: [String], in folder: URL
  ) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  private static let canCompile =
    ProcessInfo.processInfo.environment["CI"] == "true"
    || (has("acmart.cls") && PlotConverter.isWanted)

  @Test(.enabled(if: canCompile, "acmart or rsvg-convert is not installed"))
  func thePaperCompilesWithoutOverfullBoxes() async throws {
    let folder = try TemporaryFolder()
    for command in try Self.commands() {
      let run = await CommandRun.of(command.arguments + ["-o", folder.path(command.file)])
      // Texts without an option for it go to the standard output.
      let written = run.exitCode == 0 ? run : await CommandRun.of(command.arguments)
      #expect(written.exitCode == 0, "\(command.file): \(written.errors)")
      if run.exitCode != 0 { _ = try folder.write(written.output, as: command.file) }
    }
    let text = try String(contentsOfFile: Self.paper("paper.tex"), encoding: .utf8)
    for options in ["sigplan", "acmsmall"] {
      let name = "paper-\(options)"
      _ = try folder.write("\\def\\paperoptions{\(options)}\n" + text, as: "\(name).tex")
      for _ in 1...2 {
        let (status, output) = try Self.shell(
          "pdflatex", ["-interaction=nonstopmode", "-halt-on-error", "\(name).tex"],
          in: folder.url)
        #expect(status == 0, "\(output.suffix(1500))")
      }
      let log = String(
        decoding: try Data(contentsOf: folder.url.appending(path: "\(name).log")), as: UTF8.self)
      for match in log.matches(of: #/Overfull \\[hv]box \(([0-9.]+)pt.*\n.*/#) {
        #expect(try #require(Double(match.output.1)) <= 2, "\(options): \(match.output.0)")
      }
      #expect(!log.contains(#/Reference .* undefined/#))
    }
  }
}
