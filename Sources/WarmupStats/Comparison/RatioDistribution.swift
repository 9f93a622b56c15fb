// SPDX-License-Identifier: GPL-3.0-or-later

/// The distribution of the ratio of two independent resampled means, new to old.
///
/// P(new/old ≤ ρ) = P(new − ρ·old ≤ 0) is the new mean's distribution function at ρ·y, averaged
/// over the y that the old mean takes.
package struct RatioDistribution: Sendable {
  private let candidate: ResampledMeanDistribution
  private let baseline: [ResampledMeanDistribution.Mass]
  private let bounds: ClosedRange<Double>

  /// The distribution of the ratio of `new` to `old`.
  ///
  /// - Precondition: all resampled values are positive.
  package init(of candidate: ResampledMeanDistribution, to baseline: ResampledMeanDistribution) {
    self.candidate = candidate
    self.baseline = baseline.masses.filter { $0.value > 0 }
    precondition(!self.baseline.isEmpty, "the values of a ratio are positive")
    let least = self.baseline.reduce(.infinity) { min($0, $1.value) }
    let greatest = self.baseline.reduce(0) { max($0, $1.value) }
    bounds = max(0, candidate.bounds.lowerBound) / greatest...candidate.bounds.upperBound / least
  }

  /// The probability of a ratio of at most `ratio`.
  ///
  /// - Complexity: a thousand or more evaluations of the new mean's distribution function.
  package func probability(atMost ratio: Double) -> Double {
    let sum = baseline.reduce(0) {
      $0 + $1.probability * candidate.probability(atMost: ratio * $1.value)
    }
    // Rounding can carry a sum of thousands of terms a little beyond its limits.
    return min(1, max(0, sum))
  }

  /// The ratio that is not exceeded with probability `p`.
  ///
  /// - Precondition: `p` lies in (0, 1).
  package func quantile(_ p: Double) -> Double {
    QuantileSearch(bounds: bounds).quantile(p, of: probability(atMost:))
  }
}
