// SPDX-License-Identifier: GPL-3.0-or-later

/// How many process executions of a benchmark crashed or timed out on either side of a comparison.
public struct FailureChange: Sendable, Hashable, Codable {
  /// The failures of a side.
  public struct Side: Sendable, Hashable, Codable {
    /// The benchmark key of the side.
    public var key: BenchmarkKey
    /// How many executions crashed or timed out.
    public var failed: Int
    /// How many of ``failed`` timed out.
    public var timedOut: Int
    /// How many executions there are.
    public var executions: Int

    fileprivate init(_ summary: BenchmarkSummary) {
      key = summary.key
      executions = summary.counts.completed + summary.counts.crashed
      failed = summary.counts.crashed
      timedOut = summary.executions.count { $0.outcome == .timedOut }
    }
  }

  /// The failures of the baseline.
  public var baseline: Side
  /// The failures of the candidate.
  public var candidate: Side
  /// The p-value of equal shares of failures, by Fisher's exact test.
  public var pValue: Double

  /// Counts the failures of two summaries; `nil` if there is none, or a side has no execution.
  init?(from baseline: BenchmarkSummary, to candidate: BenchmarkSummary) {
    self.baseline = Side(baseline)
    self.candidate = Side(candidate)
    guard self.baseline.failed + self.candidate.failed > 0,
      min(self.baseline.executions, self.candidate.executions) > 0
    else { return nil }
    pValue =
      FisherExactTest(
        with: self.baseline.failed, without: self.baseline.executions - self.baseline.failed,
        and: self.candidate.failed, without: self.candidate.executions - self.candidate.failed
      ).pValue
  }

  /// Whether a greater share of executions fails than in the baseline.
  package var isMore: Bool {
    // Multiplied by both numbers of executions: whole numbers compare exactly.
    candidate.failed * baseline.executions > baseline.failed * candidate.executions
  }
}
