// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Reports
import Testing
import WarmupStats

/// Fragments in the document classes of papers.
@Suite struct LaTeXFragmentTests {
  /// A document class, and how wide its columns and its text are, in points.
  struct PaperClass: Sendable, CustomTestStringConvertible {
    var name: String
    var options: String
    var isTwoColumn: Bool
    var head = "\\title{T}\\author{A}"
    /// A file of the font that it is set in; fonts come in packages of their own.
    var font = "cmr10.tfm"

    var testDescription: String { "\(name)[\(options)]" }

    /// Whether LaTeX has it; in CI it must.
    var isWanted: Bool {
      if ProcessInfo.processInfo.environment["CI"] == "true" { return true }
      guard Program.pdflatex.isWanted else { return false }
      let found = try? Program.withFolder {
        try Program.kpsewhich.run(["\(name).cls", font], in: $0)
      }
      return found?.status == 0
    }

    func document(_ body: String) -> String {
      """
      \\documentclass[\(options)]{\(name)}
      \(LaTeXRenderer.preamble)
      \(head)
      \\begin{document}
      \\maketitle
      \\clearpage
      \(body)
      \\end{document}
      """
    }

    static let acmHead = """
      \\title{T}\\author{A}\\affiliation{\\institution{I}\\country{C}}
      """
    static let all = [
      PaperClass(name: "article", options: "10pt", isTwoColumn: false),
      PaperClass(name: "article", options: "10pt,twocolumn", isTwoColumn: true),
      PaperClass(name: "acmart", options: "sigplan,nonacm", isTwoColumn: true, head: acmHead),
      PaperClass(name: "acmart", options: "acmsmall,nonacm", isTwoColumn: false, head: acmHead),
      PaperClass(name: "IEEEtran", options: "conference", isTwoColumn: true, font: "ptmr7t.tfm"),
    ]
  }

  private static let nasty = SampleSummaries.summary(
    vms: ["\\V8 with a name that is longer than many a column is wide", "$#&"],
    names: SampleSummaries.nastyNames + SampleSummaries.names)

  @Test(arguments: PaperClass.all)
  func fragmentsFit(in paper: PaperClass) async throws {
    guard paper.isWanted else { try Test.cancel("\(paper.testDescription) is not installed") }
    let recorded = try await RecordedSummaries.vms.value
    var renderers = [
      LaTeXRenderer(environment: .tabular, width: .column),
      LaTeXRenderer(
        environment: .table, width: .column, caption: "A \\emph{caption}, 50\\,\\%", label: "tab:a"),
      LaTeXRenderer(
        environment: .table, width: .column, caption: "Without legend", showsLegend: false,
        fontSize: 7),
    ]
    if paper.isTwoColumn {
      renderers.append(LaTeXRenderer(environment: .wideTable, width: .text))
    } else {
      renderers += [LaTeXRenderer(), LaTeXRenderer(environment: .longtable, caption: "Long")]
    }
    let fragments = try renderers.flatMap { renderer in
      try [recorded, Self.nasty].map { try renderer.render(Table(summarizing: [$0])) }
    }
    let legend = LaTeXRenderer().renderLegend(of: Table(summarizing: [recorded]))
    try LaTeXRendererTests.compile(
      paper.document((fragments + [legend]).joined(separator: "\n\\clearpage\n")))
  }

  @Test func whatIsTooWideIsDividedIntoBandsAndLosesNothing() throws {
    let table = Table(summarizing: [SampleSummaries.summary()])
    let wide = try LaTeXRenderer(width: .points(900)).render(table)
    let narrow = try LaTeXRenderer(width: .points(150)).render(table)
    #expect(wide.matches(of: /\\begin{tabular}{@{}[l>r]/).count == 1)
    #expect(narrow.matches(of: /\\begin{tabular}{@{}[l>r]/).count > 1)
    for column in table.shownColumns where table.columns[column].content != .share {
      for word in table.columns[column].heading.split(separator: " ") {
        #expect(narrow.contains(word))
      }
      for row in table.rows {
        guard case .measured(let measured) = row.cells[column] else { continue }
        #expect(narrow.contains(measured.value.text.escapedForLaTeX))
      }
    }
  }

