// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// The sentences that say what the numbers of a table of summaries mean.
enum SummaryLegend {
  /// - Parameter unit: The unit of what was analyzed as if it were time; `nil` for times.
  static func sentences(
    of entries: [SummaryEntry], options: [AnalysisOptions], counting unit: String?
  ) -> [String] {
    let reached = unit == nil ? "time to steady" : "total until steady"
    var sentences: [String] = []
    if entries.contains(where: { $0.benchmark.steadyIteration != nil }) {
      sentences.append(
        """
        Steady iteration (counted from 1) and \(reached): median over the process executions, \
        and in parentheses the 5th and 95th percentiles (5 %, 95 %).
        """)
    }
    if entries.contains(where: { $0.benchmark.steadyPerformance != nil }) {
      for kind in IntervalKind.allCases {
        let levels = Set(options.filter { $0.intervalKind == kind }.map(\.level)).sorted()
        if !levels.isEmpty { sentences.append(performance(kind, levels: levels, entries, unit)) }
      }
    }
    if entries.contains(where: { $0.benchmark.steadyPerformance?.halfWidth == 0 }) {
      sentences.append(
        "Where there is no ±, all there is are equal \(unit == nil ? "times" : "values"), or one, "
          + "which say nothing of others.")
    }
    if entries.contains(where: \.isPartlySteady) {
      sentences.append(
        "Steady: how many of the executions have a steady state; the numbers are of these.")
    }
    if entries.contains(where: \.hasNoPerformance) {
      let methods = Method.Name.allCases.filter { name in
        options.contains { $0.method.name == name }
      }
      sentences += methods.map(missingPerformance)
    }
    if let unit { sentences.append("Slower stands for more \(unit) here, and faster for fewer.") }
    return sentences
  }

  /// Why a benchmark has no steady performance.
  private static func missingPerformance(_ method: Method.Name) -> String {
    switch method {
    case .ratio, .traini2023:
      "No steady performance is given where fewer than two executions have a steady state."
    case .barrett2017:
      "No steady performance is given where an execution has no steady state."
    }
  }

  /// What the steady performance and an interval of it say.
  private static func performance(
    _ kind: IntervalKind, levels: [Double], _ entries: [SummaryEntry], _ unit: String?
  ) -> String {
    let level = levels.map(NumberFormat.percentage).joined(separator: " or ")
    let counts = Set(entries.map(\.benchmark.steadyExecutions).filter { $0 > 0 })
    let executions =
      counts.count == 1 ? "n = \(counts.first ?? 0) process executions" : "the process executions"
    let interval =
      switch kind {
      case .pooled:
        """
        resampled within each of \(executions) and pooled over them. It shows how far executions \
        spread, so it does not narrow with more of them.
        """
      case .t:
        """
        for the mean over \(executions), by Student's t.
        """
      case .hierarchical:
        """
        for the mean over \(executions), by resampling executions and then iterations within them.
        """
      }
    return """
      Steady performance: mean \(unit ?? "time") of a steady iteration; ± is half the width of its \(level) \
      interval, \(interval)
      """
  }
}

extension SummaryEntry {
  /// Whether numbers are given although not all of the completed executions have a steady state.
  var isPartlySteady: Bool {
    benchmark.steadyPerformance != nil && benchmark.counts.noSteadyState > 0
  }

  /// Whether executions completed, and yet not even a mean is given.
  fileprivate var hasNoPerformance: Bool {
    benchmark.counts.completed > 0 && benchmark.steadyPerformance == nil
      && benchmark.steadyMean == nil
  }
}
