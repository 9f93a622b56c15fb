// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints

/// A benchmark key whose executions are to be cut off.
struct Truncation {
  /// What all iterations say.
  var full: BenchmarkSummary
  /// The part of the iterations to keep, in (0, 1].
  var fraction: Double

  /// How many of `iterations` that fraction is: at least one.
  static func length(of fraction: Double, of iterations: Int) -> Int {
    max(1, Int(clamped: (fraction * Double(iterations)).rounded()))
  }

  /// What the truncated executions say.
  func summary(analysis: AnalysisOptions) -> BenchmarkSummary {
    BenchmarkSummary(
      analyzing: full.executions.compactMap(\.execution).map {
        $0.truncated(to: Self.length(of: fraction, of: $0.times.count))
      },
      of: full.key, options: analysis.truncated(by: fraction))
  }

  /// Whether the truncated executions say the same as the full ones.
  func conclusions(analysis: AnalysisOptions, options: TruncationOptions) -> Conclusions {
    Conclusions(
      BenchmarkDiff(
        from: full, to: summary(analysis: analysis), options: options.comparison, isTested: false))
  }
}

extension ProcessExecution {
  /// Whether it ran all of its iterations.
  var hasCompleted: Bool { outcome == .completed }

  /// The execution as if it had ended after that many iterations, at least one; it is as it was
  /// if it was shorter or did not complete.
  public func truncated(to iterations: Int) -> ProcessExecution {
    precondition(iterations > 0, "a completed execution has at least one iteration")
    guard hasCompleted, iterations < times.count else { return self }
    return ProcessExecution(
      times: Array(times[..<iterations]),
      harnessWarmupIterations: harnessWarmupIterations.map { min($0, iterations) },
      omittedWarmupIterations: omittedWarmupIterations,
      counters: counters?.truncated(to: iterations))
  }
}

extension ProcessorCounters {
  /// The counts of the first `iterations` iterations.
  fileprivate func truncated(to iterations: Int) -> ProcessorCounters {
    ProcessorCounters(
      coreCycles: coreCycles.map { Array($0.prefix(iterations)) },
      aperf: aperf.map { Array($0.prefix(iterations)) },
      mperf: mperf.map { Array($0.prefix(iterations)) })
  }
}

extension AnalysisOptions {
  /// The options for executions of which only that fraction is left.
  func truncated(by fraction: Double) -> AnalysisOptions {
    var options = self
    options.window = window.scaled(by: fraction)
    options.steadyTail = steadyTail.scaled(by: fraction)
    return options
  }
}

extension IterationCount {
  /// The same part of an execution of which only that fraction is left.
  fileprivate func scaled(by fraction: Double) -> IterationCount {
    switch self {
    case .count(let count): .count(Int(clamped: fraction * Double(count)))
    case .fraction: self
    }
  }
}
