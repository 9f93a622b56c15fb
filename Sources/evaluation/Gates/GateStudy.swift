// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

/// How often gates find a change of a known size, on made-up executions.
///
/// Executions have a steady state from their first iteration on. Their mean times are normal, and
/// iterations vary by 0.2 %. One benchmark of the family of
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
  /// The standard deviation between executions, as a part of their mean.
  package var deviation = 0.02
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
    /// `compare` says equivalent, and does not add that a slow mode may have gone unseen.
    case compareEquivalentForSure = "compare, equivalent without a note"
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

  /// How often each finding was made in so many rounds.
  package func rates(
    rounds: Int, using generator: inout some RandomNumberGenerator
  ) -> [Finding: Rate] {
    var rates: [Finding: Rate] = [:]
    for _ in 0..<rounds {
      let found = findings(using: &generator)
      for finding in Finding.allCases {
        rates[finding, default: Rate()].add(found.contains(finding))
      }
    }
    return rates
  }

  private func findings(using generator: inout some RandomNumberGenerator) -> Set<Finding> {
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
    var findings: Set<Finding> = []
    switch known[0].verdict {
    case .slower: findings.insert(.compareSlower)
    case .faster: findings.insert(.compareFaster)
    case .equivalent:
      findings.insert(.compareEquivalent)
      if executions >= EffectSize.executionsToSeeModes {
        findings.insert(.compareEquivalentForSure)
      }
    case .inconclusive: break
    }
    if diff[significant: .steadyPerformance] == .worse { findings.insert(.diffSlower) }
    if diff.significantOverall == .worse { findings.insert(.diffWorse) }
    if diff.significantOverall == .better { findings.insert(.diffBetter) }
    return findings
  }

  /// Made-up executions of a benchmark whose true mean time is `mean`, but for a slow mode.
  private func summary(
    around mean: Double, modeShare: Double = 0, using generator: inout some RandomNumberGenerator
  ) -> BenchmarkSummary {
    BenchmarkSummary(
      summarizing: (0..<executions).map { _ in
        let isSlow = Double.random(in: 0..<1, using: &generator) < modeShare
        let center = mean * (isSlow ? mode : 1) * (1 + deviation * generator.nextNormal())
        // Too few for a changepoint, so that all of them are steady.
        let times = (0..<3).map { _ in center * (1 + 0.002 * generator.nextNormal()) }
        return AnalyzedExecution(analyzing: ProcessExecution(times: times), options: Self.analysis)
      }, of: BenchmarkKey(benchmark: "b"), options: Self.analysis)
  }

  /// Intervals of single benchmarks are not looked at, so the quickest will do.
  package static let analysis: AnalysisOptions = {
    var options = AnalysisOptions()
    options.intervalKind = .t
    return options
  }()
}

extension GateStudy {
  /// How often gates find changes of several sizes, next to how often they may or must.
  package static func figures(rounds: Int, seed: UInt64) -> [Figure] {
    let changes = [1, 20].flatMap { family in
      [0, 0.02, 0.05, 0.1].flatMap { change in
        figures(
          GateStudy(executions: 0, change: change, family: family),
          change == 0 ? "no change" : "\(change.inPercent) % slower",
          [
            .compareSlower: change == 0 ? .atMost(0.005) : .neverFalling,
            .diffWorse: change == 0 ? .atMost(0.01) : .neverFalling,
          ], rounds: rounds, seed: seed)
      }
    }
    var edge = GateStudy(executions: 0, change: 0.01)
    edge.minimumEffects.diff = edge.minimumEffects.compare
    var modes = GateStudy(executions: 0, change: 0)
    (modes.deviation, modes.modeShare, modes.mode) = (0.002, 0.2, 1.1)
    return changes
      + figures(
        edge, "1 % slower, the minimum effect",
        [.compareSlower: .atMost(0.005), .diffSlower: .atMost(0.005)], rounds: rounds, seed: seed)
      + figures(
        modes, "a fifth takes 10 % longer",
        [.compareEquivalent: .noted("noted below 20"), .compareEquivalentForSure: .atMost(0.012)],
        rounds: rounds, seed: seed)
  }

  /// How often some things are found with several numbers of executions.
  private static func figures(
    _ study: GateStudy, _ name: String, _ wanted: KeyValuePairs<Finding, Figure.Wanted>,
    rounds: Int, seed: UInt64
  ) -> [Figure] {
    let executions = [5, 8, 10, 15, 30]
    let rates = executions.map { executions -> [Finding: Rate] in
      var generator = Xoshiro256(seed: seed)
      var study = study
      study.executions = executions
      return study.rates(rounds: rounds, using: &generator)
    }
    let family = study.family == 1 ? "" : ", one of \(study.family)"
    return wanted.map { finding, wanted in
      Figure(
        "\(name)\(family); \(finding.rawValue); \(Figure.list(executions)) executions a side",
        rates.map { .init($0[finding, default: Rate()]) }, wanted)
    }
  }
}
