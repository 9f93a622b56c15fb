// SPDX-License-Identifier: GPL-3.0-or-later

internal import RealModule
public import WarmupStats

extension Chart {
  /// How the share of benchmarks with the same conclusions grows with what was measured: a panel
  /// for each conclusion, over iterations and over executions.
  ///
  /// - Complexity: O(number of points and benchmark keys).
  public init(truncation study: TruncationStudy) {
    let parts: [(title: String, part: KeyPath<Agreement, Double>)] = [
      ("same class", \.classification), ("same steady iteration", \.steadyIteration),
      ("same steady performance", \.steadyPerformance), ("all three the same", \.all),
    ]
    self.init(
      title: "How long to run",
      description: """
        Line plots of the share of benchmarks whose conclusions from fewer iterations, and from         fewer process executions, are those of the full experiment.
        """,
      panels: parts.flatMap { title, part in
        [
          Self.panel(title, "in-process iterations", study.iterations, part),
          Self.panel(title, "process executions", study.executions, part),
        ]
      })
  }

  private static func panel(
    _ title: String, _ unit: String, _ curve: TruncationCurve, _ part: KeyPath<Agreement, Double>
  ) -> Panel {
    let points = curve.points.compactMap { point in
      curve.agreement(at: point).map {
        Point(x: Double(point.count.upperBound), y: 100 * $0[keyPath: part])
      }
    }
    let goal = 100 * TruncationAdvice.share
    let last = max(1, points.last?.x ?? 1)
    return Panel(
      title: title, x: Axis(label: unit, range: 0...last, ticks: 6),
      y: Axis(label: "benchmarks (%)", range: 0...100),
      marks: [
        Mark(.level(0...last, height: goal), .goal), Mark(.line(points), .share),
      ])
  }
}

extension Chart {
  /// How many executions change class as an option varies, a panel per option.
  ///
  /// - Complexity: O(number of points).
  package init(sensitivity study: SensitivityStudy) {
    let total = max(1, study.counts.completed)
    let options = Dictionary(
      grouping: study.points.enumerated(), by: { $0.element.setting.displayName })
    let panels = options.sorted { $0.value[0].offset < $1.value[0].offset }.map { name, points in
      let places = points.map { point in
        Point(
          x: point.element.setting.place,
          y: 100 * Double(point.element.changedExecutions) / Double(total))
      }.sorted { $0.x < $1.x }
      let (first, last) = (places.first?.x ?? 0, places.last?.x ?? 1)
      return Panel(
        title: "executions that change class", x: Axis(label: name, range: first...last, ticks: 6),
        y: Axis(label: "executions (%)", range: 0...max(1, places.map(\.y).max() ?? 0)),
        marks: [Mark(.line(places), .share)])
    }
    self.init(
      title: "How classifications depend on the options",
      description: "Line plots of the share of process executions that change class as an option "
        + "varies.",
      panels: panels)
  }
}

extension AnalysisSetting {
  /// What the axis of the option measures.
  fileprivate var displayName: String {
    switch self {
    case .tolerance(.seconds): "tolerance (s, power of ten)"
    case .tolerance(.fraction): "tolerance (%)"
    case .penaltyFactor: "penalty (times log n)"
    case .window(.count): "outlier window (iterations)"
    case .window(.fraction): "outlier window (%)"
    case .steadyTail(.count): "steady tail (iterations)"
    case .steadyTail(.fraction): "steady tail (%)"
    }
  }

  /// Where the value stands on that axis.
  fileprivate var place: Double {
    switch self {
    case .tolerance(.seconds(let seconds)): Double.log10(max(seconds, 1e-12))
    case .tolerance(.fraction(let fraction)), .window(.fraction(let fraction)),
      .steadyTail(.fraction(let fraction)):
      100 * fraction
    case .penaltyFactor(let factor): factor
    case .window(.count(let count)), .steadyTail(.count(let count)): Double(count)
    }
  }
}
