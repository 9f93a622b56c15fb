// SPDX-License-Identifier: GPL-3.0-or-later

extension EffectSize {
  /// Compares the steady state of a benchmark on two sides; `nil` if a side has no execution to
  /// compare.
  ///
  /// Of each execution the times of its steady segments without outliers are taken; executions
  /// without a steady state are left out and counted, and ``selection`` says what follows from that.
  /// With `usesAllIterations` all times of all completed executions are taken, outliers and warmup
  /// included. Of an execution whose times were not kept the steady mean stands for all of them,
  /// which is all that Fieller's interval needs.
  ///
  /// - Parameters:
  ///   - candidate: what was measured after the change; its key is that of the result.
  ///   - baseline: what was measured before it.
  ///   - options: the choices in finding the interval and the verdict.
  package init?(
    of candidate: BenchmarkSummary, to baseline: BenchmarkSummary,
    options: ComparisonOptions
  ) {
    self.init(
      of: candidate.comparedExecutions(options), to: baseline.comparedExecutions(options),
      key: candidate.key,
      withoutSteadyState: options.usesAllIterations
        ? (0, 0) : (candidate.counts.noSteadyState, baseline.counts.noSteadyState),
      options: options)
    guard !options.usesAllIterations else { return }
    selection = Selection(of: candidate, to: baseline, options: options)
    decideVerdict()
  }
}
