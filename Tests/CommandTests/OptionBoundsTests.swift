// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

/// Values that options do not take are wrong usage, said in a sentence.
@Suite struct OptionBoundsTests {
  private let folder: TemporaryFolder
  private let file: String

  init() throws {
    folder = try TemporaryFolder()
    let times = (0..<40).map { "\(1 + Double($0 % 3) / 100)" }.joined(separator: ",")
    file = try folder.write(
      #"{"wallclock_times": {"b:V:v": [[\#(times)], [\#(times)]]}}"#, as: "results.json")
  }

  @Test(arguments: [
    "classify --penalty 1e308", "classify --penalty -1", "classify --penalty 0x10",
    "classify --penalty inf", "classify --penalty nan", "classify --penalty 1000001",
    "classify --level 0.9999999999999999", "classify --level 1", "classify --level 0",
    "classify --level 0x1p-1", "classify --level nan%", "classify --level 1e-300",
    "classify --tolerance 0x10", "classify --tolerance nan", "classify --tolerance inf%",
    "classify --tolerance 1e300%", "classify --tolerance 1001%",
    "classify --window 1000000000000000000", "classify --window 101%",
    "classify --steady-tail 99999999999999999999", "classify --steady-tail 0x10%",
    "classify --resamples 0", "classify --resamples 1000000000000",
    "classify --jobs 0", "classify --jobs 1000000000000000000",
    "classify --columns 1000000000000000000", "classify --columns 0",
    "classify --max-size 9000000000G", "classify --max-size 0", "classify --max-size 1P",
    "classify --seed -1", "classify --seed 99999999999999999999999",
    "truncate --draws 0", "truncate --draws 1000000000000",
    "plot --per-page 0", "plot --per-page 1000000000000", "plot --execution 0",
    "plan --startup 0", "plan --startup 1e300", "plan --startup inf", "plan --startup 0x1",
    "plan --target 0%", "plan --target 1e-300%", "plan --target 0x1p-3", "plan --target 200%",
    "sensitivity --vary penalty=1e308", "sensitivity --vary penalty=0x1..5",
    "sensitivity --vary tolerance=nan", "sensitivity --vary window=5..3",
  ])
  func isWrongUsage(line: String) async {
    let run = await CommandRun.of(line.split(separator: " ").map(String.init) + [file])
    #expect(run.exitCode == 64, "\(run.exitCode) \(run.errors)")
    #expect(run.output.isEmpty)
    #expect(run.errors.hasPrefix("Error: "), "\(run.errors)")
  }

  @Test(arguments: [
    "compare --min-effect 0x1p-3", "compare --min-effect 1e300%", "compare --min-effect nan",
    "compare --level 2", "diff --min-effect -1%",
  ])
  func isWrongUsageOfTwoFiles(line: String) async {
    let run = await CommandRun.of(line.split(separator: " ").map(String.init) + [file, file])
    #expect(run.exitCode == 64, "\(run.exitCode) \(run.errors)")
    #expect(run.errors.hasPrefix("Error: "), "\(run.errors)")
  }

  @Test(arguments: [
    "classify - -", "compare - -", "diff a=- b=-", "convert - - x.csv", "report - - -o x.html",
  ])
  func standardInputIsReadOnce(line: String) async {
    let run = await CommandRun.of(line)
    #expect(run.exitCode == 64)
    #expect(
      run.errors.hasPrefix("Error: standard input (-) can be read once only"), "\(run.errors)")
  }

  @Test func anOutputWithoutANameIsWrongUsage() async {
    let run = await CommandRun.of(["classify", file, "-o", ""])
    #expect(run.exitCode == 64 && run.errors.hasPrefix("Error: --output needs the name of a file"))
  }

  @Test func theSentenceSaysWhatTheOptionTakes() async {
    let run = await CommandRun.of(["classify", "--level", "0.9999999999999999", file])
    #expect(run.errors.contains("--level takes a level from 0.01 to 0.999999, not 0.99"))
  }

  /// The least and the greatest values are taken, and answered in numbers.
  @Test(arguments: [
    "--penalty 0", "--penalty 1e6", "--level 0.01", "--level 0.999999", "--window 0",
    "--window 10000000", "--window 100%", "--steady-tail 100%", "--steady-tail 10000000",
    "--tolerance 0%", "--tolerance 1000%", "--columns 100",
    "--jobs 1024", "--resampling monte-carlo --resamples 1",
  ])
  func theBoundsThemselvesAreTaken(options: String) async {
    let run = await CommandRun.of(
      ["classify"] + options.split(separator: " ").map(String.init) + [file])
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(!run.output.lowercased().contains("nan") && !run.output.contains("inf"))
  }

