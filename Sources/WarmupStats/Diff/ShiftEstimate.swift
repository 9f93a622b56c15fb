// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints
internal import GSL

/// By how much the numbers of one group exceed those of another: the median of all differences of
/// two, with the interval that Wilcoxon's rank sum test gives.
///
/// Hodges and Lehmann, "Estimates of location based on rank tests", Annals of Mathematical
/// Statistics 34, 1963, https://doi.org/10.1214/aoms/1177704172. The interval holds the shifts that
/// the test does not refuse: it is exact up to 20 numbers a group, and then from the normal limit.
package struct ShiftEstimate: Sendable, Hashable {
  /// The median of the differences, in the unit of the numbers.
  package let shift: Double
  /// The interval; `nil` where so few numbers allow any shift at that level.
  package let interval: ClosedRange<Double>?

  /// So many differences are sorted at most.
  private static let mostDifferences = 4_000_000

  /// Estimates the shift; `nil` if a group is empty, or if both together are too large.
  ///
  /// - Parameters:
  ///   - baseline: The numbers to start from.
  ///   - candidate: The numbers that may be greater.
  ///   - level: The level of the interval.
  /// - Precondition: Numbers are finite, and `level` lies in (0, 1).
  /// - Complexity: O(nm log nm) for n and m numbers, and O(n²m²) where it is exact.
  package init?(from baseline: [Double], to candidate: [Double], level: Double) {
    precondition(level > 0 && level < 1, "the level of an interval lies between 0 and 1")
    let count = baseline.count * candidate.count
    guard count > 0, count <= Self.mostDifferences else { return nil }
    let differences = candidate.flatMap { new in baseline.map { new - $0 } }.ascending()
    shift = SortedSample(ascending: differences)?.median ?? 0
    let rank = Self.rank(baseline.count, candidate.count, tail: (1 - level) / 2)
    interval = rank > 0 ? differences[rank - 1]...differences[count - rank] : nil
  }

  /// The greatest k for which fewer than k of the differences are below zero with a probability of
  /// at most `tail`, if the groups do not differ.
  private static func rank(_ first: Int, _ second: Int, tail: Double) -> Int {
    if first > 20 || second > 20 {
      let (n, m) = (Double(first), Double(second))
      let deviation = (n * m * (n + m + 1) / 12).squareRoot()
      let quantile = StudentT(degreesOfFreedom: .infinity).quantile(1 - tail)
      return max(0, Int(clamped: (n * m / 2 - quantile * deviation).rounded(.down)))
    }
    let ways = ways(first, second)
    let total = ways.reduce(0, +)
    var (below, rank) = (0.0, 0)
    while rank < ways.count, below + ways[rank] <= tail * total {
      below += ways[rank]
      rank += 1
    }
    return rank
  }

  /// In how many orders of two groups so many pairs are the wrong way round, by their number: Mann
  /// and Whitney's recursion over the greatest member.
  private static func ways(_ first: Int, _ second: Int) -> [Double] {
    // Row m holds the ways for the first group so far and m members of the second.
    var rows = [[Double]](repeating: [1], count: second + 1)
    for n in 1...first {
      var next: [[Double]] = [[1]]
      for m in 1...second {
        var row = [Double](repeating: 0, count: n * m + 1)
        for (wrong, ways) in rows[m].enumerated() { row[wrong + m] += ways }
        for (wrong, ways) in next[m - 1].enumerated() { row[wrong] += ways }
        next.append(row)
      }
      rows = next
    }
    return rows[second]
  }
}
