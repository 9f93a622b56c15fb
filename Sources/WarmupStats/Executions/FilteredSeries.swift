// SPDX-License-Identifier: GPL-3.0-or-later

package import Changepoints

/// The times of an execution that are no outliers, and the iteration that each came from.
package struct FilteredSeries: Sendable, Hashable, Codable {
  /// The times that are no outliers, in seconds, in the order they were measured.
  package let values: [Double]
  /// For each of ``values``, the iteration that it came from, from 0.
  package let iterations: [Int]
  /// The iterations that were left out, ascending.
  package let outliers: [Int]

  /// How many iterations there are with the outliers.
  package var iterationCount: Int { values.count + outliers.count }

  /// Takes the iterations `outliers` out of `times`.
  ///
  /// - Precondition: `outliers` ascend and lie within `times`.
  /// - Complexity: O(n) for n times.
  package init(_ times: [Double], without outliers: [Int]) {
    var values: [Double] = []
    var iterations: [Int] = []
    values.reserveCapacity(times.count - outliers.count)
    iterations.reserveCapacity(times.count - outliers.count)
    var next = 0
    for outlier in outliers + [times.count] {
      values.append(contentsOf: times[next..<outlier])
      iterations.append(contentsOf: next..<outlier)
      next = outlier + 1
    }
    self.values = values
    self.iterations = iterations
    self.outliers = outliers
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
      let end = isLast ? iterationCount : iterations[segment.range.upperBound - 1] + 1
      defer { start = end }
      return Segment(range: start..<end, mean: segment.mean, variance: segment.variance)
    }
  }

  /// Which of ``values`` come from the iterations in `range`, as a range of their indices.
  ///
  /// - Complexity: O(log n) for n values.
  package func indices(in range: Range<Int>) -> Range<Int> {
    let first = iterations.firstIndexInOrder { $0 >= range.lowerBound }
    return first..<iterations.firstIndexInOrder { $0 >= range.upperBound }
  }
}

extension FilteredSeries {
  private enum CodingKeys: String, CodingKey {
    case values, outliers
  }

  /// Decodes what is kept and what was left out; the iterations follow from them.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    values = try container.decode([Double].self, forKey: .values)
    outliers = try container.decode([Int].self, forKey: .outliers)
    let all = 0..<values.count + outliers.count
    try decoder.require(outliers.ascend(within: all), "outliers ascend among the iterations")
    let leftOut = Set(outliers)
    iterations = all.filter { !leftOut.contains($0) }
  }
}
