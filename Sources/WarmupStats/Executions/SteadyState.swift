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
  ///
  /// Under ``Method/ratio(_:)`` the bursts that the steady state holds count as its other iterations
  /// do.
  public var mean: Double
  /// The variance that the resolution of the clock adds to ``mean``, in seconds squared: q²/(12·m)
  /// for m values that were recorded in steps of q; 0 where the resolution is not known.
  package var clockVariance: Double
  /// The values that ``mean`` is over; `nil` if a stored result did not keep the times.
  public var values: SteadyValues?

  /// Creates a steady state from its parts.
  package init(
    segments: Range<Int>, iteration: Int, timeToReach: Double, mean: Double,
    clockVariance: Double = 0, values: SteadyValues?
  ) {
    self.segments = segments
    self.iteration = iteration
    self.timeToReach = timeToReach
    self.mean = mean
    self.clockVariance = clockVariance
    self.values = values
  }
}

extension ExecutionAnalysis {
  /// Whether the first iteration is steady already.
  var isSteadyFromTheStart: Bool {
    steadyState.map { segments[$0.segments.lowerBound].range.lowerBound == 0 } ?? false
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
    let values = SteadyValues(
      of: execution.segments[steady].map(\.range), in: execution.series)
    switch compatibility {
    case nil:
      self.init(
        segments: steady, iteration: begin + 1,
        timeToReach: times[..<begin].reduce(0, +),
        mean: Array(values.times).accurateMean, clockVariance: values.clockVariance, values: values)
    case .warmupStats:
      // The published tool takes the last iteration before the steady state for the first one in
      // it: counted from 1 where it means from 0, and left out of the time. All three are kept.
      self.init(
        segments: steady, iteration: max(begin, 1),
        timeToReach: times[..<max(begin - 1, 0)].reduce(0, +),
        mean: execution.segments[steady].reduce(0) { $0 + $1.mean } / Double(steady.count),
        values: values)
    }
  }
}

extension SteadyValues {
  /// The variance that rounding to the clock's resolution gives the mean of the values.
  fileprivate var clockVariance: Double {
    let resolution = SmallVarianceTreatment.resolution(of: series.values)
    return resolution * resolution / (12 * Double(times.count))
  }
}
