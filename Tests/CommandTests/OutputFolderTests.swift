// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

/// `classify --output-dir`: a result for each file.
@Suite struct OutputFolderTests {
  private let folder: TemporaryFolder
  private let results: String

  init() throws {
    folder = try TemporaryFolder()
    results = folder.path("out/deep")
    try FileManager.default.createDirectory(
      atPath: folder.path("in"), withIntermediateDirectories: false)
    for (name, benchmark) in [("in/a.csv", "x"), ("in/b.v2.csv", "y"), ("in/c", "z")] {
      _ = try folder.write(
        "benchmark,seconds\n" + (0..<30).map { "\(benchmark),1.0\($0)\n" }.joined(), as: name)
    }
  }

  private func names() -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: results)) ?? []).sorted()
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(results)/\(name)", encoding: .utf8)
  }

  @Test(arguments: [([], "ndjson"), (["--stream"], "ndjson"), (["--format", "markdown"], "md")])
  func everyFileHasItsResult(options: [String], suffix: String) async throws {
    let run = await CommandRun.of(
      ["classify", "--output-dir", results, folder.path("in")] + options)
    #expect(run.exitCode == 0 && run.output.isEmpty, "\(run.errors)")
    #expect(names() == ["a", "b.v2", "c"].map { "\($0).\(suffix)" })
    for (file, name) in [("a.csv", "a"), ("b.v2.csv", "b.v2"), ("c", "c")] {
      let format = suffix == "md" ? "markdown" : "ndjson"
      let alone = await CommandRun.of(["classify", "--format", format, folder.path("in/\(file)")])
      #expect(try text("\(name).\(suffix)") == alone.output)
    }
  }

  @Test func listedFilesAndMachinesWork() async throws {
    let list = try folder.write(folder.path("in/a.csv") + "\n", as: "list")
    let run = await CommandRun.of([
      "classify", "--output-dir", results, "--files-from", list, "m=\(folder.path("in/c"))",
    ])
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(names() == ["a.ndjson", "c.ndjson"])
    #expect(try text("c.ndjson").contains(#""name":"m""#))
  }

  @Test func resultsThatCollideAreRefusedBeforeAnythingIsWritten() async throws {
    _ = try folder.write("benchmark,seconds\nq,1\n", as: "in/a.ndjson")
    let run = await CommandRun.of(["classify", "--output-dir", results, folder.path("in")])
    #expect(run.exitCode == 64)
    #expect(run.errors.contains("a.csv") && run.errors.contains("would both become"))
    // So is the place of a file that is read.
    let same = await CommandRun.of([
      "classify", "--output-dir", folder.path("in"), folder.path("in/a.ndjson"),
    ])
    #expect(same.exitCode == 64 && same.errors.contains("is what the result is made from"))
    let nameless = await CommandRun.of(["classify", "--output-dir", results, "-"])
    #expect(nameless.exitCode == 64 && nameless.errors.contains("- has no name"))
    let both = await CommandRun.of([
      "classify", "--output-dir", results, "-o", folder.path("o.md"), folder.path("in/c"),
    ])
    #expect(both.exitCode == 64 && both.errors.contains("take one of them"))
    #expect(names().isEmpty)
    #expect(!FileManager.default.fileExists(atPath: results))
  }

  @Test func aFileThatCannotBeReadEndsTheRun() async throws {
    _ = try folder.write("no results", as: "in/b.csv")
    let run = await CommandRun.of(["classify", "--output-dir", results, folder.path("in")])
    #expect(run.exitCode == 2 && run.errors.contains("in/b.csv: expected"))
    #expect(names() == ["a.ndjson"])
    let place = try folder.write("", as: "file")
    let noFolder = await CommandRun.of(["classify", "--output-dir", place, folder.path("in/a.csv")])
    #expect(noFolder.exitCode == 2 && noFolder.errors.contains("could not be written"))
  }
}
