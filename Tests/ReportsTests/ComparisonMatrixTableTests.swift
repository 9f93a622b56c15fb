// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import FoundationXML
import OrderedCollections
import Reports
import Testing
import WarmupStats

/// Comparisons of several configurations, as tables and as figures.
@Suite struct ComparisonMatrixTableTests {
  static let names = ["JamVM", "DCT", "LB", "i-TR-nolink", "i-TR", "TR-JIT"]

  /// Counts of as many benchmarks: each configuration needs less than the one before.
  static func experiment(benchmarks: Int = 11, parts: [String] = []) -> QuantityExperiment {
    var experiment = QuantityExperiment(
      machine: "", unit: "dispatches", parts: parts, executions: [:])
    for benchmark in 0..<benchmarks {
      for (place, name) in names.enumerated() {
        let count = 1e9 / Double(1 + 7 * place) * (1 + 0.3 * Double(benchmark))
        experiment.executions[BenchmarkKey(benchmark: "benchmark\(benchmark)", vm: name)] =
          [0.99, 1, 1.01].map { factor in
            let whole = count * factor
            return .init(
              parts: parts.isEmpty
                ? [whole] : parts.indices.map { _ in whole / Double(parts.count) })
          }
      }
    }
    return experiment
  }

  static func comparison(of experiment: QuantityExperiment) -> Comparison {
    Configurations.quantity(experiment).compared(to: "JamVM", options: ComparisonOptions())
  }

  static func matrix(benchmarks: Int = 11) -> ComparisonMatrix {
    ComparisonMatrix(comparison(of: experiment(benchmarks: benchmarks)), baseline: "JamVM")
  }

  static func table(_ form: RatioForm = .ratio) -> Table {
    let comparison = comparison(of: experiment())
    return Table(
      matrix: ComparisonMatrix(comparison, baseline: "JamVM"), of: comparison, unit: "dispatches",
      form: form)
  }

  @Test func benchmarksStandDownAndConfigurationsAcross() throws {
    let table = Self.table()
    #expect(table.rows.count == 12)
    #expect(table.rows.last?.cells.first == .text("geometric mean"))
    let shown = table.shownColumns.map { table.columns[$0].heading }
    #expect(shown == ["Benchmark"] + Self.names)
    #expect(table.columns[2].unit == "billion dispatches")
  }

