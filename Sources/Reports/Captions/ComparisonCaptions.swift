// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// The sentences around a table of effect sizes.
struct ComparisonCaptions {
  var comparison: Comparison
  var baseline: String
  var isAdjusted: Bool
  /// The unit of what is compared: `s` for times.
  var unit = "s"

  /// What a table of several configurations is about.
  var title: String {
    unit == "s"
      ? "Time relative to \(baseline)" : "\(unit.capitalizedAtStart) relative to \(baseline)"
  }

  /// What the columns and marks of a table of several configurations mean.
  func matrixLegend(_ form: RatioForm) -> [String] {
    guard !comparison.benchmarks.isEmpty else { return ["No benchmark was compared."] }
    let options = comparison.options
    let effect = NumberFormat.percentage(options.minimumEffect)
    let level = NumberFormat.percentage(options.level)
    let what = unit == "s" ? "mean times of \(scope)" : "means (\(unit))"
    let (less, more) = unit == "s" ? ("faster", "slower") : ("less", "more")
    var sentences = [
      """
      Under \(baseline) its own \(unit == "s" ? "mean times" : "means"); else the \
      \(form == .ratio ? "ratio" : "change in per cent") of \(what) to those of \(baseline), and in \
      brackets its \(level) interval, \(method).
      """,
      """
      ▼ \(less) or ▲ \(more): the whole interval lies beyond a change of \(effect); = it lies within; \
      ~ the data cannot tell.
      """,
    ]
    if comparison.overall.contains(where: { $0.mean.benchmarks > 1 }) {
      sentences.append(geometricMean)
    }
    if isAdjusted { sentences.append(adjustment) }
    return sentences
  }

  /// What the columns mean, and how many benchmarks became what.
  var legend: [String] {
    guard !comparison.benchmarks.isEmpty else { return ["No benchmark was compared."] }
    let options = comparison.options
    let effect = NumberFormat.percentage(options.minimumEffect)
    var sentences = [
      totals,
      """
      Speed and change: the ratio of mean times of \(scope) to those of \(baseline), and in brackets \
      its \(NumberFormat.percentage(options.level)) interval, \(method).
      """,
      """
      Verdict: faster or slower if the whole interval lies beyond a change of \(effect); equivalent \
      if it lies within; else inconclusive: the data cannot tell.
      """,
    ]
    if let runs {
      sentences.append(
        """
        The result counts as one run more of the \(NumberFormat.range(runs)) runs of the baseline since \
        the last change of each benchmark, so that intervals hold what runs of the same code differ by.
        """)
    }
    if comparison.overall.contains(where: { $0.mean.benchmarks > 1 }) {
      sentences.append(geometricMean)
    }
    if isAdjusted { sentences.append(adjustment) }
    return sentences
  }

  private var geometricMean: String {
    """
    Geometric mean: the factor that, put in every benchmark's place, gives the same product; \
    its interval tells of measurement, not of the choice of benchmarks.
    """
  }

  private var adjustment: String {
    let (less, more) = unit == "s" ? ("faster", "slower") : ("less", "more")
    return """
      Verdicts are adjusted for several comparisons by Holm's procedure: the probability of any \
      wrong \(less) or \(more) is at most \(NumberFormat.percentage(1 - comparison.options.level)).
      """
  }

  /// What was left out, and what is in doubt.
  var notes: [String] {
    leftOut
      + comparison.warnings.map { warning in
        (warning.key.map { "\($0): " } ?? "") + warning.caption
      } + lonely + unseenModes + fewExecutions + leftOutOfMeans + missingOnVMs
      + DiffCaptions.exclusions(
        comparison.excluded.filter { !comparesVMs || $0.reason != .missing })
  }

  /// How many runs benchmarks are compared with; `nil` if none is compared with runs.
  private var runs: ClosedRange<Int>? {
    let counts = comparison.benchmarks.compactMap(\.effect.baseline.runs)
    guard let least = counts.min(), let most = counts.max() else { return nil }
    return least...most
  }

  private var scope: String {
    comparison.options.usesAllIterations ? "all iterations" : "steady iterations"
  }

  private var method: String {
    switch comparison.options.intervalKind {
    case .t: "from the means of process executions by Student's t (Fieller)"
    case .hierarchical: "by resampling process executions, then their iterations"
    case .pooled:
      "by resampling iterations and pooling executions: it shows how far these spread"
    }
  }

