// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints

/// The last iterations of an execution that has a steady state, where they differ from it.
///
/// They are too few to end the steady state, and too late to tell whether they last.
public struct LateChange: Sendable, Hashable, Codable {
  /// How many iterations they are.
  public var iterations: Int
  /// By how much they are slower than the steady state, as a fraction of its mean; negative if they
  /// are faster.
  public var fraction: Double

  /// Creates a change from its parts.
  package init(iterations: Int, fraction: Double) {
    self.iterations = iterations
    self.fraction = fraction
  }
}

extension ExecutionAnalysis {
  /// The last iterations, where they differ from the steady state; `nil` if they do not, without a
  /// steady state, and for methods other than ``Method/ratio(_:)``.
  ///
  /// - Complexity: O(number of segments).
  public var lateChange: LateChange? {
    guard steadyState != nil, let evidence, evidence.segments.last?.isDifferent == true,
      let last = evidence.segments.lastIndex(where: { !$0.isDifferent })
    else { return nil }
    let late = segments[(last + 1)...]
    let count = late.reduce(0) { $0 + $1.range.count }
    let mean = late.reduce(0) { $0 + $1.mean * (Double($1.range.count) / Double(count)) }
    return LateChange(
      iterations: count, fraction: mean / segments[evidence.reference].mean - 1)
  }
}
