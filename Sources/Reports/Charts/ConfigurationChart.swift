// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

extension Chart {
  /// How much longer than needed, or shorter, the configured warmup of each execution is: a panel per
  /// benchmark.
  ///
  /// - Complexity: O(number of executions).
  public init(configurations study: ConfigurationStudy) {
    self.init(
      title: "What the warmup configuration costs",
      description: "For each process execution, the time of the configured warmup less the time to "
        + "its steady state.",
      panels: study.benchmarks.map(Self.panel))
  }

  private static func panel(of benchmark: ConfigurationStudy.Benchmark) -> Panel {
    let points = benchmark.configured.executions.compactMap { execution in
      execution.estimationError.map { Point(x: Double(execution.index + 1), y: $0) }
    }
    let errors = points.map(\.y)
    let last = (benchmark.configured.executions.map(\.index).max() ?? 0) + 1
    let never = benchmark.configured.executions.count { $0.needed == nil }
    return Panel(
      title: benchmark.key.description,
      x: Axis(label: "process execution", iterations: last, ticks: 6),
      y: Axis(
        label: "warmup error (s)", range: min(0, errors.min() ?? 0)...max(0, errors.max() ?? 0)),
      marks: points.isEmpty ? [] : [Mark(.stems(points), .estimationError)],
      notes: never > 0
        ? ["\(NumberFormat.counted(never, "execution")) without a steady state"] : [])
  }
}