  private var totals: String {
    let parts = ComparisonVerdict.allCases.compactMap { verdict in
      let count = comparison.benchmarks.count { $0.effect.verdict == verdict }
      return count > 0 ? "\(NumberFormat.integer(count)) \(verdict.displayName)" : nil
    }
    return NumberFormat.counted(comparison.benchmarks.count, "benchmark") + " compared: "
      + parts.joined(separator: ", ") + "."
  }

  /// Whether the sides are different VMs, and not two results.
  private var comparesVMs: Bool {
    comparison.benchmarks.contains { $0.baseline.vm != $0.candidate.vm }
  }

  /// The executions without steady state, counted for each key and side.
  private var leftOut: [String] {
    let counts = comparison.benchmarks.flatMap { benchmark -> [String] in
      let sides = [
        (key: benchmark.baseline, side: benchmark.effect.baseline, when: " before"),
        (key: benchmark.candidate, side: benchmark.effect.candidate, when: " after"),
      ]
      return sides.filter { $0.side.withoutSteadyState > 0 }.map { key, side, when in
        let all = side.executions + side.withoutSteadyState
        return "\(key)\(comparesVMs ? "" : when) (\(side.withoutSteadyState) of \(all))"
      }
    }
    guard !counts.isEmpty else { return [] }
    return [
      "process executions without a steady state were left out: "
        + counts.uniqued.joined(separator: ", ")
    ]
  }

  /// The benchmarks that no geometric mean counts.
  private var leftOutOfMeans: [String] {
    let count = comparison.overall.filter { $0.mean.benchmarks > 1 }
      .reduce(0) { $0 + $1.mean.leftOut }
    guard count > 0 else { return [] }
    return [
      "left out of the geometric mean, because they have no interval: \(NumberFormat.integer(count)) "
        + (count == 1 ? "benchmark" : "benchmarks")
    ]
  }

  /// The benchmarks of the baseline that other VMs do not have.
  private var missingOnVMs: [String] {
    guard comparesVMs else { return [] }
    let missing = comparison.excluded.filter { $0.reason == .missing }.compactMap(\.baseline)
    var vms: [String] = []
    for vm in comparison.benchmarks.map(\.candidate.vm) where !vms.contains(vm) { vms.append(vm) }
    return vms.compactMap { vm in
      let compared = comparison.benchmarks.filter { $0.candidate.vm == vm }.map(\.baseline)
      var names: [String] = []
      for key in missing where !compared.contains(key) && !names.contains(key.benchmark) {
        names.append(key.benchmark)
      }
      return names.isEmpty
        ? nil : "not compared, missing on \(vm): " + NumberFormat.list(names)
    }
  }

  private var lonely: [String] {
    let keys = comparison.benchmarks.filter { $0.effect.interval == .singleExecution }.map(
      \.candidate)
    guard !keys.isEmpty else { return [] }
    return [
      "a single process execution on a side says nothing of how executions differ, so there is no "
        + "interval for \(keys.map(\.description).joined(separator: ", "))"
    ]
  }

  /// That few executions do not show everything that the benchmark does.
  private var unseenModes: [String] {
    let equivalent = comparison.benchmarks.map(\.effect).filter { effect in
      effect.verdict == .equivalent
        && min(effect.baseline.executions, effect.candidate.executions)
          < EffectSize.executionsToSeeModes
    }
    guard let greatest = equivalent.map(\.probabilityOfUnseenMode).max() else { return [] }
    let percent = NumberFormat.fixed(100 * greatest, decimals: 0)
    return [
      "equivalent, with fewer than \(EffectSize.executionsToSeeModes) process executions on a side: "
        + "what one execution in five does goes unseen with a probability of up to \(percent) %"
    ]
  }

  private var fewExecutions: [String] {
    guard comparison.benchmarks.contains(where: \.effect.coversTooLittle) else { return [] }
    return [
      "with fewer than \(IntervalKind.fewExecutions) process executions a resampled interval "
        + "covers less than it states; --interval t does not"
    ]
  }
}

extension String {
  /// The string with its first letter in upper case.
  fileprivate var capitalizedAtStart: String { prefix(1).uppercased() + dropFirst() }
}
