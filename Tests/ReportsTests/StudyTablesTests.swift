// SPDX-License-Identifier: GPL-3.0-or-later

import Reports
import Testing
import WarmupStats

/// Tables of comparisons and studies in every format.
@Suite struct StudyTablesTests {
  static let tables: [Table] = [
    comparison(names: SampleSummaries.names), comparison(names: SampleSummaries.nastyNames),
    truncation(vms: ["HotSpot", "V8"]), truncation(vms: SampleSummaries.nastyNames),
    Table(
      sensitivity: SensitivityStudy(
        options: AnalysisOptions(method: .barrett2017()), counts: ClassificationCounts(),
        points: (AnalysisSetting.tolerances(for: .barrett2017()) + AnalysisSetting.windows).map {
          SensitivityStudy.Point(
            setting: $0, counts: ClassificationCounts(), changedExecutions: 0, changedKeys: [])
        })),
  ]

  /// Each behaviour before with each after, under these names in turn.
  private static func comparison(names: [String]) -> Table {
    func summary(_ kind: (Int) -> Int) -> ExperimentSummary {
      ExperimentSummary(
        machine: "m", options: AnalysisOptions(),
        benchmarks: (0..<49).map {
          let key = BenchmarkKey(
            benchmark: names[$0 % names.count], vm: "V", variant: "\($0)")
          return SampleSummaries.benchmark(key, kind: kind($0))
        }, warnings: [])
    }
    return Table(comparing: summary { $0 / 7 }.difference(from: summary { $0 % 7 }))
  }

  private static func truncation(vms: [String]) -> Table {
    let keys = vms.map { BenchmarkKey(benchmark: "b", vm: $0, variant: "") }
    let agreement = Agreement(
      classification: 1, steadyIteration: 0.98, steadyPerformance: 0.97, all: 0.96)
    let curve = TruncationCurve(
      keys: keys,
      points: [100, 200].map {
        TruncationCurve.Point(
          count: $0...$0, fraction: Double($0) / 200,
          agreements: keys.map { _ in agreement })
      })
    return Table(
      truncation: TruncationStudy(
        iterations: curve, executions: curve, crashed: [], options: TruncationOptions()))
  }

  @Test(arguments: [60, 80, 120, 200], tables.indices)
  func noLineIsWiderThanAsked(width: Int, table: Int) {
    let text = TextRenderer(width: width).render(Self.tables[table])
    for line in text.split(separator: "\n") {
      // A key in a note is one word, however long.
      let isOneWord = !line.drop(while: { $0 == " " }).contains(" ")
      #expect(String(line).displayWidth <= width || isOneWord, "\(line)")
    }
  }

  @Test func transitionsMeetAtTheArrow() {
    let text = TextRenderer(width: 200).render(Self.tables[0])
    #expect(text.contains("→"))
    #expect(text.contains(", better"))
    #expect(text.contains(", worse"))
  }

  @Test func csvHasNumbersAndVerdicts() throws {
    let csv = CSVRenderer().render(Self.tables[0])
    let heading = try #require(csv.split(separator: "\r\n").first)
    for name in [
      "class_before", "class_after", "class_verdict", "steady_iteration_before",
      "steady_performance_seconds_verdict", "change_percent", "change_percent_lower",
      "change_percent_upper", "verdict",
    ] {
      #expect(heading.split(separator: ",").contains(Substring(name)))
    }
  }

  @Test(arguments: tables.indices)
  func markdownHasACellPerColumn(table: Int) {
    let table = Self.tables[table]
    let lines = MarkdownRenderer().render(table).split(separator: "\n")
      .filter { $0.hasPrefix("|") }
    #expect(lines.count >= table.rows.count)
    for line in lines {
      let bars = line.replacing("\\|", with: "").count { $0 == "|" }
      #expect(bars == table.shownColumns.count + 1, "\(line)")
    }
  }

  @Test(
    .enabled(if: Program.pdflatex.isWanted, "pdflatex is not installed"), arguments: tables.indices)
  func latexCompiles(table: Int) throws {
    // Of so many columns of words a page is too narrow.
    try LaTeXRendererTests.compile(
      LaTeXRenderer(isStandalone: true).render(Self.tables[table]))
  }

  @Test(arguments: tables.indices)
  func htmlHasEveryRow(table: Int) {
    let table = Self.tables[table]
    let html = HTMLRenderer().render(table)
    #expect(html.components(separatedBy: "<tr").count > table.rows.count)
    #expect(!html.contains("<script>alert(1)"))
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [Substring] {
    split(separator: separator, omittingEmptySubsequences: false)
  }
}
