// SPDX-License-Identifier: GPL-3.0-or-later

/// Values of a series that lie far from both their neighbours, as those of a disturbed measurement.
enum LoneValues {
  /// A value is alone if it lies so many standard deviations away from the nearer of its neighbours.
  ///
  /// Of normal values hardly one in a million does.
  static let distance = 6.0

  /// The indices, ascending, of all values but the lone ones.
  ///
  /// A value is compared with its neighbours on both sides; the first and the last with two on one
  /// side, so that a new level begins with two values. The standard deviation is that of the median
  /// of all differences between neighbours, which lone values hardly change.
  ///
  /// - Complexity: O(n log n) for n values.
  static func others(in values: [Double]) -> [Int] {
    guard values.count > 3,
      let typical = SortedSample(zip(values, values.dropFirst()).map { abs($1 - $0) })?.median
    else { return Array(values.indices) }
    // The median of the magnitude of a normal value is 0.6745 standard deviations.
    let deviation = typical / (0.674_489_750_196_082 * 2.0.squareRoot())
    guard deviation > 0 else { return Array(values.indices) }
    return values.indices.filter { index in
      let center = min(max(index, 1), values.count - 2)
      let beside = [center - 1, center, center + 1].filter { $0 != index }
        .map { values[index] - values[$0] }
      guard (beside[0] > 0) == (beside[1] > 0) else { return true }
      return min(abs(beside[0]), abs(beside[1])) <= distance * deviation
    }
  }
}
