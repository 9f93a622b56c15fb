// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints
internal import GSL

/// Whether two groups of numbers differ, by all ways to divide the numbers into groups of the same
/// sizes.
///
/// If the groups do not differ every division is equally probable, so the test holds for any
/// numbers: Pitman, "Significance tests which may be applied to samples from any populations",
/// Supplement to the Journal of the Royal Statistical Society 4, 1937,
/// https://doi.org/10.2307/2984124. The divisions are not drawn but counted, by the sum over the
/// first group. Where both groups have more than 20 members, or there are more than 120 in all, that
/// sum is taken for normal.
package struct PermutationTest: Sendable, Hashable {
  /// The two-sided p-value: the share of divisions whose sum lies as far from the mean as that of
  /// the first group, or further; in (0, 1].
  package let pValue: Double
  /// The least p-value that any division of the same numbers has; 0 for the normal limit.
  package let leastPValue: Double
  /// Whether the numbers of the first group are greater (1) or less (−1) than chance would have it
  /// on average; 0 if neither.
  package let direction: Int

  /// Compares the ranks of two groups: Wilcoxon's rank sum test, with mid-ranks where numbers are
  /// equal; `nil` if a group is empty.
  ///
  /// Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bulletin 1, 1945,
  /// https://doi.org/10.2307/3001968.
  ///
  /// - Precondition: no number is NaN.
  /// - Complexity: O(n²k²) for n numbers, k of them in the smaller group, up to the limit; then
  ///   O(n log n).
  package init?(ranksOf first: [Double], and second: [Double]) {
    let doubledRanks = Self.doubledMidRanks(first + second)
    // Half a rank is the distance from a sum to the middle between it and the next.
    self.init(doubledRanks, first: first.count, continuity: 1)
  }

  /// Compares how far the numbers of two groups lie from the median of their own group, by the mean
  /// absolute deviations; `nil` if a group has fewer than three numbers.
  ///
  /// Deviations are stretched by √(n/(n − 1)) for a group of n, since numbers lie nearer to their
  /// own median than to the true one, and rounded to 128ths of the greatest.
  ///
  /// - Precondition: the numbers are finite.
  /// - Complexity: as for ranks.
  package init?(deviationsOf first: [Double], and second: [Double]) {
    guard min(first.count, second.count) > 2 else { return nil }
    let deviations = Self.stretchedDeviations(first) + Self.stretchedDeviations(second)
    let greatest = deviations.max() ?? 0
    self.init(
      deviations.map { greatest > 0 ? Int(clamped: (128 * $0 / greatest).rounded()) : 0 },
      first: first.count, continuity: 0)
  }

  /// Compares the first so many of some numbers, none of them negative, with the others.
  private init?(_ values: [Int], first: Int, continuity: Double) {
    let second = values.count - first
    guard first > 0, second > 0 else { return nil }
    let sum = values[..<first].reduce(0, +)
    let mean = Double(first) * Double(values.reduce(0, +)) / Double(values.count)
    let distance = abs(Double(sum) - mean)
    direction = distance < 1e-9 ? 0 : Double(sum) > mean ? 1 : -1
    if min(first, second) > Self.exactGroup || values.count > Self.exactTotal {
      leastPValue = 0
      pValue = Self.normalPValue(values, first: first, distance: distance - continuity)
      return
    }
    // The sum over the other group lies as far from its mean, on the other side.
    let sums = SubsetSums(of: values, choosing: min(first, second))
    (pValue, leastPValue) = sums.pValues(atDistance: distance)
  }

  /// Up to so many members of the smaller group all divisions are counted.
  private static let exactGroup = 20
  /// There are no more than so many in both groups where all divisions are counted.
  private static let exactTotal = 120

  /// The p-value from the first two moments of the sum over the divisions.
  private static func normalPValue(_ values: [Int], first: Int, distance: Double) -> Double {
    let (count, first) = (Double(values.count), Double(first))
    let mean = Double(values.reduce(0, +)) / count
    let squares = values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    let variance = first * (count - first) / (count * (count - 1)) * squares
    guard variance > 0, distance > 0 else { return 1 }
    return 2
      * StudentT(degreesOfFreedom: .infinity)
      .probability(atMost: -distance / variance.squareRoot())
  }

  /// Twice the rank of each value from 1, equal values sharing the mean of theirs, less 2.
  private static func doubledMidRanks(_ values: [Double]) -> [Int] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Int](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = start + end - 1 }
      start = end
    }
    return ranks
  }

  private static func stretchedDeviations(_ values: [Double]) -> [Double] {
    guard let median = SortedSample(values)?.median else { return [] }
    let count = Double(values.count)
    let stretch = (count / (count - 1)).squareRoot()
    return values.map { stretch * abs($0 - median) }
  }
}

/// How many of the ways to choose some of several whole numbers have each sum.
private struct SubsetSums {
  /// The number of ways, by the sum.
  private let ways: [Double]
  private let mean: Double

  /// Counts the choices of `size` of the values, none of them negative.
  init(of values: [Int], choosing size: Int) {
    let least = values.min() ?? 0
    let shifted = values.map { $0 - least }
    let greatest = shifted.sorted().suffix(size).reduce(0, +)
    let width = greatest + 1
    // Row k holds the ways to choose k of the values so far.
    var rows = [[Double]](repeating: [], count: size + 1)
    rows[0] = [1]
    for value in shifted {
      for chosen in stride(from: size, to: 0, by: -1) where !rows[chosen - 1].isEmpty {
        Self.add(rows[chosen - 1], movedBy: value, to: &rows[chosen], upTo: width)
      }
    }
    ways = rows[size]
    mean = Double(size) * Double(shifted.reduce(0, +)) / Double(max(1, values.count))
  }

  private static func add(
    _ row: [Double], movedBy value: Int, to other: inout [Double], upTo width: Int
  ) {
    let end = min(width, row.count + value)
    if other.count < end { other += [Double](repeating: 0, count: end - other.count) }
    for sum in value..<end { other[sum] += row[sum - value] }
  }

  /// The shares of choices whose sum lies at least that far from the mean, and as far as any does.
  func pValues(atDistance distance: Double) -> (pValue: Double, least: Double) {
    let rounding = 1e-9 * max(1, mean)
    var (total, outside, farthest, atFarthest) = (0.0, 0.0, 0.0, 0.0)
    for (sum, ways) in ways.enumerated() where ways > 0 {
      let own = abs(Double(sum) - mean)
      total += ways
      if own >= distance - rounding { outside += ways }
      if own > farthest + rounding {
        (farthest, atFarthest) = (own, ways)
      } else if own >= farthest - rounding {
        atFarthest += ways
      }
    }
    return (min(1, outside / total), min(1, atFarthest / total))
  }
}
