// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints

/// How a few values lie between the least and the greatest of them, in bins of equal width.
package struct Histogram: Sendable, Hashable {
  /// How many values each bin holds, from the least values to the greatest.
  package var counts: [Int]
  /// The bin that holds the median.
  package var medianBin: Int
  /// The least and the greatest value; the outer edges of the bins.
  package var range: ClosedRange<Double>

  /// How many bins the thumbnails of Barrett et al., OOPSLA 2017, have.
  package static let defaultBins = 10

  /// Counts values in bins; `nil` for fewer than two values, which have no shape.
  ///
  /// Values that are all equal stand in the middle bin. A value on an edge belongs to the bin
  /// above it, but the greatest to the last bin.
  ///
  /// - Precondition: `bins` is at least 1, and all values are finite.
  /// - Complexity: O(number of values + bins).
  package init?(_ values: [Double], median: Double, bins: Int = defaultBins) {
    precondition(bins >= 1, "a histogram has at least one bin")
    guard values.count >= 2, let least = values.min(), let greatest = values.max() else {
      return nil
    }
    func bin(of value: Double) -> Int {
      guard greatest > least else { return bins / 2 }
      let position = (value - least) / (greatest - least) * Double(bins)
      return Int(clamped: min(Double(bins - 1), max(0, position)))
    }
    counts = Array(repeating: 0, count: bins)
    for value in values { counts[bin(of: value)] += 1 }
    medianBin = bin(of: median)
    range = least...greatest
  }

  /// Each bin's count as a part of the fullest bin's, in [0, 1].
  package var heights: [Double] {
    let fullest = Double(max(1, counts.max() ?? 1))
    return counts.map { Double($0) / fullest }
  }
}
