// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints

/// A segment of an execution, and what the method ``Method/ratio(_:)`` needs to know of it.
struct WeighedSegment {
  /// The iterations that it covers.
  var range: Range<Int>
  /// Where its values stand among those that are no outliers.
  var indices: Range<Int>
  /// The mean of its values, in seconds.
  var mean: Double
  /// The median of its values, in seconds.
  var median: Double
  /// The maximum-likelihood variance of its values, with that of the clock's resolution, in seconds
  /// squared.
  var variance: Double
  /// The variance of a single value divided by the square of the mean, with that of the clock's
  /// resolution.
  var relativeVariance: Double

  /// How many independent values its values are worth, where `time` successive ones are worth one.
  func independentValues(_ time: Double) -> Double {
    let count = Double(indices.count)
    return count / min(time, count)
  }

  /// The segments of an execution, first to last.
  ///
  /// - Complexity: O(n) for n values.
  static func all(of execution: SegmentedExecution) -> [WeighedSegment] {
    let series = execution.series
    let resolution = execution.resolution
    let rounding = resolution * resolution / 12
    func values(_ indices: Range<Int>) -> SortedSample? {
      indices == series.values.indices
        ? SortedSample(ascending: execution.ascending) : SortedSample(series.values[indices])
    }
    return execution.segments.map { segment in
      let indices = series.indices(in: segment.range)
      let count = Double(indices.count)
      let sample = count > 1 ? segment.variance * (count / (count - 1)) : 0
      return WeighedSegment(
        range: segment.range, indices: indices, mean: segment.mean,
        median: values(indices)?.median ?? segment.mean,
        variance: segment.variance + rounding,
        relativeVariance: (sample + rounding) / segment.mean / segment.mean)
    }
  }

  /// How many successive values say as much as one independent value, from the standardised
  /// residuals of all segments that are long enough to have any.
  static func autocorrelationTime(
    of segments: [WeighedSegment], in series: FilteredSeries
  ) -> Double {
    let long = segments.filter { $0.indices.count >= fewestForResiduals }
    var residuals: [Double] = []
    residuals.reserveCapacity(long.reduce(0) { $0 + $1.indices.count })
    for segment in long {
      let deviation = segment.variance.squareRoot()
      for value in series.values[segment.indices] {
        residuals.append((value - segment.mean) / deviation)
      }
    }
    return residuals.autocorrelationTime
  }

  /// The segment that is typical of the last `tail` iterations: the weighted median of those that
  /// reach into it, by their means.
  ///
  /// - Precondition: there is a segment, and `tail` is from 1 to the number of iterations.
  static func reference(of segments: [WeighedSegment], tail: Int) -> Int {
    guard segments.count > 1 else { return 0 }
    let end = segments[segments.count - 1].range.upperBound
    let start = end - tail
    let reaching = segments.indices.filter { segments[$0].range.upperBound > start }
      .sorted { (segments[$0].mean, $0) < (segments[$1].mean, $1) }
    var weight = 0
    return reaching.first { index in
      weight += segments[index].range.upperBound - max(start, segments[index].range.lowerBound)
      return 2 * weight >= tail
    } ?? segments.count - 1
  }

  /// Shorter segments do not know their own mean well enough to tell what is left over.
  private static let fewestForResiduals = 10
}
