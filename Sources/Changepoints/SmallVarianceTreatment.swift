// SPDX-License-Identifier: GPL-3.0-or-later

/// What becomes of variances so small that their logarithm would decide everything.
///
/// Recorded values have a resolution. Neighbours that happen to agree have a sample variance of
/// zero, whose logarithm is infinite, although nothing is known of them but that they lie within
/// one step of the resolution.
public enum SmallVarianceTreatment: Sendable, Hashable {
  /// Adds the variance of rounding to that resolution, its square over 12, to every variance.
  ///
  /// In the unit of the series, positive and finite. `nil` derives it from the series: the smallest
  /// gap between two distinct values, but at least a millionth of the magnitude of the median.
  ///
  /// The term is added, not used as a lower limit, because the logarithm of a sum stays concave:
  /// splitting a segment still never raises the cost, which is what makes pruning exact.
  case resolution(Double?)
  /// Puts that variance in the place of a variance of exactly zero, and leaves others alone.
  ///
  /// In the unit of the series squared, positive and finite. R's `changepoint` uses 1e-11 in this
  /// way. Under this rule a split can raise the cost, so that no pruning is exact.
  case floor(Double)
}

extension SmallVarianceTreatment {
  /// The resolution that `resolution(nil)` derives from `values`, in their unit; positive.
  ///
  /// It is the smallest gap between two distinct values, but at least a millionth of the magnitude
  /// of the median. Values that are all zero, or none, give 1.
  ///
  /// - Precondition: the values are finite.
  /// - Complexity: O(n) for n values.
  package static func resolution(of values: [Double]) -> Double {
    resolution(ofAscending: values.ascending())
  }

  /// The same for values in ascending order.
  ///
  /// - Complexity: O(n) for n values.
  package static func resolution(ofAscending values: [Double]) -> Double {
    guard !values.isEmpty else { return 1 }
    let count = values.count
    let median = values[(count - 1) / 2] / 2 + values[count / 2] / 2
    var gap = Double.infinity
    for (lower, upper) in zip(values, values.dropFirst()) where lower < upper {
      gap = min(gap, upper - lower)
    }
    let least = 1e-6 * abs(median)
    // Of equal values there is no gap, and of zeros no median: no split can gain, whatever this is.
    if gap == .infinity { return least > 0 ? least : 1 }
    return max(gap, least)
  }
}
