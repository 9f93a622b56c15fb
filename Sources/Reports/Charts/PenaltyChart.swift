// SPDX-License-Identifier: GPL-3.0-or-later

internal import RealModule
public import WarmupStats

extension Chart {
  /// The run sequences of executions, and under each the penalties over which its changepoints exist.
  ///
  /// - Parameters:
  ///   - study: what was found.
  ///   - benchmarks: the benchmarks as they are analyzed at the penalty in use.
  /// - Complexity: O(number of iterations and changepoints).
  public init(penalties study: PenaltyStudy, of benchmarks: [BenchmarkSummary]) {
    let panels = study.benchmarks.flatMap { studied -> [Panel] in
      guard let benchmark = benchmarks.first(where: { $0.key == studied.key }) else { return [] }
      var chart = Chart(
        runSequencesOf: benchmark, options: study.options,
        executions: studied.executions.map(\.index))
      for (index, execution) in studied.executions.enumerated()
      where chart.panels.indices.contains(index) {
        chart.panels[index].title = "\(studied.key), \(chart.panels[index].title)"
        chart.panels[index].details = []
        chart.panels[index].strips = [
          Self.strip(execution, in: study, x: chart.panels[index].x)
        ]
      }
      return chart.panels
    }
    self.init(
      title: "Changepoints over the penalty",
      description: """
        Run-sequence plots of \(NumberFormat.counted(panels.count, "process execution")); under each \
        a bar for every changepoint, over the penalties at which it exists.
        """,
      panels: panels)
  }

  private static func strip(
    _ execution: PenaltyStudy.Execution, in study: PenaltyStudy, x: Axis
  ) -> Panel {
    let least = max(study.factors.lowerBound, 1e-3)
    func height(_ factor: Double) -> Double { Double.log10(max(factor, least)) }
    let range = height(least)...max(height(study.factors.upperBound), height(least) + 0.01)
    var marks = execution.persistences.map { persistence in
      Mark(
        .bar(
          Double(persistence.iteration) + 0.5,
          height(persistence.factors.lowerBound)...height(persistence.factors.upperBound)),
        .persistence)
    }
    if let elbow = execution.elbow {
      marks.append(Mark(.level(x.range, height: height(elbow)), .elbow))
    }
    if study.factors.contains(study.options.penaltyFactor) {
      marks.append(
        Mark(.level(x.range, height: height(study.options.penaltyFactor)), .givenPenalty))
    }
    let axis = Axis(
      label: "penalty (· log n)", range: range, ticks: ticks(over: least...study.factors.upperBound)
    )
    return Panel(title: "", x: x, y: axis, marks: marks)
  }

  /// Ticks at 1, 2 and 5 times powers of ten, each at its logarithm.
  private static func ticks(over range: ClosedRange<Double>) -> [Axis.Tick] {
    (-3...6).flatMap { power in [1.0, 2, 5].map { $0 * Double.pow(10, Double(power)) } }
      .filter(range.contains)
      .map { Axis.Tick(value: Double.log10($0), text: NumberFormat.shortest($0)) }
  }
}
