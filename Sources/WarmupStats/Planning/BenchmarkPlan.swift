// SPDX-License-Identifier: GPL-3.0-or-later

/// What a pilot of a benchmark tells about the experiment to run: where its variation comes from,
/// what it could have shown, and what it takes to show more.
///
/// Kalibera and Jones, "Rigorous benchmarking in reasonable time", ISMM 2013,
/// https://doi.org/10.1145/2464157.2464160.
public struct BenchmarkPlan: Sendable, Hashable, Codable {
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
  /// The cheapest experiment that reaches the wanted half-width with a probability of
  /// ``ExperimentPlan/probability``; the pilot itself if it has reached it.
  package var experiment: ExperimentPlan

  /// Plans from the executions of a benchmark so far; `nil` if fewer than two of them have a
  /// steady state.
  ///
  /// The cost of an execution is the time to start it and the mean time before its steady state;
  /// that of an iteration its mean steady time; all in seconds, and so is the plan's. As many
  /// iterations as the steady state takes to reach come before those that the plan counts. The plan
  /// reaches the wanted half-width with a probability of 80 %, and heeds how much consecutive
  /// iterations depend on one another. A pilot that has reached it is its own plan. Executions of
  /// one iteration are planned at one level: only their number counts.
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
    precondition(startupTime > 0 && startupTime < .infinity, "the time to start is positive")
    precondition(relativeHalfWidth > 0, "the wanted half-width is positive")
    precondition(level > 0 && level < 1, "the level of an interval lies between 0 and 1")
    let steady = pilot.executions.compactMap { $0.steadyTimes.map { Array($0.joined()) } }
    let states = pilot.executions.compactMap(\.analysis?.steadyState)
    guard let shortest = steady.map(\.count).min(), shortest > 0,
      let variation = PilotVariation(steady.map { Array($0.suffix(shortest)) })
    else { return nil }
    let count = Double(states.count)
    let warmupTime = states.reduce(0) { $0 + $1.timeToReach } / count
    key = pilot.key
    executions = steady.count
    iterations = shortest
    mean = variation.mean
    self.warmupTime = warmupTime
    warmupIterations = states.reduce(0) { $0 + Double($1.iteration - 1) } / count
    let total = variation.varianceBetween + variation.varianceWithin
    shareBetweenExecutions = total > 0 ? variation.varianceBetween / total : nil
    self.relativeHalfWidth =
      Precision(halfWidth: 0, level: level)
      .halfWidth(variance: variation.varianceOfMeans, repetitions: steady.count) / variation.mean
    smallestDifference = 2.0.squareRoot() * self.relativeHalfWidth
    experiment = ExperimentPlan(
      pilot: variation, costs: (startupTime + warmupTime, variation.mean),
      relativeHalfWidth: relativeHalfWidth, level: level)
  }
}
