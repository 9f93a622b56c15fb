// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// The ways to split the executions of a benchmark in halves.
///
/// Ten executions have only 126 pairs of halves, so what was found between two is kept.
struct RandomHalves {
  /// What a comparison of two halves found.
  struct Outcome: Sendable {
    /// The effect size with an interval of each kind, where there is an interval.
    var effects: [IntervalKind: EffectSize] = [:]
    /// What became of each aspect, if that is looked at.
    var comparison: BenchmarkDiff?
    /// Whether the half that was taken for the new one is meant to be the old one.
    var isExchanged = false
  }

  private let benchmark: BenchmarkSummary
  private let options: AnalysisOptions
  private let kinds: [IntervalKind]
  private let comparesAspects: Bool
  private var outcomes: [[Int]: Outcome] = [:]

  init(
    of benchmark: BenchmarkSummary, options: AnalysisOptions, kinds: [IntervalKind],
    comparesAspects: Bool
  ) {
    self.benchmark = benchmark
    self.options = options
    self.kinds = kinds
    self.comparesAspects = comparesAspects
  }

  /// What is found between two random halves.
  mutating func outcome(using generator: inout some RandomNumberGenerator) -> Outcome {
    let shuffled = benchmark.executions.indices.shuffled(using: &generator)
    let halves = [shuffled[..<(shuffled.count / 2)], shuffled[(shuffled.count / 2)...]]
      .map { $0.sorted() }
    // Exchanging old and new exchanges the verdicts and changes nothing else.
    let isExchanged = halves[1][0] < halves[0][0]
    let (baseline, candidate) = isExchanged ? (halves[1], halves[0]) : (halves[0], halves[1])
    var found = outcomes[baseline] ?? outcome(of: summary(of: candidate), to: summary(of: baseline))
    outcomes[baseline] = found
    found.isExchanged = isExchanged
    return found
  }

  private func summary(of half: [Int]) -> BenchmarkSummary {
    let executions = half.map { benchmark.executions[$0] }
    if comparesAspects {
      return BenchmarkSummary(summarizing: executions, of: benchmark.key, options: options)
    }
    // Effect sizes look at nothing but the executions and their classifications.
    var summary = benchmark
    summary.executions = executions
    summary.counts = ClassificationCounts(of: executions)
    return summary
  }

  private func outcome(of candidate: BenchmarkSummary, to baseline: BenchmarkSummary) -> Outcome {
    var outcome = Outcome()
    for kind in kinds {
      var options = ComparisonOptions()
      options.intervalKind = kind
      guard let effect = EffectSize(of: candidate, to: baseline, options: options),
        effect.interval.range != nil
      else { continue }
      outcome.effects[kind] = effect
    }
    if comparesAspects { outcome.comparison = candidate.difference(from: baseline) }
    return outcome
  }
}

extension RandomHalves.Outcome {
  /// Each alarm that there was reason to look for, and whether it was raised.
  var alarms: [FalseAlarmStudy.Alarm: Bool] {
    var alarms: [FalseAlarmStudy.Alarm: Bool] = [:]
    for (kind, effect) in effects {
      alarms[.slower(kind)] = isSlower(effect)
      alarms[.changed(kind)] = effect.verdict == .slower || effect.verdict == .faster
    }
    guard let comparison else { return alarms }
    alarms[.worseOverall] = comparison.overall == (isExchanged ? .better : .worse)
    let significant = significantVerdict(familySize: 1)
    alarms[.worseSignificantly] = significant == .worse
    alarms[.changedSignificantly] = significant == .worse || significant == .better
    return alarms
  }

  /// Whether that is the verdict `slower` on the half that is meant to be the new one.
  func isSlower(_ effect: EffectSize) -> Bool {
    effect.verdict == (isExchanged ? .faster : .slower)
  }

  /// What is significant of the half that is meant to be the new one, among so many benchmarks;
  /// `same` if aspects are not looked at.
  func significantVerdict(familySize count: Int) -> DiffVerdict {
    guard var comparison else { return .same }
    comparison.familySize = count
    let verdict = comparison.significantOverall
    return isExchanged ? verdict.inverted : verdict
  }
}
