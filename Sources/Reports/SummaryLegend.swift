// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// The sentences that say what the numbers of a table of summaries mean.
enum SummaryLegend {
  static func sentences(of entries: [SummaryEntry], options: [AnalysisOptions]) -> [String] {
    var sentences: [String] = []
    if entries.contains(where: { $0.benchmark.steadyIteration != nil }) {
      sentences.append(
        """
        Steady iteration (counted from 1) and time to steady: median over the process executions, \
        and in parentheses the 5th and 95th percentiles (5 %, 95 %).
        """)
    }
    if entries.contains(where: { $0.benchmark.steadyPerformance != nil }) {
      let levels = Set(options.map(\.level)).sorted().map(NumberFormat.percentage)
      sentences.append(
        """
        Steady performance: mean time of a steady iteration; ± is half the width of its \
        \(levels.joined(separator: " or ")) interval\(executionsPooled(in: entries)). The interval \
        shows how far the executions spread, so it does not narrow with more of them.
        """)
    }
    if entries.contains(where: { $0.benchmark.steadyPerformance == nil }) {
      sentences.append(
        "No steady performance is given where an execution has no steady state.")
    }
    return sentences
  }

  /// How many executions an interval rests on, if it is the same number everywhere.
  private static func executionsPooled(in entries: [SummaryEntry]) -> String {
    let counts = Set(entries.map(\.steadyStates.count).filter { $0 > 0 })
    guard let count = counts.first, counts.count == 1 else {
      return ", resampled within each process execution that completed and pooled over them"
    }
    return ", resampled within each process execution and pooled over n = \(count) of them"
  }
}
