// SPDX-License-Identifier: GPL-3.0-or-later

extension Estimate {
  /// The mean time of a steady iteration, in seconds, over the `executions` that completed.
  ///
  /// The interval is that of Barrett et al., OOPSLA 2017, §4.4, https://doi.org/10.1145/3133876:
  /// the values are resampled within the steady segments of each execution, and the means of all
  /// executions are pooled with equal weights.
  ///
  /// - Precondition: at least one execution completed, and all that did have a steady state.
  init(steadyPerformanceOf executions: [AnalyzedExecution], _ options: AnalysisOptions) {
    let steadyTimes = executions.compactMap {
      $0.steadyTimes(compatibility: options.compatibility)
    }
    let means: ResampledMeanDistribution
    switch options.resampling {
    case .exact:
      means = ResampledMeanDistribution(
        mixing: steadyTimes.map { ResampledMeanDistribution(resampling: $0) })
    case .monteCarlo(let resamples, let seed):
      let share = max(1, (resamples + steadyTimes.count - 1) / steadyTimes.count)
      means = ResampledMeanDistribution(
        mixing: steadyTimes.enumerated().map { index, times in
          // A stream of its own for each execution, so that the order of the work is all one.
          var generator = Xoshiro256(seed: seed, stream: index)
          return ResampledMeanDistribution(drawing: share, from: times, using: &generator)
        })
    }
    let tail = (1 - options.level) / 2
    self.init(
      median: means.quantile(0.5), lower: means.quantile(tail), upper: means.quantile(1 - tail),
      level: options.level)
  }
}
