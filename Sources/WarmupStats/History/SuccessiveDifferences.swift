// SPDX-License-Identifier: GPL-3.0-or-later

/// The variance of a series around its levels, from the differences between neighbours.
///
/// Half the mean of their squares, which does not depend on a level that all values have in common.
/// Von Neumann, Kent, Bellinson and Hart, "The mean square successive difference", The Annals of
/// Mathematical Statistics 12, 1941, https://doi.org/10.1214/aoms/1177731746.
struct SuccessiveDifferences {
  /// The variance, in the unit of the values squared.
  var variance: Double
  /// How many independent squares say as much of the variance.
  var degreesOfFreedom: Double

  /// From the values of some levels; `nil` if no level has two values.
  ///
  /// A squared difference of normal values with variance σ² has the variance 8σ⁴, and two successive
  /// ones have the covariance 2σ⁴. So half the mean of d squared differences, of which p pairs are
  /// successive, has the variance σ⁴(2d + p)/d², and a variance with ν degrees of freedom has 2σ⁴/ν.
  ///
  /// - Complexity: O(n) for n values.
  init?(of values: [Double], levels: [Range<Int>]) {
    var (sum, count, pairs) = (0.0, 0, 0)
    for level in levels {
      for index in level.dropFirst() {
        let difference = values[index] - values[index - 1]
        sum += difference * difference
      }
      count += max(0, level.count - 1)
      pairs += max(0, level.count - 2)
    }
    guard count > 0 else { return nil }
    variance = sum / Double(2 * count)
    degreesOfFreedom = 2 * Double(count * count) / Double(2 * count + pairs)
  }
}
