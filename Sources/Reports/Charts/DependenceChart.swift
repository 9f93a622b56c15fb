// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
public import WarmupStats

extension Chart {
  /// How the iterations of each steady state depend on one another: for every execution that has
  /// one, each time against the next (a lag plot), and the autocorrelation by lag.
  ///
  /// The times are those of the steady segments without outliers, and pairs lie within a segment.
  /// Executions without a steady state, or whose times do not vary, have no panels.
  ///
  /// - Parameters:
  ///   - benchmark: The benchmark key's summary.
  ///   - selection: The indices of the executions to show, from 0; all if `nil`.
  /// - Complexity: O(nk) for n iterations that depend on up to k before.
  public init(dependenceIn benchmark: BenchmarkSummary, executions selection: [Int]? = nil) {
    let indices = selection ?? Array(benchmark.executions.indices)
    let states = indices.compactMap { index -> DependenceInSteadyState? in
      benchmark.executions[index].steadyTimes.flatMap {
        DependenceInSteadyState(index: index, segments: $0)
      }
    }
    let counted = NumberFormat.counted(states.count, "steady state")
    self.init(
      title: "\(benchmark.key)",
      description: """
        Lag plots and autocorrelation of \(counted) of \(benchmark.key).
        """,
      panels: states.flatMap { [$0.lagPanel, $0.autocorrelationPanel] })
  }
}

/// A steady state and how its iterations depend on one another.
private struct DependenceInSteadyState {
  var index: Int
  var segments: [[Double]]
  var autocorrelation: Autocorrelation

  /// How many lags are shown; the effective sample size takes in as many as there are.
  static let lags = 40

  init?(index: Int, segments: [[Double]]) {
    guard let autocorrelation = Autocorrelation(within: segments, lags: Self.lags) else {
      return nil
    }
    self.index = index
    self.segments = segments
    self.autocorrelation = autocorrelation
  }

  var lagPanel: Panel {
    let values = segments.joined()
    let (least, greatest) = (values.min() ?? 0, values.max() ?? 0)
    let unit = TimeUnit(for: greatest)
    let margin = 0.05 * (greatest - least)
    let range = (least - margin) * unit.perSecond...(greatest + margin) * unit.perSecond
    let points = segments.flatMap { segment in
      zip(segment, segment.dropFirst()).map {
        Point(x: $0 * unit.perSecond, y: $1 * unit.perSecond)
      }
    }
    return Panel(
      title: "execution \(index + 1): each steady iteration and the next",
      x: Axis(label: "time (\(unit.symbol))", range: range, ticks: 6),
      y: Axis(label: "next (\(unit.symbol))", range: range),
      marks: [Mark(.dots(points), .neighbours)])
  }

  var autocorrelationPanel: Panel {
    let coefficients = autocorrelation.coefficients
    let bound = autocorrelation.independenceBound
    let lowest = min(-bound, coefficients.min() ?? 0)
    let effective = NumberFormat.integer(
      Int(clamped: autocorrelation.effectiveSampleSize.rounded()))
    return Panel(
      title: "autocorrelation",
      x: Axis(label: "lag (iterations)", range: 0...Double(max(2, coefficients.count)), ticks: 6),
      y: Axis(label: "correlation", range: lowest - 0.05...1.05),
      marks: [
        Mark(.band(-bound...bound), .reference),
        Mark(
          .stems(
            coefficients.indices.dropFirst().map { Point(x: Double($0), y: coefficients[$0]) }),
          .correlation),
      ],
      notes: [
        """
        \(NumberFormat.integer(autocorrelation.count)) steady iterations say as much as \
        \(effective) independent ones
        """
      ])
  }
}
