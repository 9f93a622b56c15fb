// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints

/// Finds the iterations whose times stand out from those around them.
///
/// An iteration is an outlier if its time lies outside median ± 3·(p90 − p10) of a window around
/// it, after J. W. Tukey, "Exploratory Data Analysis", 1977, in the form of Barrett et al.,
/// "Virtual Machine Warmup Blows Hot and Cold", OOPSLA 2017, §4.1,
/// https://doi.org/10.1145/3133876. The first iterations, around which a whole window does not
/// fit, are not judged: they may be warmup.
package struct OutlierFilter: Sendable, Hashable {
  /// How wide the window is; less than two iterations find no outliers.
  package var window: IterationCount
  /// The program whose percentiles are reproduced to the last digit; `nil` if none.
  package var compatibility: Compatibility?

  /// Creates a filter with a window that wide.
  package init(window: IterationCount, compatibility: Compatibility?) {
    self.window = window
    self.compatibility = compatibility
  }

  /// The indices of the outliers among `times`, ascending.
  ///
  /// Values on the very edge are no outliers, and neither is any value of a series that the window
  /// is too narrow for.
  ///
  /// - Precondition: no value is NaN.
  /// - Complexity: O(n log n) for n values, whatever the width of the window.
  package func outliers(in times: [Double]) -> [Int] {
    filter(times).series.outliers
  }

  /// What is left of `times` without their outliers, and the same values in ascending order.
  ///
  /// - Complexity: as ``outliers(in:)``.
  package func filter(_ times: [Double]) -> (series: FilteredSeries, ascending: [Double]) {
    let width = window.resolved(iterations: times.count)
    guard width >= 2 else { return (FilteredSeries(times, without: []), times.ascending()) }
    var members = SortedWindow(
      over: times, fractions: [0.1, 0.5, 0.9],
      interpolation: compatibility == .warmupStats ? .weighted : .fromLower)
    let outliers = Self.outliers(in: times, width: width, &members)
    return (FilteredSeries(times, without: outliers), members.ascending(without: outliers))
  }

  private static func outliers(
    in times: [Double], width: Int, _ members: inout SortedWindow
  ) -> [Int] {
    let half = width / 2
    for position in 0..<min(half - 1, times.count) { members.insert(position) }

    var outliers: [Int] = []
    for position in times.indices {
      // The window of an iteration is `position - half..<position + half`, cut to the series.
      let (first, end) = (position - half, position + half)
      if end <= times.count { members.insert(end - 1) }
      if first > 0 { members.remove(first - 1) }
      guard first > 0 || min(end, times.count) >= width else { continue }

      let median = members.quantile(1)
      let reach = 3 * (members.quantile(2) - members.quantile(0))
      if times[position] > median + reach || times[position] < median - reach {
        outliers.append(position)
      }
    }
    return outliers
  }
}
