// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

/// `report --pages`: a folder with an index and pages.
@Suite struct PagedReportCommandTests {
  private let folder: TemporaryFolder
  private let results: String

  init() throws {
    folder = try TemporaryFolder()
    results = try folder.write(
      "benchmark,process,seconds\n"
        + (0..<7).flatMap { name in
          (0..<60).map { "b\(name),\($0 / 30),1.\(100 + ($0 * 7 + name) % 13)\n" }
        }.joined(), as: "results.csv")
  }

  private func names(_ path: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path(path))) ?? []).sorted()
  }

  @Test func pagesAndAnIndexAreWritten() async throws {
    for path in ["out", "deep/out/"] {
      let run = await CommandRun.of(["report", "--pages", "3", results, "-o", folder.path(path)])
      #expect(run.exitCode == 0 && run.output.isEmpty, "\(run.errors)")
      #expect(names(path) == ["index.html", "page-01.html", "page-02.html", "page-03.html"])
    }
    let index = try String(contentsOfFile: folder.path("out/index.html"), encoding: .utf8)
    #expect(index.contains("page-03.html#row-1-1"))
  }

  @Test func whatCannotBeIsRefusedAndNothingWritten() async throws {
    for (words, message) in [
      (["--pages", "0", "-o", folder.path("out")], "at least one benchmark"),
      (["--pages", "3"], "name a folder with --output"),
      (["--pages", "3", "-o", folder.path("out.html")], "names a folder, and no file"),
    ] {
      let run = await CommandRun.of(["report", results] + words)
      #expect(run.exitCode == 64 && run.errors.contains(message), "\(run.errors)")
    }
    // A page may not take the place of what is read.
    try FileManager.default.createDirectory(
      atPath: folder.path("in"), withIntermediateDirectories: false)
    let input = try folder.write("benchmark,seconds\nx,1\n", as: "in/page-01.html")
    let run = await CommandRun.of(["report", input, "--pages", "3", "-o", folder.path("in")])
    #expect(run.exitCode == 64 && run.errors.contains("is what the result is made from"))
    #expect(names("in") == ["page-01.html"] && names("out").isEmpty)
    let file = await CommandRun.of([
      "report", "--pages", "3", results, "-o", folder.path("results.csv"),
    ])
    #expect(file.exitCode == 64)
  }
}
