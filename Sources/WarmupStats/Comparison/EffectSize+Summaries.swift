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
  ///   - candidate: what was measured after the change; its key is that of the result.
  ///   - baseline: what was measured before it.
  ///   - options: the choices in finding the interval and the verdict.
  public init?(
    of candidate: BenchmarkSummary, to baseline: BenchmarkSummary,
    options: ComparisonOptions = ComparisonOptions()
  ) {
    let (newTimes, oldTimes) = (
      candidate.comparedTimes(options), baseline.comparedTimes(options)
    )
    self.init(
      of: newTimes, to: oldTimes, key: candidate.key,
      withoutSteadyState: options.usesAllIterations
        ? (0, 0) : (candidate.counts.noSteadyState, baseline.counts.noSteadyState),
      options: options)
  }
}

extension BenchmarkSummary {
  /// For each execution that takes part in a comparison, the values of each of its segments.
  fileprivate func comparedTimes(_ options: ComparisonOptions) -> [[[Double]]] {
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
    of candidate: BenchmarkSummary, to baseline: BenchmarkSummary,
    options: ComparisonOptions = ComparisonOptions()
  ) {
    self.init(
      candidate: candidate.comparedTimes(options), baseline: baseline.comparedTimes(options))
  }
}
