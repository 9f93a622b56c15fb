// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints

/// Whether the warmup that a harness was told to make is enough for one benchmark key.
///
/// A warmup of n iterations suffices for an execution if its first steady iteration, counted from
/// 0, is at most n: then every iteration that the harness goes on to measure is steady. It never
/// suffices for an execution without a steady state.
public struct HarnessWarmupVerdict: Sendable, Hashable, Codable {
  /// What holds for one completed process execution.
  public struct Execution: Sendable, Hashable, Codable {
    /// Its place among the executions of its key, from 0.
    public var index: Int
    /// How many iterations of warmup the harness was told to make.
    public var told: Int
    /// How many iterations came before the first steady one; `nil` without a steady state.
    ///
    /// Those that the harness left out of the file count, even where it may have been steady
    /// before their end.
    public var needed: Int?

    /// Whether the harness's warmup reaches to the steady state.
    package var suffices: Bool { needed.map { $0 <= told } ?? false }

    /// Creates a finding from its parts.
    package init(index: Int, told: Int, needed: Int?) {
      self.index = index
      self.told = told
      self.needed = needed
    }
  }

  /// The completed executions of which it is known what the harness was told; at least one.
  public var executions: [Execution]
  /// Whether some of the harness's warmup is not among the iterations that were analyzed.
  package var isOmitted: Bool

  /// The least and the greatest number of iterations that the harness was told to warm up.
  public var told: ClosedRange<Int> {
    let counts = executions.map(\.told)
    return (counts.min() ?? 0)...(counts.max() ?? 0)
  }

  /// The executions that needed a longer warmup.
  package var tooShort: [Execution] { executions.filter { !$0.suffices && $0.needed != nil } }

  /// The executions that have no steady state.
  package var neverSteady: [Execution] { executions.filter { $0.needed == nil } }

  /// Whether the harness's warmup is enough for every execution.
  public var suffices: Bool { executions.allSatisfy(\.suffices) }

  /// Judges the executions of one benchmark key; `nil` if of none is known what the harness was
  /// told.
  ///
  /// - Complexity: O(number of executions).
  package init?(of executions: [AnalyzedExecution]) {
    self.executions = executions.indices.compactMap { index in
      guard let told = executions[index].toldWarmup, let analysis = executions[index].analysis
      else { return nil }
      let omitted = executions[index].omittedWarmupIterations ?? 0
      return Execution(
        index: index, told: told, needed: analysis.firstSteadyIteration.map { omitted + $0 })
    }
    if self.executions.isEmpty { return nil }
    isOmitted = executions.contains { $0.omittedWarmupIterations ?? 0 > 0 }
  }
}

extension BenchmarkSummary {
  /// Whether the warmup that the harness was told to make is enough; `nil` if it is not known.
  ///
  /// - Complexity: O(number of executions).
  public var harnessWarmup: HarnessWarmupVerdict? { HarnessWarmupVerdict(of: executions) }
}

extension AnalyzedExecution {
  /// How many iterations the harness was told to warm up, in the file or not; `nil` where it did
  /// not say.
  fileprivate var toldWarmup: Int? {
    guard harnessWarmupIterations != nil || omittedWarmupIterations != nil else { return nil }
    return (omittedWarmupIterations ?? 0) + (harnessWarmupIterations ?? 0)
  }
}

extension ExecutionAnalysis {
  /// The first steady iteration, from 0, whatever another program would call it.
  var firstSteadyIteration: Int? {
    // Under ``Method/traini2023(_:)`` the very first iteration is never steady.
    let least = ratioTests == nil ? 0 : 1
    return steadyState.map { max(segments[$0.segments.lowerBound].range.lowerBound, least) }
  }
}
