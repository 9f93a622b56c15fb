// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints

/// When an execution reaches its steady state, and how fast it then is.
///
/// See Barrett et al., OOPSLA 2017, §4.4, https://doi.org/10.1145/3133876.
public struct SteadyState: Sendable, Hashable {
  /// Which of the execution's segments are steady: a range that ends with the last.
  public var segments: Range<Int>
  /// The first steady iteration as people count, from 1.
  public var iteration: Int
  /// The time before the first steady iteration, in seconds, outliers included.
  public var timeToReach: Double
  /// The mean time of an iteration in the steady state, in seconds, without outliers.
  public var mean: Double
  /// The variance that the resolution of the clock adds to ``mean``, in seconds squared: q²/(12·m)
  /// for m values that were recorded in steps of q; 0 where the resolution is not known.
  public var clockVariance: Double

  /// Creates a steady state from its parts.
  package init(
    segments: Range<Int>, iteration: Int, timeToReach: Double, mean: Double,
    clockVariance: Double = 0
  ) {
    self.segments = segments
    self.iteration = iteration
    self.timeToReach = timeToReach
    self.mean = mean
    self.clockVariance = clockVariance
  }
}

extension SteadyState {
  /// The steady state of `times` that begins with the segment `firstSteady` of `execution`.
  init(
    from firstSteady: Int, of execution: SegmentedExecution, times: [Double],
    compatibility: Compatibility?
  ) {
    let steady = firstSteady..<execution.segments.count
    let begin = execution.segments[firstSteady].range.lowerBound
    switch compatibility {
    case nil:
      self.init(
        segments: steady, iteration: begin + 1,
        timeToReach: times[..<begin].reduce(0, +),
        mean: execution.series.mean(from: begin),
        clockVariance: execution.series.clockVariance(from: begin))
    case .warmupStats:
      // The published tool takes the last iteration before the steady state for the first one in
      // it: counted from 1 where it means from 0, and left out of the time. All three are kept.
      self.init(
        segments: steady, iteration: max(begin, 1),
        timeToReach: times[..<max(begin - 1, 0)].reduce(0, +),
        mean: execution.segments[steady].reduce(0) { $0 + $1.mean } / Double(steady.count))
    }
  }
}

extension FilteredSeries {
  /// The variance that rounding to the clock's resolution gives the mean of the values from
  /// `iteration` on, of which there is at least one.
  fileprivate func clockVariance(from iteration: Int) -> Double {
    let resolution = SmallVarianceTreatment.resolution(of: values)
    let count = indices(in: iteration..<iterationCount).count
    return resolution * resolution / (12 * Double(count))
  }

  /// The mean of the values from `iteration` on, of which there is at least one.
  fileprivate func mean(from iteration: Int) -> Double {
    let steady = values[indices(in: iteration..<iterationCount)]
    // Sums of deviations, so that nothing is lost where the values are nearly equal.
    let first = steady[steady.startIndex]
    return first + steady.reduce(0) { $0 + ($1 - first) } / Double(steady.count)
  }
}
