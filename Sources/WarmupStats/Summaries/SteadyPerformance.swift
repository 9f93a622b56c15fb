// SPDX-License-Identifier: GPL-3.0-or-later

extension Estimate {
  /// The mean time of a steady iteration, in seconds, over the `executions` that completed; `nil`
  /// if they are too few for the kind of interval that the options ask for.
  ///
  /// The default is the interval of Barrett et al., OOPSLA 2017, §4.4,
  /// https://doi.org/10.1145/3133876: the values are resampled within the steady segments of each
  /// execution, and the means of all executions are pooled with equal weights.
  ///
  /// - Precondition: at least one execution completed, and all that did have a steady state.
  init?(steadyPerformanceOf executions: [AnalyzedExecution], _ options: AnalysisOptions) {
    let steadyTimes = executions.compactMap {
      $0.steadyTimes(compatibility: options.compatibility)
    }
    self.init(
      ofExecutions: steadyTimes, kind: options.intervalKind, level: options.level,
      resampling: options.resampling)
  }
}
