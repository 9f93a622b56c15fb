// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints

/// One process execution and, if it completed, what the method finds in it.
public struct AnalyzedExecution: Sendable, Hashable {
  /// What was measured.
  public var execution: ProcessExecution
  /// What was found; `nil` exactly if the execution did not complete.
  public var analysis: ExecutionAnalysis?

  /// Creates an analysed execution from its parts.
  package init(execution: ProcessExecution, analysis: ExecutionAnalysis?) {
    self.execution = execution
    self.analysis = analysis
  }
}

extension AnalyzedExecution {
  /// Analyses `execution`, if it completed, apart from any others.
  ///
  /// - Complexity: as ``SegmentedExecution/init(segmenting:options:)``.
  public init(analyzing execution: ProcessExecution, options: AnalysisOptions = AnalysisOptions()) {
    let completed = execution.outcome == .completed
    self.init(
      execution: execution,
      analysis: completed ? ExecutionAnalysis(analyzing: execution.times, options: options) : nil)
  }

  /// The times of the steady state that are no outliers, in seconds, one array for each of its
  /// segments; `nil` if there is no steady state, or the times were not kept.
  ///
  /// - Complexity: O(n) for n iterations.
  public var steadyTimes: [[Double]]? { steadyTimes(compatibility: nil) }

  /// The times that steady performance is resampled from, as ``steadyTimes`` are given.
  func steadyTimes(compatibility: Compatibility?) -> [[Double]]? {
    guard let analysis, let steady = analysis.steadyState, !execution.lacksTimes
    else { return nil }
    let series = FilteredSeries(execution.times, without: analysis.outliers)
    return steady.segments.map { index in
      var indices = series.indices(in: analysis.segments[index].range)
      if compatibility == .warmupStats, index > 0, index == analysis.segments.count - 1 {
        // The published tool takes one value from before the last changepoint. Where the segments
        // differ it widens the interval many times over.
        indices = indices.lowerBound - 1..<indices.upperBound
      }
      return Array(series.values[indices])
    }
  }
}
