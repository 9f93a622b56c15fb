// SPDX-License-Identifier: GPL-3.0-or-later

/// By how much steady performance changed by the published intervals, as a fraction: −0.1 is a tenth
/// faster.
package struct PerformanceChange: Sendable, Hashable, Codable {
  /// The change from the median before to the median after, as a fraction of the former.
  package var fraction: Double
  /// The least change that the two intervals allow: from the top of the one before to the bottom
  /// of the one after.
  package var lower: Double
  /// The greatest change that the two intervals allow: from the bottom of the one before to the
  /// top of the one after.
  package var upper: Double

  /// The change from one summary to another; `nil` unless both have a steady performance, and the
  /// interval before is above zero.
  ///
  /// The range from ``lower`` to ``upper`` leaves out zero exactly if the two intervals are
  /// disjoint. Where each interval holds with probability 1 − α, both do with at least 1 − 2α, and
  /// so does the range.
  init?(from baseline: BenchmarkSummary, to candidate: BenchmarkSummary) {
    guard let earlier = baseline.steadyPerformance, let later = candidate.steadyPerformance,
      earlier.lower > 0
    else { return nil }
    fraction = later.center / earlier.center - 1
    lower = later.lower / earlier.upper - 1
    upper = later.upper / earlier.lower - 1
  }
}
