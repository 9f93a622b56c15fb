// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// How often gates find a change of a known size, on made-up executions.
///
/// Executions have a steady state from their first iteration on. Their mean times are normal with a
/// standard deviation of 2 %, and iterations vary by 0.2 %. One benchmark of the family of
/// comparisons changed, and the others did not.
package struct GateStudy: Sendable {
  /// How many executions a side has.
  package var executions: Int
  /// By which part the time of the changed benchmark grew; negative where it fell.
  package var change: Double
  /// How many benchmarks are compared.
  package var family: Int
  /// The minimum effect of the comparison, and of the difference.
  package var minimumEffects: (compare: Double, diff: Double) = (0.01, 0)
  /// The share of the candidate's executions that take `mode` times as long.
  package var modeShare = 0.0
  /// How many times as long the slow mode takes.
  package var mode = 1.0

  /// Something that is said of the changed benchmark.
  package enum Finding: String, Sendable, Hashable, CaseIterable {
    /// `compare` says slower, on which its gate fails.
    case compareSlower = "compare --fail-on slower"
    /// `compare` says faster.
    case compareFaster = "compare, faster"
    /// `compare` says equivalent.
    case compareEquivalent = "compare, equivalent"
    /// `diff` says that the steady performance is worse, on which `--fail-on slower` fails.
    case diffSlower = "diff --fail-on slower"
    /// `diff` says that the benchmark is worse, on which `--fail-on worse` fails.
    case diffWorse = "diff --fail-on worse"
    /// `diff` says that the benchmark is better.
    case diffBetter = "diff, better"
  }

  /// Creates a study of one benchmark among so many.
  package init(executions: Int, change: Double, family: Int = 1) {
    self.executions = executions
    self.change = change
    self.family = family
  }

  /// The share of `rounds` in which each finding was made.
  package func shares(
    rounds: Int, using generator: inout some RandomNumberGenerator
  ) -> [Finding: Double] {
    var counts: [Finding: Int] = [:]
    for _ in 0..<rounds {
      for finding in findings(using: &generator) { counts[finding, default: 0] += 1 }
    }
    return counts.mapValues { Double($0) / Double(rounds) }
  }

  private func findings(using generator: inout some RandomNumberGenerator) -> [Finding] {
    let baseline = summary(around: 1, using: &generator)
    let candidate = summary(
      around: 1 + change, modeShare: modeShare, using: &generator)
    var options = ComparisonOptions()
    options.minimumEffect = minimumEffects.compare
    var effects = [EffectSize(of: candidate, to: baseline, options: options)]
    for _ in 1..<family {
      effects.append(
        EffectSize(
          of: summary(around: 1, using: &generator), to: summary(around: 1, using: &generator),
          options: options))
    }
    var known = effects.compactMap(\.self)
    if family > 1 { known = known.adjustedForMultipleComparisons() }
    var differing = DiffOptions()
    differing.minimumEffect = minimumEffects.diff
    var diff = candidate.difference(from: baseline, options: differing)
    diff.familySize = family
    var findings: [Finding] = []
    switch known[0].verdict {
    case .slower: findings.append(.compareSlower)
    case .faster: findings.append(.compareFaster)
    case .equivalent: findings.append(.compareEquivalent)
    case .inconclusive: break
    }
    if diff[significant: .steadyPerformance] == .worse { findings.append(.diffSlower) }
    if diff.significantOverall == .worse { findings.append(.diffWorse) }
    if diff.significantOverall == .better { findings.append(.diffBetter) }
    return findings
  }

  /// Made-up executions of a benchmark whose true mean time is `mean`, but for a slow mode.
  private func summary(
    around mean: Double, modeShare: Double = 0, using generator: inout some RandomNumberGenerator
  ) -> BenchmarkSummary {
    BenchmarkSummary(
      summarizing: (0..<executions).map { _ in
        let isSlow = Double.random(in: 0..<1, using: &generator) < modeShare
        let center = mean * (isSlow ? mode : 1) * (1 + 0.02 * generator.nextNormal())
        // Too few for a changepoint, so that all of them are steady.
        let times = (0..<3).map { _ in center * (1 + 0.002 * generator.nextNormal()) }
        return AnalyzedExecution(analyzing: ProcessExecution(times: times))
      }, of: BenchmarkKey(benchmark: "b", vm: "", variant: ""), options: Self.analysis)
  }

  /// Intervals of single benchmarks are not looked at, so the quickest will do.
  static let analysis: AnalysisOptions = {
    var options = AnalysisOptions()
    options.intervalKind = .t
    return options
  }()
}