  @Test func whatDoesNotFitIsRefusedWithWhatWould() throws {
    let summary = SampleSummaries.summary(vms: ["A", "B", "C", "D", "E"])
    let table = Table(summarizing: [summary])
    let error = #expect(throws: LaTeXTooWide.self) {
      try LaTeXRenderer(columns: 5, isStandalone: true).render(table)
    }
    let most = try #require(error?.columnsThatFit)
    #expect((1..<5).contains(most))
    #expect(error?.sentence.hasSuffix("(--columns \(most))") == true)
    let fitting = try LaTeXRenderer(columns: most, isStandalone: true).render(table)
    for vm in ["A", "B", "C", "D", "E"] {
      #expect(fitting.contains("\\bfseries \(vm)"), "every VM is on a page")
    }
    let narrow = #expect(throws: LaTeXTooWide.self) {
      try LaTeXRenderer(width: .points(40)).render(table)
    }
    let needed = try #require(narrow?.needed)
    _ = try LaTeXRenderer(width: .points(needed.rounded(.up))).render(table)
  }

  @Test func captionsLabelsAndLegendsStandWhereTheyAreAskedFor() throws {
    let table = Table(summarizing: [SampleSummaries.summary()])
    let bare = try LaTeXRenderer(showsLegend: false).render(table)
    #expect(!bare.contains("slower at first,{} then steady"))
    #expect(bare.contains("crashed,{} and took no part"), "what marks refer to stays")
    let float = try LaTeXRenderer(
      environment: .table, width: .points(900), caption: "50\\,\\% of \\emph{it}", label: "tab:x",
      showsLegend: false
    ).render(table)
    #expect(float.contains("\\caption{50\\,\\% of \\emph{it}}\\label{tab:x}"))
    let legend = LaTeXRenderer().renderLegend(of: table)
    #expect(legend.contains("slower at first,{} then steady"))
    #expect(!legend.contains("tabular") && !legend.contains("binary"))
  }

  @Test(arguments: [
    ("column", LaTeXWidth.column), ("text", .text), ("241pt", .points(241)),
    ("1in", .points(72.27)), ("254mm", .points(722.7)), ("2.54cm", .points(72.27)),
  ])
  func widthsAreRead(text: String, width: LaTeXWidth) throws {
    let read = try #require(LaTeXWidth(text))
    #expect(abs(read.points(in: .tabular) - width.points(in: .tabular)) < 1e-9)
  }

  @Test(arguments: ["", "241", "pt", "-1in", "wide", "1e9pt", "5pt", "nanpt", "0x20pt"])
  func otherWidthsAreRefused(text: String) { #expect(LaTeXWidth(text) == nil) }

  /// The widths that TeX itself finds, in Computer Modern, of names and numbers.
  @Test(.enabled(if: Program.pdflatex.isWanted, "pdflatex is not installed"))
  func textIsNoWiderThanComputed() throws {
    let texts = [
      "binary_trees", "0123456789", "fannkuch-redux (n=7)", "MMMWWW", "iiillljjj", "10.92 ± 0.41",
      "(1, 1048.6)", "a_b%c$d#e&f{g}h", "<=>", "Steady performance (ms)", "été",
    ]
    for font in [LaTeXFont(size: 7), LaTeXFont(size: 8), LaTeXFont(size: 8, isBold: true)] {
      let found = try Self.widths(of: texts, in: font)
      #expect(found.count == texts.count)
      for (text, width) in zip(texts, found) {
        let computed = font.width(of: text)
        #expect(width <= computed + 0.5, "\(text)")
        #expect(width > 0.8 * computed, "\(text)")
      }
    }
  }

  private static func widths(of texts: [String], in font: LaTeXFont) throws -> [Double] {
    let boxes = texts.map {
      "\\setbox0\\hbox{\(font.isBold ? "\\bfseries " : "")\($0.escapedForLaTeX)}"
        + "\\typeout{width=\\the\\wd0}"
    }
    let document = """
      \\documentclass{article}\\usepackage[utf8]{inputenc}
      \(LaTeXRenderer.preamble)
      \\begin{document}\\fontsize{\(Int(font.size))}{10}\\selectfont
      \(boxes.joined(separator: "\n"))
      \\end{document}
      """
    return try Program.withFolder { folder in
      try Data(document.utf8).write(to: folder.appending(path: "w.tex"))
      let (_, output) = try Program.pdflatex.run(
        ["-draftmode", "-interaction=nonstopmode", "w.tex"], in: folder)
      return output.matches(of: /width=([0-9.]+)pt/).compactMap { Double($0.output.1) }
    }
  }
}
