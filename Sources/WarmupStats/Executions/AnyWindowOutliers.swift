// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints
internal import RealModule

/// Finds the iterations that stand out from any of the windows in which they lie, as
/// ``Method/traini2023(_:)`` does.
///
/// In a window of exactly so many successive iterations a value is flagged if it lies outside
/// median ± 3·(q₉₉ − q₀₁), with quantiles by linear interpolation; an iteration is an outlier if it is
/// flagged in at least one window. The first iterations are never judged: with a mean of `a` seconds
/// and c = ⌈0.1 / a⌉ invocations in an iteration of 100 ms, they are ⌈window / ln(1 + c)⌉.
package struct AnyWindowOutliers: Sendable, Hashable {
  /// How wide the windows are.
  package var window: IterationCount

  /// How long an iteration of the study is, in seconds.
  static let iterationTime = 0.1
  private static let distances = 3.0

  /// Creates a filter with windows that wide.
  package init(window: IterationCount) { self.window = window }

  /// The indices of the outliers among `times`, ascending.
  ///
  /// - Complexity: O(n log n) for n values.
  package func outliers(in times: [Double]) -> [Int] {
    let width = window.resolved(iterations: times.count)
    let first = skipped(times, width: width)
    guard width >= 2, times.count - first >= width else { return [] }
    let bands = self.bands(times, from: first, width: width)
    // A value lies in the windows that start at most `width − 1` before it.
    let lowest = Self.slidingMinimum(bands.map(\.upper), over: width)
    let highest = Self.slidingMinimum(bands.map { -$0.lower }, over: width)
    return (first..<times.count).filter { position in
      let window = position - first
      return times[position] > lowest[window] || times[position] < -highest[window]
    }
  }

  /// How many iterations at the start are not judged.
  private func skipped(_ times: [Double], width: Int) -> Int {
    let invocations = (Self.iterationTime / times.accurateMean).rounded(.up)
    let skipped = (Double(width) / Double.log(1 + invocations)).rounded(.up)
    return min(times.count, Int(clamped: skipped))
  }

  /// What no value of a window is expected to leave.
  private func bands(
    _ times: [Double], from first: Int, width: Int
  ) -> [(lower: Double, upper: Double)] {
    var members = SortedWindow(
      over: times, fractions: [0.01, 0.5, 0.99], interpolation: .fromNearest)
    for position in first..<first + width - 1 { members.insert(position) }
    return (first...times.count - width).map { start in
      members.insert(start + width - 1)
      defer { members.remove(start) }
      let median = members.middle(1)
      let reach = Self.distances * (members.quantile(2) - members.quantile(0))
      return (median - reach, median + reach)
    }
  }

  /// For each position, the least of the values that stand at it and at most `width` − 1 before it,
  /// as far as there are any.
  static func slidingMinimum(_ values: [Double], over width: Int) -> [Double] {
    // The indices of values that are less than all that follow them.
    var candidates: [Int] = []
    var first = 0
    return (0..<values.count + width - 1).map { position in
      if position < values.count {
        while candidates.count > first, values[candidates[candidates.count - 1]] >= values[position]
        {
          candidates.removeLast()
        }
        candidates.append(position)
      }
      while candidates[first] <= position - width { first += 1 }
      return values[candidates[first]]
    }
  }
}
