// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints

/// Some values in ascending order, which answer questions about their quantiles.
package struct SortedSample: Sendable, Hashable {
  /// The values, ascending; at least one.
  package let values: [Double]

  /// Sorts some values; `nil` if there are none.
  ///
  /// - Precondition: no value is NaN.
  package init?(_ values: some Sequence<Double>) { self.init(Array(values)) }

  /// Sorts an array of values; `nil` if there are none.
  ///
  /// - Precondition: no value is NaN.
  /// - Complexity: O(n) for n values.
  package init?(_ values: consuming [Double]) {
    guard !values.isEmpty else { return nil }
    // In place where nobody else has them: there may be many.
    values.sortAscending()
    self.values = values
  }

  /// Takes values that are in ascending order; `nil` if there are none.
  package init?(ascending values: [Double]) {
    guard !values.isEmpty else { return nil }
    self.values = values
  }

  /// The `p` quantile, by linear interpolation between the values around position p·(n − 1).
  ///
  /// This is definition 7 of Hyndman and Fan, "Sample quantiles in statistical packages", The
  /// American Statistician 50, 1996, https://doi.org/10.1080/00031305.1996.10473566, and the
  /// default of R and numpy.
  ///
  /// - Precondition: `p` lies in [0, 1].
  package func quantile(_ p: Double) -> Double {
    precondition(p >= 0 && p <= 1, "a probability lies between 0 and 1")
    let position = p * Double(values.count - 1)
    let below = Int(clamped: position)
    let above = min(below + 1, values.count - 1)
    return values[below] + (position - Double(below)) * (values[above] - values[below])
  }

  /// The median: the middle value, or the mean of the two middle ones.
  package var median: Double {
    let middle = values.count / 2
    return values.count.isMultiple(of: 2)
      ? (values[middle - 1] + values[middle]) / 2 : values[middle]
  }

  /// How many of the values are at most `x`.
  ///
  /// - Complexity: O(log n).
  package func count(atMost x: Double) -> Int {
    values.firstIndexInOrder { !($0 <= x) }
  }
}
