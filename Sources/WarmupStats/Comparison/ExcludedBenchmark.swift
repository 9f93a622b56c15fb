// SPDX-License-Identifier: GPL-3.0-or-later

/// A benchmark key that two results were not compared by, and why.
public struct ExcludedBenchmark: Sendable, Hashable, Codable {
  /// Why a key was not compared.
  public enum Reason: String, Sendable, Hashable, Codable, CaseIterable, DisplayNamed {
    /// The result after does not have it.
    case missing
    /// The result before does not have it.
    case added
    /// Before, none of its executions completed.
    case crashedBaseline = "crashed before"
    /// After, none of its executions completed.
    case crashedCandidate = "crashed after"
    /// Neither before nor after did any of its executions complete.
    case crashedBoth = "crashed before and after"
    /// On a side, executions completed but none has a steady state.
    case noSteadyState = "no steady state"
    /// Several of its variants could be meant.
    case severalVariants = "several variants"
    /// Of another quantity than time, a side counts nothing at all, so that there is no ratio.
    case nothingCounted = "nothing counted"
    /// Its VM was not asked for.
    case notSelected = "not selected"
  }

  /// The key in the result before; `nil` if it has none.
  public var baseline: BenchmarkKey?
  /// The key in the result after; `nil` if it has none.
  public var candidate: BenchmarkKey?
  /// Why it was not compared.
  public var reason: Reason
  /// What follows from leaving out executions without a steady state; `nil` if none was.
  package var selection: Selection?

  /// Creates the exclusion of a key, or of a pair of keys.
  package init(
    baseline: BenchmarkKey? = nil, candidate: BenchmarkKey? = nil, reason: Reason,
    selection: Selection? = nil
  ) {
    self.baseline = baseline
    self.candidate = candidate
    self.reason = reason
    self.selection = selection
  }
}
