// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

/// Text from files and arguments never steers a terminal or a build service.
@Suite struct MessageEscapeTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Names that would do something where they are obeyed.
  static let hostileNames = [
    "a\r\n::error::b", "\u{1B}]0;x\u{7}", "::warning::x", "##[error]x", "a\u{2028}::b",
    "\u{202E}evil", "a\u{200B}b", "\u{FEFF}x", "x\u{9B}31m", "a\n##[x", "\u{0}", " ::add-mask::x",
    "%0A::x", "a\u{301}\r\n\u{301}::x", "\u{E0041}x", "a\u{AD}b", "\u{61C}x",
  ]

  /// What stands in lines that people or services read, and is obeyed.
  private func expectHarmless(
    _ text: String, allowsAnnotations: Bool = false,
    _ sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for scalar in text.unicodeScalars {
      let category = scalar.properties.generalCategory
      let isHazard = [.control, .format, .lineSeparator, .paragraphSeparator].contains(category)
      #expect(!isHazard || scalar == "\n", "\(scalar.value)", sourceLocation: sourceLocation)
    }
    guard !allowsAnnotations else { return }
    #expect(!text.contains("##["), sourceLocation: sourceLocation)
    for line in text.split(separator: "\n") {
      let begins = line.drop { $0 == " " }.hasPrefix("::")
      #expect(!begins, "\(line)", sourceLocation: sourceLocation)
    }
  }

  /// A file of results of one benchmark, whose name and VM's name are `name`.
  private func results(of name: String, seconds: Double) throws -> String {
    var text = ""
    for process in 0..<3 {
      for index in 0..<40 {
        let row: [String: Any] = [
          "benchmark": name, "vm": name, "process": process, "iteration": index,
          "seconds": seconds * (1 + Double((index * 7 + process) % 5) / 1000),
        ]
        let line = try JSONSerialization.data(withJSONObject: row)
        text += String(decoding: line, as: UTF8.self) + "\n"
      }
    }
    return try folder.write(text, as: "\(UUID()).ndjson")
  }

  @Test(arguments: hostileNames)
  func namesAreShownAndNotObeyed(name: String) async throws {
    let (before, after) = (try results(of: name, seconds: 1), try results(of: name, seconds: 2))
    for arguments in [
      ["classify", before], ["classify", "--format", "csv", before], ["inspect", before],
      ["plan", before], ["overall", before], ["truncate", before],
      ["compare", before, after, "--fail-on", "slower"],
      ["diff", before, after, "--fail-on", "worse"],
      ["compare", "\(name)=\(before)", after],
      ["classify", before, "--only-vms", name + "x"],
      ["classify", "--vm", name, folder.path(name)],
      ["classify", "--format", name, before], ["classify", before, "-o", folder.path("x.\(name)")],
      ["classify", before, "-o", folder.path("none/\(name)")],
    ] where !arguments.contains(where: { $0.contains("\0") }) {
      let run = await CommandRun.of(arguments)
      expectHarmless(run.errors)
      if !arguments.contains("csv") { expectHarmless(run.output) }
    }
    let run = await CommandRun.of(["compare", "--format", "github", before, after])
    expectHarmless(run.output, allowsAnnotations: true)
    #expect(run.output.split(separator: "\n").count == 1, "\(run.output)")
    #expect(run.output.hasPrefix("::error title="), "\(run.output)")
  }

  @Test func annotationsAreTenAtMostTheWorstFirst() async throws {
    let rows = { (factor: (Int) -> Double) throws -> String in
      var lines = ["benchmark,vm,process,iteration,seconds"]
      for benchmark in 0..<25 {
        for process in 0..<5 {
          for index in 0..<40 {
            let noise = 1 + Double((index * 7 + process * 3) % 5) / 1000
            lines.append(
              "b\(benchmark),V,\(process),\(index),\(factor(benchmark) * noise)")
          }
        }
      }
      return try folder.write(lines.joined(separator: "\n") + "\n", as: "\(UUID()).csv")
    }
    let before = try rows { _ in 1 }
    // The first five become faster, the others slower, each more than the one before.
    let after = try rows { $0 < 5 ? 0.5 : 1 + Double($0) / 10 }
    let run = await CommandRun.of(["compare", "--format", "github", before, after])
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 11)
    #expect(lines.prefix(10).allSatisfy { $0.hasPrefix("::error ") })
    #expect(lines[0].contains("b24"))
    #expect(lines[9].contains("b15"))
    #expect(lines.last == "15 more")
  }
}
