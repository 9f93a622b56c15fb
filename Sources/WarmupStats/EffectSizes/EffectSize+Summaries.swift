// SPDX-License-Identifier: GPL-3.0-or-later

extension EffectSize {
  /// Compares the steady state of a benchmark before and after a change; `nil` if a side has no
  /// execution to compare.
  ///
  /// Of each execution the times of its steady segments without outliers are taken; executions
  /// without a steady state are left out and counted. With `usesAllIterations` all times of all
  /// completed executions are taken, outliers and warmup included. Of an execution whose times were
  /// not kept the steady mean stands for all of them, which is all that Fieller's interval needs.
  ///
  /// - Parameters:
  ///   - new: what was measured after the change; its key is that of the result.
  ///   - old: what was measured before it.
  ///   - options: the choices in finding the interval and the verdict.
  public init?(
    of new: BenchmarkSummary, to old: BenchmarkSummary,
    options: EffectSizeOptions = EffectSizeOptions()
  ) {
    let (newTimes, oldTimes) = (
      new.comparedTimes(options), old.comparedTimes(options)
    )
    self.init(
      of: newTimes, to: oldTimes, key: new.key,
      withoutSteadyState: options.usesAllIterations
        ? (0, 0) : (new.counts.noSteadyState, old.counts.noSteadyState),
      options: options)
  }
}

extension BenchmarkSummary {
  /// For each execution that takes part in a comparison, the values of each of its segments.
  fileprivate func comparedTimes(_ options: EffectSizeOptions) -> [[[Double]]] {
    options.usesAllIterations
      ? executions.map(\.execution.times).filter { !$0.isEmpty }.map { [$0] }
      : executions.compactMap { execution in
        execution.steadyTimes ?? (execution.analysis?.steadyState?.mean).map { [[$0]] }
      }
  }
}

extension GeometricMeanRatio.Benchmark {
  /// The steady times of a benchmark after and before a change, as ``EffectSize`` takes them.
  public init(
    of new: BenchmarkSummary, to old: BenchmarkSummary,
    options: EffectSizeOptions = EffectSizeOptions()
  ) {
    self.init(new: new.comparedTimes(options), old: old.comparedTimes(options))
  }
}

extension ExperimentPlan {
  /// Plans the executions, and steady iterations in each, that it takes to know a benchmark's
  /// steady performance so well, from its executions so far; `nil` if fewer than two of them have
  /// a steady state of at least two iterations.
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
  ///   - level: the level of the interval, in (0, 1).
  public init?(
    pilot: BenchmarkSummary, startupTime: Double, relativeHalfWidth: Double, level: Double
  ) {
    let steady = pilot.executions.compactMap { execution in
      execution.steadyTimes.map { Array($0.joined()) }
    }
    let states = pilot.executions.compactMap(\.analysis?.steadyState)
    guard let shortest = steady.map(\.count).min(), shortest > 1, steady.count > 1,
      let sample = NestedSample(trimming: steady.map { Array($0.suffix(shortest)) })
    else { return nil }
    let warmup = states.reduce(0) { $0 + $1.timeToReach } / Double(states.count)
    self.init(
      pilot: sample, costs: [startupTime + warmup, sample.mean],
      relativeHalfWidth: relativeHalfWidth, level: level)
  }
}
