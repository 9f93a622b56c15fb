// SPDX-License-Identifier: GPL-3.0-or-later

/// How well one segment of a series is explained by a normal distribution of its own.
///
/// Every cost is twice the negative log-likelihood at its maximum, as is usual for information
/// criteria, over the `m` values of a segment. Splitting a segment never raises the sum of costs.
public enum SegmentCost: Sendable, Hashable, Codable {
  /// Changes in the mean; the variance is known and the same throughout.
  ///
  /// `m (ln 2π + ln variance) + Σ (x − mean of the segment)² / variance`. The variance is in the
  /// unit of the series squared, positive and finite. (R's `cpt.mean` supposes a variance of 1.)
  case normalMean(variance: Double)
  /// Changes in the variance; the mean is known and the same throughout.
  ///
  /// `m (ln 2π + ln v + 1)` where `v` is the mean of `(x − mean)²`. The mean is in the unit of the
  /// series; `nil` takes the mean of the whole series, as R's `cpt.var` does.
  case normalVariance(mean: Double?)
  /// Changes in the mean, the variance or both.
  ///
  /// `m (ln 2π + ln v + 1)` where `v` is the maximum-likelihood variance of the segment.
  case normalMeanAndVariance

  /// How many parameters each segment brings with it.
  public var parameterCount: Int {
    switch self {
    case .normalMean, .normalVariance: 1
    case .normalMeanAndVariance: 2
    }
  }
}
