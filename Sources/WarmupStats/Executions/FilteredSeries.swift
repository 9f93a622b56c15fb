// SPDX-License-Identifier: GPL-3.0-or-later

package import Changepoints

/// The times of an execution that are no outliers, and the iteration that each came from.
package struct FilteredSeries: Sendable, Hashable {
  /// All times, in seconds, in the order they were measured.
  package let times: [Double]
  /// The times that are no outliers, in seconds, in the order they were measured.
  package let values: [Double]
  /// The iterations that were left out, ascending.
  package let outliers: [Int]

  /// How many iterations there are with the outliers.
  package var iterationCount: Int { times.count }

  /// Takes the iterations `outliers` out of `times`.
  ///
  /// - Precondition: `outliers` ascend and lie within `times`.
  /// - Complexity: O(n) for n times.
  package init(_ times: [Double], without outliers: [Int]) {
    self.times = times
    self.outliers = outliers
    guard !outliers.isEmpty else {
      values = times
      return
    }
    var values: [Double] = []
    values.reserveCapacity(times.count - outliers.count)
    var next = 0
    for outlier in outliers + [times.count] {
      values.append(contentsOf: times[next..<outlier])
      next = outlier + 1
    }
    self.values = values
  }

  /// The segments of ``values`` as segments of all iterations, outliers included.
  ///
  /// A segment starts right behind the last value of the one before, so that an outlier next to a
  /// changepoint belongs to the later segment; outliers at either end of the series belong to the
  /// first and to the last. Means and variances stay those of the values without outliers.
  ///
  /// - Precondition: `segments` cover ``values`` once, in order.
  /// - Complexity: O(number of segments).
  package func segmentsOfIterations(_ segments: [Segment]) -> [Segment] {
    var start = 0
    return segments.map { segment in
      let isLast = segment.range.upperBound == values.count
      let end = isLast ? iterationCount : iteration(of: segment.range.upperBound - 1) + 1
      defer { start = end }
      return Segment(range: start..<end, mean: segment.mean, variance: segment.variance)
    }
  }

  /// Which of ``values`` come from the iterations in `range`, as a range of their indices.
  ///
  /// - Complexity: O(log k) for k outliers.
  package func indices(in range: Range<Int>) -> Range<Int> {
    index(from: range.lowerBound)..<index(from: range.upperBound)
  }

  /// The index of the first of ``values`` that comes from an iteration or a later one.
  private func index(from iteration: Int) -> Int {
    min(iteration - outliers.firstIndexInOrder { $0 >= iteration }, values.count)
  }

  /// The iteration, from 0, that one of ``values`` came from.
  ///
  /// - Complexity: O(log k) for k outliers.
  package func iteration(of index: Int) -> Int {
    // As many outliers stand before it as have at most that many values before themselves.
    index + outliers.indices.firstIndexInOrder { outliers[$0] - $0 > index }
  }
}
