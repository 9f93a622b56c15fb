// SPDX-License-Identifier: GPL-3.0-or-later

/// The division of a series into a known number of levels with the least sum of squares around
/// them, by trying all: what the best method could know at most, if it were told how many changes
/// there are.
package struct LeastSquaresLevels: Sendable, Hashable {
  /// The first value of each level but the first, ascending.
  package let changepoints: [Int]
  /// The sum of squared distances from the levels.
  package let squares: Double

  /// Divides `values`.
  ///
  /// - Precondition: there are at least `leastLength` values for each of `count` levels.
  /// - Complexity: O(`count` n²) for n values.
  package init(of values: [Double], count: Int, leastLength: Int = 1) {
    precondition(count >= 1 && values.count >= count * leastLength, "each level has values")
    let end = values.count
    // The sum of squares of each stretch, by Welford's updates.
    var costs = [[Double]](repeating: [Double](repeating: 0, count: end + 1), count: end)
    for start in 0..<end {
      var (mean, squares) = (0.0, 0.0)
      for index in start..<end {
        let distance = values[index] - mean
        mean += distance / Double(index - start + 1)
        squares += distance * (values[index] - mean)
        costs[start][index + 1] = squares
      }
    }
    // The least cost of the first values in so many levels, and where the last of these begins.
    var best = costs[0]
    var starts: [[Int]] = []
    for levels in 1..<max(1, count) {
      var (next, first) = (
        [Double](repeating: .infinity, count: end + 1), [Int](repeating: 0, count: end + 1)
      )
      for stop in 0...end where stop >= (levels + 1) * leastLength {
        for start in levels * leastLength...stop - leastLength {
          let cost = best[start] + costs[start][stop]
          if cost < next[stop] { (next[stop], first[stop]) = (cost, start) }
        }
      }
      best = next
      starts.append(first)
    }
    var (stop, found) = (end, [Int]())
    for first in starts.reversed() {
      stop = first[stop]
      found.append(stop)
    }
    changepoints = found.reversed()
    squares = best[end]
  }
}
