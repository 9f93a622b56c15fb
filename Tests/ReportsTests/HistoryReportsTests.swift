// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Reports
import Testing
import WarmupStats

/// What is shown of a history.
@Suite struct HistoryReportsTests {
  /// Thirty results in milliseconds; the benchmark takes a tenth longer from the eleventh on, and one
  /// result lies far off.
  private static let history: History = {
    let means = (0..<30).map { result -> Double in
      let noise = 1 + 0.002 * Double((result * 7) % 5 - 2)
      return 0.002 * (result < 10 ? 1 : 1.1) * (result == 20 ? 1.4 : 1) * noise
    }
    return History(
      of: BenchmarkKey(benchmark: "sort", vm: "V8"),
      points: means.enumerated().map { History.Point(result: $0, mean: $1, executions: 3) },
      options: HistoryOptions())
  }()

  private static let results = (0..<30).map { "c\($0)" }

  @Test func theTableTellsSinceWhen() throws {
    let table = Table(histories: [Self.history], results: Self.results)
    let text = TextRenderer(width: 200).render(table)
    let row = try #require(text.split(separator: "\n").first { $0.contains("slower") })
    #expect(row.contains("c10") && row.contains("+10.0") && row.contains("2.2"))
    #expect(text.contains("set aside") && text.contains("c20"))
    #expect(text.contains("30 results"))
  }

  /// The sparkline takes the last place where there is room, and goes first where there is none.
  @Test(arguments: [(60, false), (80, false), (160, true)])
  func theSparklineFitsOrGoes(width: Int, isShown: Bool) {
    let text = TextRenderer(width: width).render(
      Table(histories: [Self.history], results: Self.results))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= width })
    #expect(text.contains("█") == isShown)
  }

  @Test func sparklinesAreScaledAndMarked() {
    let line = Sparkline(of: [1, 2, 3, 4, 5, 6, 7, 8], marked: [4])
    #expect(line.text == "▁▂▃▄▅▆▇█" && line.marked == [4])
    #expect(Sparkline(of: [5, 5], marked: []).heights == [0.5, 0.5])
    // Of more values than bars neighbours share a bar.
    let long = Sparkline(of: (0..<100).map(Double.init), marked: [0, 50, 99], mostBars: 10)
    #expect(long.heights.count == 10 && long.marked == [0, 5, 9])
    #expect(abs(long.heights[5] - 5.0 / 9) < 1e-12)
    #expect(Sparkline(of: [3], marked: [0]).text.count == 1)
  }

  @Test func theChartHasLevelsChangesAndTheLoneResult() throws {
    let chart = Chart(history: Self.history, results: Self.results)
    let panel = try #require(chart.panels.first)
    #expect(
      panel.notes == ["since c10: +10.0 % [+9.7, +10.3]"]
        || panel.notes[0].hasPrefix("since c10: +10"))
    #expect(Set(chart.styles) == [.measurement, .changePlace, .level, .slowerLevel, .setAside])
    let svg = SVGRenderer().render(chart)
    #expect(svg.contains("class=\"slowerLevel\"") && svg.contains("class=\"setAside\""))
    // Every style has a look of its own.
    for style in chart.styles { #expect(svg.contains(".ws .\(style.rawValue)"), "\(style)") }
  }

  @Test func everyLanguageShowsTheSparklineOrLeavesItOut() throws {
    let table = Table(histories: [Self.history], results: Self.results)
    #expect(MarkdownRenderer().render([table]).contains("█"))
    #expect(
      HTMLRenderer().render(Report(histories: [Self.history], results: Self.results))
        .contains("how the results follow one another"))
    let latex = try LaTeXRenderer(isStandalone: true).render([table])
    #expect(latex.contains("\\wshistogram"))
    let lines = CSVRenderer().render(table).split(whereSeparator: \.isNewline)
    #expect(!lines[0].contains("history"))
    #expect(lines[0].split(separator: ",").count >= lines[1].split(separator: ",").count)
  }
}
