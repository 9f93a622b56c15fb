// SPDX-License-Identifier: GPL-3.0-or-later

/// Where a ``SteadyRule`` would have stopped executions that ran in full, and what that would have
/// cost.
public struct SteadyRuleStudy: Sendable, Hashable {
  /// One execution.
  public struct Execution: Sendable, Hashable {
    /// Where the rule stops it; `nil` if it never looks steady.
    public var stop: SteadyRule.Stop?
    /// How long the execution ran, in seconds.
    public var fullTime: Double
    /// How long it runs with the rule, in seconds.
    public var time: Double
    /// By how much the mean of the measured part differs from that of the steady state of the full
    /// execution, as a part of it; `nil` if the rule does not stop it, or it has no steady state.
    public var deviation: Double?
  }

  /// The executions of a benchmark key that completed.
  public struct Benchmark: Sendable, Hashable {
    /// The key.
    public var key: BenchmarkKey
    /// Its executions.
    public var executions: [Execution]
  }

  /// The rule.
  public let rule: SteadyRule
  /// The benchmarks of which executions completed.
  public let benchmarks: [Benchmark]

  /// Applies a rule to what was measured.
  ///
  /// - Parameters:
  ///   - rule: the rule.
  ///   - summaries: what is known of the full executions; those whose times were not kept take no
  ///     part.
  /// - Complexity: O(n log n) for n iterations in all.
  public init(applying rule: SteadyRule, to summaries: [BenchmarkSummary]) {
    self.rule = rule
    benchmarks = summaries.compactMap { summary in
      let executions = summary.executions.compactMap { analyzed -> Execution? in
        guard let times = analyzed.execution?.times, !times.isEmpty else { return nil }
        return Execution(
          applying: rule, to: times, steadyMean: analyzed.analysis?.steadyState?.mean)
      }
      return executions.isEmpty ? nil : Benchmark(key: summary.key, executions: executions)
    }
  }
}

extension SteadyRuleStudy.Execution {
  fileprivate init(applying rule: SteadyRule, to times: [Double], steadyMean: Double?) {
    stop = rule.stop(in: times)
    fullTime = times.reduce(0, +)
    time = times.prefix(stop?.iterations ?? times.count).reduce(0, +)
    deviation = stop.flatMap { stop in
      steadyMean.map { steady in
        times[stop.measured].reduce(0, +) / Double(stop.measured.count) / steady - 1
      }
    }
  }
}
