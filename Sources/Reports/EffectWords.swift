// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// The sentences around a table of effect sizes.
struct EffectWords {
  var effects: ExperimentEffects
  var baseline: String
  var isAdjusted: Bool

  /// What the columns mean, and how many benchmarks became what.
  var legend: [String] {
    guard !effects.benchmarks.isEmpty else { return ["No benchmark was compared."] }
    let options = effects.options
    let effect = NumberFormat.percentage(options.minimumEffect)
    var sentences = [
      totals,
      """
      Speed and time: the ratio of mean times of \(scope) to those of \(baseline), and in brackets \
      its \(NumberFormat.percentage(options.level)) interval, \(method).
      """,
      """
      Verdict: faster or slower if the interval leaves out no change; equivalent if it lies within \
      \(effect) of it; else inconclusive: the data cannot tell.
      """,
    ]
    if effects.overall.contains(where: { $0.mean.benchmarks > 1 }) {
      sentences.append(
        """
        Geometric mean: the factor that, put in every benchmark's place, gives the same product; \
        its interval is resampled.
        """)
    }
    if isAdjusted {
      sentences.append(
        """
        Verdicts are adjusted for several comparisons by Holm's procedure: the probability of any \
        wrong faster or slower is at most \(NumberFormat.percentage(1 - options.level)).
        """)
    }
    return sentences
  }

  /// What was left out, and what is in doubt.
  var notes: [String] {
    leftOut + lonely + fewExecutions + ComparisonWords.exclusions(effects.excluded)
  }

  private var scope: String {
    effects.options.usesAllIterations ? "all iterations" : "steady iterations"
  }

  private var method: String {
    switch effects.options.intervalKind {
    case .t: "from the means of process executions by Student's t (Fieller)"
    case .hierarchical: "by resampling process executions, then their iterations"
    case .pooled:
      "by resampling iterations and pooling executions: it shows how far these spread"
    }
  }

  private var totals: String {
    let parts = EffectSize.Verdict.allCases.compactMap { verdict in
      let count = effects.benchmarks.count { $0.effect.verdict == verdict }
      return count > 0 ? "\(NumberFormat.integer(count)) \(verdict.rawValue)" : nil
    }
    let count = effects.benchmarks.count
    return "\(NumberFormat.integer(count)) \(count == 1 ? "benchmark" : "benchmarks") compared: "
      + parts.joined(separator: ", ") + "."
  }

  private var leftOut: [String] {
    effects.benchmarks.compactMap { benchmark in
      let (old, new) = (benchmark.effect.old, benchmark.effect.new)
      let sides = [
        old.withoutSteadyState > 0 ? "\(old.withoutSteadyState) before" : nil,
        new.withoutSteadyState > 0 ? "\(new.withoutSteadyState) after" : nil,
      ].compactMap(\.self)
      guard !sides.isEmpty else { return nil }
      return "\(benchmark.new): executions without steady state left out: "
        + sides.joined(separator: ", ")
    }
  }

  private var lonely: [String] {
    let keys = effects.benchmarks.filter { $0.effect.interval == .singleExecution }.map(\.new)
    guard !keys.isEmpty else { return [] }
    return [
      "a single process execution on a side says nothing of how executions differ, so there is no "
        + "interval for \(keys.map(\.description).joined(separator: ", "))"
    ]
  }

  private var fewExecutions: [String] {
    guard effects.benchmarks.contains(where: \.effect.coversTooLittle) else { return [] }
    return [
      "with fewer than \(IntervalKind.fewExecutions) process executions a resampled interval "
        + "covers less than it states; --interval t does not"
    ]
  }
}
