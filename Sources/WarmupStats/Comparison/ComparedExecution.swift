// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints

/// What of a process execution takes part in a comparison.
package struct ComparedExecution: Sendable, Hashable {
  /// The values of each segment, in seconds; there is at least one.
  package var segments: [[Double]]
  /// The variance that the resolution of the clock adds to the mean, in seconds squared.
  package var clockVariance: Double

  /// Creates an execution whose clock is known.
  package init(segments: [[Double]], clockVariance: Double) {
    self.segments = segments
    self.clockVariance = clockVariance
  }

  /// Creates an execution whose clock shows in the values themselves.
  package init(segments: [[Double]]) {
    let values = Array(segments.joined())
    let resolution = SmallVarianceTreatment.resolution(of: values)
    self.init(
      segments: segments, clockVariance: resolution * resolution / (12 * Double(values.count)))
  }

  /// The mean of the values, in seconds.
  package var mean: Double { segments.joined().accurateMean }
}

extension BenchmarkSummary {
  /// The executions that take part in a comparison: their steady times without outliers, or all
  /// their times.
  ///
  /// Of an execution whose times were not kept the steady mean stands for all of them.
  func comparedExecutions(_ options: ComparisonOptions) -> [ComparedExecution] {
    if options.usesAllIterations {
      return executions.compactMap(\.execution?.times).filter { !$0.isEmpty }
        .map { ComparedExecution(segments: [$0]) }
    }
    return executions.compactMap { execution in
      execution.analysis?.steadyState.map { steady in
        ComparedExecution(
          segments: execution.steadyTimes ?? [[steady.mean]], clockVariance: steady.clockVariance)
      }
    }
  }

  /// The last quarter of the times of every completed execution, at least one of each; empty if
  /// the times of one were not kept.
  func lastQuarters() -> [ComparedExecution] {
    let completed = executions.filter { $0.analysis != nil }
    let measured = completed.compactMap(\.execution)
    guard measured.count == completed.count else { return [] }
    return measured.map {
      ComparedExecution(segments: [Array($0.times.suffix(max(1, $0.times.count / 4)))])
    }
  }
}
