// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Reports
import Testing
import WarmupStats

@Suite struct LaTeXRendererTests {
  /// Compiles a document; fails on any error and on boxes that are wider by more than `excess`, in
  /// points.
  static func compile(_ document: String, excess: Double = 2) throws {
    try Program.withFolder { folder in
      try Data(document.utf8).write(to: folder.appending(path: "table.tex"))
      // The second pass has the widths of the longtable that the first found.
      for draft in [["-draftmode"], []] {
        let (status, output) = try Program.pdflatex.run(
          draft + ["-interaction=nonstopmode", "-halt-on-error", "table.tex"], in: folder)
        #expect(status == 0, "\(output.suffix(2000))")
      }
      let log = String(
        decoding: try Data(contentsOf: folder.appending(path: "table.log")), as: UTF8.self)
      for match in log.matches(of: /Overfull \\[hv]box \(([0-9.]+)pt.*\n.*/) {
        #expect(try #require(Double(match.output.1)) <= excess, "\(match.output.0)")
      }
      #expect(!log.contains("Undefined") && !log.contains(/(Reference|Citation) .* undefined/))
    }
  }

  @Test(.enabled(if: Program.pdflatex.isWanted, "pdflatex is not installed"), arguments: 1...2)
  func recordedTablesCompile(columns: Int) async throws {
    let summary = try await RecordedSummaries.vms.value
    let renderer = LaTeXRenderer(columns: columns, isStandalone: true)
    try Self.compile(renderer.render(Table(summarizing: [summary])))
  }

  @Test(.enabled(if: Program.pdflatex.isWanted, "pdflatex is not installed"), arguments: 1...2)
  func nastyNamesCompile(columns: Int) throws {
    let names = SampleSummaries.nastyNames + SampleSummaries.names
    let summaries = ["m%1", "m_2"].map {
      SampleSummaries.summary(machine: $0, vms: ["\\V8", "$#&"], names: names)
    }
    let renderer = LaTeXRenderer(columns: columns, isStandalone: true)
    try Self.compile(renderer.render(Table(summarizing: summaries)))
    try Self.compile(renderer.render(Table(overall: summaries)))
  }

  @Test(.enabled(if: Program.pdflatex.isWanted, "pdflatex is not installed"))
  func aFragmentCompilesInADocumentWithThePreamble() throws {
    let summary = SampleSummaries.summary()
    let macros = OverallMacros([summary])
    let fragment = try LaTeXRenderer().render(Table(summarizing: [summary]))
    #expect(fragment.contains("warmup-stats template preamble.tex"))
    #expect(!fragment.contains("documentclass"))
    try Self.compile(
      """
      \\documentclass{article}
      \\usepackage[margin=2cm]{geometry}
      \(LaTeXRenderer.preamble)
      \(LaTeXRenderer().render(macros))
      \\begin{document}
      \(fragment)
      Classical warmup in \\totalclassicalwarmuppercentage\\,\\% of \\benchertotalpexecs.
      \\end{document}
      """)
  }

  @Test(arguments: [
    (#"a_b%c\input{x}"#, #"a\_b\%c\textbackslash{}input\{x\}"#),
    ("$x^2$", #"\$x\textasciicircum{}2\$"#),
    ("~&#", "\\textasciitilde{}\\&\\#"), ("\"", #"{\string"}"#), ("--", "-{}-{}"),
    ("é", "é"), ("漢", #"\wsunicode{6F22}{漢}"#), ("\u{7}", "\\wsunicode{FFFD}{\u{FFFD}}"),
    ("1.87 ± 0.03", #"1.87 \ensuremath{\pm} 0.03"#),
    ("<>|", #"\textless{}\textgreater{}\textbar{}"#),
    ("?`", #"?\textasciigrave{}"#), ("a\nb", "a b"), ("[x]*", "{[}x{]}{*}"),
  ])
  func namesAreText(name: String, escaped: String) {
    #expect(name.escapedForLaTeX == escaped)
  }

  @Test func groupsStandSideBySide() throws {
    let table = Table(summarizing: [SampleSummaries.summary(names: ["a", "b"])])
    let lines = try LaTeXRenderer(columns: 2, width: .points(900)).render(table).split(
      separator: "\n")
    #expect(lines.contains { $0.contains("\\bfseries HotSpot}") && $0.contains("\\bfseries V8}") })
    let rows = lines.filter { $0.hasPrefix("a & ") }
    #expect(rows.count == 1)
    #expect(rows.allSatisfy { $0.count { $0 == "&" } == 9 })
  }

  @Test func macrosAreNamedAsPublished() {
    let summary = SampleSummaries.summary(machine: "bencher5")
    let macros = OverallMacros([summary])
    let text = LaTeXRenderer().render(macros)
    for name in ["totalpexecs", "bencherfiveflatpercentage", "bencherfivevmbenchpairswarmup"] {
      #expect(text.contains("\\newcommand{\\\(name)}{"))
    }
    #expect(Set(macros.numbers.map(\.name)).count == macros.numbers.count)
  }
}
