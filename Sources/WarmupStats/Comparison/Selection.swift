// SPDX-License-Identifier: GPL-3.0-or-later

/// What it means for a comparison that executions without a steady state were left out.
///
/// The executions that are left are a selection. If the change itself keeps executions from a
/// steady state, those that are left may be as fast as before while the benchmark is not.
package struct Selection: Sendable, Hashable, Codable {
  /// How many executions of a side were left out.
  package struct Side: Sendable, Hashable, Codable {
    /// How many executions have no steady state.
    package var leftOut: Int
    /// How many executions completed.
    package var completed: Int

    /// The share of executions that were left out, in [0, 1].
    package var share: Double { completed > 0 ? Double(leftOut) / Double(completed) : 0 }

    fileprivate init(_ counts: ClassificationCounts) {
      leftOut = counts.noSteadyState
      completed = counts.completed
    }
  }

  /// The change of the mean time over the last quarter of the iterations of all executions, with
  /// and without a steady state.
  package struct LastQuarter: Sendable, Hashable, Codable {
    /// The mean time of the candidate divided by that of the baseline.
    package var ratio: Double
    /// The interval of ``ratio``, or why there is none.
    package var interval: RatioInterval
    /// The p-value of a change of at most the minimum effect, as that of ``EffectSize``.
    package var effectPValue: Double?
  }

  /// What was left out of the baseline.
  package var baseline: Side
  /// What was left out of the candidate.
  package var candidate: Side
  /// The p-value of equal shares left out on both sides, by Fisher's exact test.
  package var pValue: Double
  /// The last quarter of the iterations of all executions; `nil` if times were not kept.
  package var lastQuarter: LastQuarter?
  /// The level at which the shares are judged, in (0, 1).
  package var level: Double

  /// A greater share left out on a side is a doubt of its own.
  package static let greatestNegligibleShare = 0.2

  /// Whether the shares left out differ significantly.
  package var sharesDiffer: Bool { pValue <= 1 - level }

  /// Whether too much was left out to claim that nothing changed.
  package var isDoubtful: Bool {
    sharesDiffer || max(baseline.share, candidate.share) > Self.greatestNegligibleShare
  }

  /// Whether the candidate is worse for what was left out: significantly more of its executions
  /// have no steady state, or all of its executions are slower at their end.
  package var isWorse: Bool {
    if sharesDiffer, candidate.share > baseline.share { return true }
    guard let lastQuarter, let pValue = lastQuarter.effectPValue else { return false }
    return lastQuarter.ratio > 1 && pValue <= 1 - level
  }

  /// Compares what was left out of two summaries; `nil` if nothing was.
  init?(of candidate: BenchmarkSummary, to baseline: BenchmarkSummary, options: ComparisonOptions) {
    self.baseline = Side(baseline.counts)
    self.candidate = Side(candidate.counts)
    guard self.baseline.leftOut + self.candidate.leftOut > 0 else { return nil }
    pValue =
      FisherExactTest(
        with: self.baseline.leftOut, without: self.baseline.completed - self.baseline.leftOut,
        and: self.candidate.leftOut, without: self.candidate.completed - self.candidate.leftOut
      ).pValue
    level = options.level
    var options = options
    options.intervalKind = .t
    lastQuarter = EffectSize(
      of: candidate.lastQuarters(), to: baseline.lastQuarters(), key: candidate.key,
      options: options
    ).map { .init(ratio: $0.ratio, interval: $0.interval, effectPValue: $0.effectPValue) }
  }
}