  @Test(arguments: [60, 80, 200])
  func textIsNeverTooWideAndLosesNothing(width: Int) {
    let text = TextRenderer(width: width).render(Self.table())
    for line in text.split(separator: "\n") { #expect(String(line).displayWidth <= width) }
    for name in Self.names { #expect(text.contains(name)) }
    #expect(!text.contains("Not shown"))
    #expect(
      text.matches(of: #/benchmark10/#).count == text.matches(of: #/\nBenchmark/#).count)
  }

  @Test func programsGetThePlainRatio() throws {
    let lines = CSVRenderer().render(Self.table()).split(separator: "\r\n")
    #expect(lines[0].contains("DCT_ratio,DCT_ratio_lower,DCT_ratio_upper,DCT_verdict"))
    let fields = lines[1].split(separator: ",", omittingEmptySubsequences: false)
    let ratio = try #require(Double(fields[3]))
    #expect(abs(ratio - 0.125) < 1e-9)
    #expect(CSVRenderer().render(Self.table(.percent)).contains("DCT_change_percent"))
  }

  @Test func marksAndWordsSayTheSame() {
    let text = MarkdownRenderer().render(Self.table())
    #expect(text.contains("▼"))
    #expect(text.contains("▼ less or ▲ more"))
    #expect(!text.contains("faster"))
  }

  @Test(.enabled(if: Program.pdflatex.isWanted, "pdflatex is not installed"))
  func matricesFitAColumn() throws {
    let fragment = try LaTeXRenderer(environment: .table, width: .column).render(Self.table())
    for name in Self.names { #expect(fragment.contains(name.escapedForLaTeX)) }
    try LaTeXRendererTests.compile(
      """
      \\documentclass[twocolumn]{article}
      \(LaTeXRenderer.preamble)
      \\begin{document}
      \(fragment)
      \\end{document}
      """)
  }

  // MARK: Figures

  private static func bars(
    _ values: BarValues, _ scale: BarChart.Scale, width: Double = 506, fontSize: Double = 7
  ) -> String {
    let chart = BarChart(
      matrix(), unit: "dispatches", values: values, scale: scale, level: 0.99)
    return SVGBarRenderer(width: width, height: 180, fontSize: fontSize).render(chart)
  }

  @Test(arguments: [BarValues.relative, .raw], [BarChart.Scale.linear, .logarithmic])
  func figuresAreWellFormedAndHaveAllBars(values: BarValues, scale: BarChart.Scale) {
    let svg = Self.bars(values, scale)
    #expect(XMLParser(data: Data(svg.utf8)).parse())
    let series = values == .relative ? 5 : 6
    // A bar for each benchmark and mean, and a sample in the key.
    #expect(svg.matches(of: /<rect class="series/).count == series * 13)
    #expect((svg.contains("class=\"baselineLevel\"")) == (values == .relative))
    #expect(svg.contains("geometric mean"))
  }

  @Test func numbersStandWhereTheyFit() {
    #expect(Self.bars(.relative, .linear).matches(of: /class="digits"/).count == 60)
    #expect(!Self.bars(.relative, .linear, width: 241).contains("class=\"digits\""))
  }

  /// Upright digits are not wider than the bar that they stand on, at any width of the figure.
  @Test(arguments: Array(stride(from: 240, through: 1200, by: 30)))
  func numbersRunIntoNoOthers(width: Int) throws {
    let svg = Self.bars(.raw, .logarithmic, width: Double(width))
    let bar = try #require(svg.matches(of: /<rect class="series0" [^>]* width="([0-9.]+)"/).last)
    let barWidth = try #require(Double(bar.output.1))
    for size in svg.matches(of: /<g style="font-size:([0-9.]+)px"><text class="digits"/) {
      // Digits are 0.73 of the font's size high in the fonts that are common.
      #expect(try 0.73 * #require(Double(size.output.1)) < barWidth)
    }
  }

  /// Bars of a ratio end at the height of the ratio, on both scales.
  @Test(arguments: [BarChart.Scale.linear, .logarithmic])
  func lengthsAreThoseOfTheAxis(scale: BarChart.Scale) throws {
    let svg = Self.bars(.relative, scale)
    let numbers = svg.matches(
      of: /<rect class="series4" x="[0-9.]+" y="([0-9.]+)" width="[0-9.]+" height="([0-9.]+)"/)
    let bar = try #require(numbers.last)
    let (top, height) = (try #require(Double(bar.output.1)), try #require(Double(bar.output.2)))
    let level = try #require(svg.firstMatch(of: /class="baselineLevel" d="M[0-9.]+ ([0-9.]+)H/))
    let baseline = try #require(Double(level.output.1))
    let bottom = try #require(
      svg.firstMatch(of: /class="a" d="M[0-9.]+ ([0-9.]+)H/).flatMap { Double($0.output.1) })
    switch scale {
    case .linear:
      // The last needs 1/36 of the baseline.
      #expect(abs(height / (bottom - baseline) - 1.0 / 36) < 0.01)
    case .logarithmic:
      #expect(abs(top - baseline) < 0.11, "a smaller ratio hangs from the baseline")
      #expect(height > 0.5 * (bottom - baseline))
    }
  }

  @Test func stacksAreRelativeToTheWholeOfTheBaseline() throws {
    let experiment = Self.experiment(benchmarks: 2, parts: ["useful", "stalls"])
    let keys = (0..<2).map { BenchmarkKey(benchmark: "benchmark\($0)", vm: "JamVM") }
    let chart = BarChart(
      experiment, baseline: "JamVM", order: ["JamVM", "TR-JIT"], benchmarks: keys,
      values: .relative)
    #expect(chart.bars.prefix(2) == ["JamVM", "TR-JIT"])
    #expect(chart.groups.allSatisfy { abs(($0.bars[0]?.value ?? 0) - 1) < 1e-12 })
    #expect(abs(try #require(chart.groups[0].bars[1]).value - 1.0 / 36) < 1e-12)
    #expect(chart.groups[0].bars[1]?.parts.count == 2)
    let svg = SVGBarRenderer(width: 241, height: 150, fontSize: 7).render(chart)
    #expect(svg.contains("stalls"))
    #expect(XMLParser(data: Data(svg.utf8)).parse())
  }

  @Test(arguments: [(1e-3, 5.0), (0.2, 3), (1, 1e7), (7, 8), (3, 3)])
  func logarithmicAxesHaveRoundTicksWithin(lower: Double, upper: Double) {
    let axis = Axis(label: "", logarithmic: lower...upper)
    #expect(axis.ticks.allSatisfy { axis.range.contains($0.value) })
    #expect(axis.ticks.count <= 12)
    #expect(abs(axis.part(of: axis.range.lowerBound)) < 1e-12)
    #expect(abs(axis.part(of: axis.range.upperBound) - 1) < 1e-12)
    let middle = (axis.range.lowerBound * axis.range.upperBound).squareRoot()
    #expect(abs(axis.part(of: middle) - 0.5) < 1e-9)
  }
}
