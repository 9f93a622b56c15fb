// SPDX-License-Identifier: GPL-3.0-or-later

extension BenchmarkSummary: CustomStringConvertible {
  /// The key, how its executions behave, and what is known of the steady state, such as
  /// "nbody:HotSpot: warmup, steadyIteration 11 (2…20), steadyPerformance 0.02 (0.019…0.021, 99%)".
  public var description: String {
    let facts: [(name: String, value: String?)] = [
      ("steadyIteration", steadyIteration?.description),
      ("timeToSteady", timeToSteady?.description),
      ("steadyPerformance", steadyPerformance?.description),
    ]
    let known = facts.compactMap { fact in fact.value.map { "\(fact.name) \($0)" } }
    let behavior = consistency?.displayName ?? ProcessExecution.Outcome.crashed.displayName
    return "\(key): " + ([behavior] + known).joined(separator: ", ")
  }
}

extension ExperimentSummary: CustomStringConvertible {
  /// One line per benchmark key.
  public var description: String {
    benchmarks.map(\.description).joined(separator: "\n")
  }
}
