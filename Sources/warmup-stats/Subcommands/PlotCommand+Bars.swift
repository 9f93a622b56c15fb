// SPDX-License-Identifier: GPL-3.0-or-later

import Reports
import WarmupStats

extension PlotCommand {
  /// The width of text over two columns of a paper, in points.
  private static let usualWidth = 504.0

  /// Plots several configurations as bars, a page for each machine.
  func plotBars(_ writer: PlotWriter) async throws {
    let several = try await ComparedConfigurations.read(
      input.files.map(LabelledFile.init), baseline: configurations.baseline, input.reading,
      analysis.withoutIntervals, isQuiet: output.quiet)
    var options = ComparisonOptions()
    options.level = analysis.level?.value ?? options.level
    let judged = several.compared(options: options, isAdjusted: false)
    let width = figure.width ?? Self.usualWidth
    let renderer = SVGBarRenderer(
      width: width, height: figure.height ?? min(200, max(150, 0.45 * width)),
      fontSize: figure.textSize)
    let pages = try zip(several.machines, judged).map { configurations, judged in
      let chart = try chart(of: configurations, judged.comparison, in: several, options)
      return PlotWriter.Page(name: judged.machine, svg: renderer.render(chart))
    }
    try writer.write(pages)
    output.tell((several.warnings + several.machines.flatMap(\.warnings)).uniqued)
  }

  private func chart(
    of measured: Configurations, _ comparison: Comparison, in several: ComparedConfigurations,
    _ options: ComparisonOptions
  ) throws -> BarChart {
    let matrix = try several.matrix(of: comparison, configurations, input.reading)
    var chart: BarChart
    if kind == .stack {
      guard case .quantity(let experiment) = measured, !experiment.parts.isEmpty else {
        throw CommandTrouble.nothingToAnalyze(
          reason: "--kind stack needs tidy CSV with a column breakdown, which names the parts")
      }
      chart = BarChart(
        experiment, baseline: several.baseline, order: [several.baseline] + matrix.configurations,
        benchmarks: matrix.rows.map(\.key), values: values, title: figure.title)
    } else {
      chart = BarChart(
        matrix, unit: several.unit, values: values,
        scale: figure.logY ? .logarithmic : .linear, level: options.level, title: figure.title)
    }
    guard !chart.groups.isEmpty else {
      throw CommandTrouble.nothingToAnalyze(reason: "no benchmark has both the baseline and others")
    }
    chart.range = figure.yRange?.range
    return chart
  }
}