  // MARK: Where the result goes

  @Test(arguments: [
    ("classify", "x.svg", "txt, .md, .markdown, .csv, .tex, .pdf, .html, .htm, .json"),
    ("inspect", "x.svg", ".json"), ("overall", "x.json", ".html"), ("plan", "x.svg", ".json"),
    ("truncate", "x.png", ".svg"), ("sensitivity", "x.xlsx", ".svg"), ("report", "x.pdf", ".html"),
    ("plot", "x.html", "svg"), ("convert", "x.html", ".ndjson"), ("classify", "x.json.gz", ".json"),
  ])
  func unknownSuffixesAreRefused(command: String, name: String, known: String) async {
    let target = folder.path(name)
    let run = await CommandRun.of([command, file, "-o", target])
    #expect(run.exitCode == 64, "\(run.errors)")
    #expect(run.errors.contains(known), "\(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: target))
  }

  @Test(arguments: ["compare", "diff"])
  func unknownSuffixesAreRefusedForTwoFiles(command: String) async {
    let run = await CommandRun.of([command, file, file, "-o", folder.path("x.svg")])
    #expect(run.exitCode == 64, "\(run.errors)")
    #expect(run.errors.contains(".csv"), "\(run.errors)")
  }

  @Test func aNameWithoutSuffixIsText() async throws {
    let target = folder.path("result")
    #expect(await CommandRun.of(["classify", file, "-o", target]).exitCode == 0)
    #expect(try String(contentsOfFile: target, encoding: .utf8).contains("process executions"))
    let named = folder.path("result.svg")
    #expect(
      await CommandRun.of(["classify", file, "--format", "csv", "-o", named]).exitCode == 0)
  }

  @Test func theOutputIsNoInput() async throws {
    let before = try Data(contentsOf: URL(filePath: file))
    let link = folder.path("link.json")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
    let twin = folder.path("twin.json")
    try FileManager.default.linkItem(atPath: file, toPath: twin)
    let template = try folder.write("{{title}}", as: "mine.html")
    for arguments in [
      ["classify", file, "-o", file], ["classify", file, "-o", link],
      ["inspect", link, "-o", file],
      ["classify", file, "-o", twin], ["compare", "a=\(file)", twin, "-o", file],
      ["diff", file, twin, "--format", "text", "-o", twin], ["convert", file, "-o", file],
      [
        "classify", "\(folder.url.path)/../\(folder.url.lastPathComponent)/results.json", "-o",
        file,
      ],
      ["report", "--template", template, file, "-o", template],
    ] {
      let run = await CommandRun.of(arguments)
      #expect(run.exitCode == 64, "\(arguments) \(run.errors)")
      #expect(run.errors.contains("name another file"), "\(run.errors)")
    }
    #expect(try Data(contentsOf: URL(filePath: file)) == before)
    #expect(try String(contentsOfFile: template, encoding: .utf8) == "{{title}}")
  }

  @Test(arguments: ["#", "^"])
  func deeplyNestedTemplatesAreRefused(mark: String) async throws {
    let deep = (0..<3000).map { "{{\(mark)a\($0)}}" } + (0..<3000).reversed().map { "{{/a\($0)}}" }
    for (suffix, text) in [
      ("html", deep.joined()), ("tex", deep.joined()),
      (
        "html",
        "{{=<% %>=}}" + deep.joined().replacing("{{", with: "<%").replacing("}}", with: "%>")
      ),
    ] {
      let template = try folder.write(text, as: "deep.\(suffix)")
      let run = await CommandRun.of([
        "classify", "--format", suffix == "tex" ? "latex" : "html", "--template", template, file,
      ])
      #expect(run.exitCode == 2, "\(run.errors)")
      #expect(run.errors.contains("nested 64 deep at most"), "\(run.errors)")
    }
    let shallow = try folder.write(
      String(repeating: "{{\(mark)a}}x{{/a}}\n", count: 3000), as: "shallow.html")
    let run = await CommandRun.of(["report", "--template", shallow, file])
    #expect(run.exitCode == 0, "\(run.errors)")
  }
}
