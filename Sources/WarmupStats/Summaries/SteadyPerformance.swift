// SPDX-License-Identifier: GPL-3.0-or-later

extension Estimate {
  /// The mean time of a steady iteration, in seconds, over the `executions` that completed; `nil`
  /// if they are too few for the kind of interval that the options ask for.
  ///
  /// The pooled interval is that of Barrett et al., OOPSLA 2017, §4.4,
  /// https://doi.org/10.1145/3133876: the values are resampled within the steady segments of each
  /// execution, and the means of all executions are pooled with equal weights.
  ///
  /// Executions without a steady state take no part.
  ///
  /// - Precondition: at least one execution has a steady state.
  init?(steadyPerformanceOf executions: [AnalyzedExecution], _ options: AnalysisOptions) {
    let steadyTimes = executions.compactMap {
      $0.resampledTimes(reproducing: options.method.compatibility)
    }
    self.init(
      ofExecutions: steadyTimes, kind: options.intervalKind, level: options.level,
      resampling: options.resampling)
  }
}

extension AnalyzedExecution {
  /// The times that steady performance is resampled from, in seconds, one array for each steady
  /// segment; `nil` if there is no steady state, or the times were not kept.
  func resampledTimes(reproducing compatibility: Compatibility?) -> [[Double]]? {
    guard let values = analysis?.steadyState?.values else { return nil }
    var segments = values.segments
    if compatibility == .warmupStats, let last = segments.last, last.lowerBound > 0 {
      // The published tool takes one value from before the last changepoint. Where the segments
      // differ it widens the interval many times over.
      segments[segments.count - 1] = last.lowerBound - 1..<last.upperBound
    }
    let times = values.series.values
    return segments.map { Array(times[$0]) }
  }
}
