// SPDX-License-Identifier: GPL-3.0-or-later

/// What a pilot of a benchmark tells about the experiment to run: where its variation comes from,
/// what it could have shown, and what it takes to show more.
///
/// Kalibera and Jones, "Rigorous benchmarking in reasonable time", ISMM 2013,
/// https://doi.org/10.1145/2464157.2464160.
public struct BenchmarkPlan: Sendable, Hashable {
  /// What was measured.
  public var key: BenchmarkKey
  /// How many executions of the pilot have a steady state.
  public var executions: Int
  /// How many steady iterations of each take part: as many as the shortest has.
  public var iterations: Int
  /// The mean time of a steady iteration, in seconds.
  public var mean: Double
  /// The mean time before the steady state, in seconds.
  public var warmupTime: Double
  /// The mean number of iterations before the steady state.
  public var warmupIterations: Double
  /// How much of the variance of a single steady iteration lies between executions, in 0...1, the
  /// rest within them; `nil` if nothing varies.
  public var shareBetweenExecutions: Double?
  /// The half-width of the pilot's own t interval, as a part of the mean.
  public var relativeHalfWidth: Double
  /// The least change, as a part of the mean, that two such measurements would have told from none:
  /// √2 times the half-width.
  public var smallestDifference: Double
  /// The cheapest experiment that reaches the wanted half-width.
  public var experiment: ExperimentPlan

  /// Plans from the executions of a benchmark so far; `nil` if fewer than two of them have a
  /// steady state of at least two iterations.
  ///
  /// The cost of an execution is the time to start it and the mean time before its steady state;
  /// that of an iteration its mean steady time; all in seconds, and so is the plan's. As many
  /// iterations as the steady state takes to reach come before those that the plan counts.
  ///
  /// - Parameters:
  ///   - pilot: what was measured so far; each execution is cut to the last steady iterations that
  ///     the shortest has.
  ///   - startupTime: how long it takes to start and end a process, in seconds; positive.
  ///   - relativeHalfWidth: the wanted half-width, as a part of the mean; positive.
  ///   - level: the level of the intervals, in (0, 1).
  public init?(
    pilot: BenchmarkSummary, startupTime: Double, relativeHalfWidth: Double, level: Double
  ) {
    let steady = pilot.executions.compactMap { $0.steadyTimes.map { Array($0.joined()) } }
    let states = pilot.executions.compactMap(\.analysis?.steadyState)
    guard let shortest = steady.map(\.count).min(), shortest > 1, steady.count > 1,
      let sample = NestedSample(trimming: steady.map { Array($0.suffix(shortest)) }),
      let interval = sample.meanInterval(level: level)
    else { return nil }
    let count = Double(states.count)
    let warmupTime = states.reduce(0) { $0 + $1.timeToReach } / count
    guard
      let experiment = ExperimentPlan(
        pilot: sample, costs: [startupTime + warmupTime, sample.mean],
        relativeHalfWidth: relativeHalfWidth, level: level)
    else { return nil }
    key = pilot.key
    executions = steady.count
    iterations = shortest
    mean = sample.mean
    self.warmupTime = warmupTime
    warmupIterations = states.reduce(0) { $0 + Double($1.iteration - 1) } / count
    let contributions = sample.levels.compactMap(\.contribution)
    let total = contributions.reduce(0, +)
    shareBetweenExecutions = total > 0 ? contributions[0] / total : nil
    self.relativeHalfWidth = interval.halfWidth / sample.mean
    smallestDifference = 2.0.squareRoot() * self.relativeHalfWidth
    self.experiment = experiment
  }
}
