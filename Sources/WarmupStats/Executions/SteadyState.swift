// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints

/// When an execution reaches its steady state, and how fast it then is.
///
/// See Barrett et al., OOPSLA 2017, §4.4, https://doi.org/10.1145/3133876.
public struct SteadyState: Sendable, Hashable, Codable {
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
    from firstSteady: Int, of execution: SegmentedExecution, times: [Double], method: Method
  ) {
    if case .traini2023 = method {
      self.init(from: firstSteady, ofAllIterationsIn: execution)
      return
    }
    let steady = firstSteady..<execution.segments.count
    let begin = execution.segments[firstSteady].range.lowerBound
    let values = SteadyValues(
      of: execution.segments[steady].lazy.map(\.range), in: execution.series)
    switch method.compatibility {
    case nil:
      self.init(
        segments: steady, iteration: begin + 1,
        timeToReach: times[..<begin].reduce(0, +),
        mean: execution.series.values[values.indices].accurateMean,
        clockVariance: values.clockVariance(resolution: execution.resolution), values: values)
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

extension SteadyState {
  /// The mean time of an iteration in this steady state, in seconds, with the interval that it is
  /// believed to lie in; `nil` if the times were not kept, or if they say less than two independent
  /// ones would.
  ///
  /// It tells how well this one process execution knows its own mean. Executions differ by more
  /// than that: see ``BenchmarkSummary/steadyPerformance`` for the mean over them.
  ///
  /// Iterations depend on one another, so that of N values only e = N/τ count, where τ is the
  /// integrated autocorrelation time by the initial monotone sequence of Geyer, "Practical Markov
  /// chain Monte Carlo", Statistical Science 7 (1992), https://doi.org/10.1214/ss/1177011137, §3.3.
  /// With their maximum-likelihood variance v and what the clock's resolution adds, c
  /// (q²/(12·N) for steps of q), the interval is the mean ± t·√(v/(e − 1) + c), where t is the quantile of
  /// Student's distribution with e − 1 degrees of freedom.
  ///
  /// - Parameter level: the level of the interval, in (0, 1).
  /// - Complexity: O(nk) for n values that depend on one another over k steps.
  public func estimatedMean(level: Double) -> Estimate? {
    guard let times = values.map({ Array($0.times) }) else { return nil }
    let mean = times.accurateMean
    let deviations = times.map { $0 - mean }
    let degreesOfFreedom = Double(times.count) / deviations.autocorrelationTime - 1
    guard degreesOfFreedom >= 1 else { return nil }
    let variance = deviations.reduce(0) { $0 + $1 * $1 } / Double(times.count)
    return MeanOfExecutions(
      mean: mean, squaredError: variance / degreesOfFreedom + clockVariance,
      degreesOfFreedom: degreesOfFreedom
    ).estimate(level: level)
  }

  /// The steady state as ``Method/traini2023(_:)`` has it: outliers are part of it, and the very
  /// first iteration never is.
  private init(from firstSteady: Int, ofAllIterationsIn execution: SegmentedExecution) {
    let steady = firstSteady..<execution.segments.count
    let values = SteadyValues(
      ofAllIterations: execution.times, in: execution.segments[steady].map(\.range))
    let begin = values.segments[0].lowerBound
    self.init(
      segments: steady, iteration: begin + 1,
      timeToReach: execution.times[..<begin].reduce(0, +),
      mean: execution.times[values.indices].accurateMean,
      clockVariance: values.clockVariance(
        resolution: SmallVarianceTreatment.resolution(of: execution.times)),
      values: values)
  }
}

extension SteadyValues {
  /// The variance that rounding to the clock's resolution gives the mean of the values.
  fileprivate func clockVariance(resolution: Double) -> Double {
    resolution * resolution / (12 * Double(indices.count))
  }
}
