// SPDX-License-Identifier: GPL-3.0-or-later

/// A completed execution that is known from a stored result alone: its times were not kept.
package struct StoredExecution: Sendable, Hashable, Codable {
  /// How many in-process iterations it ran.
  package var iterationCount: Int
  /// How many of its leading iterations the harness itself regarded as warmup; `nil` where it did
  /// not say.
  package var harnessWarmupIterations: Int?
  /// How many iterations the harness ran as warmup before those, and that are not among them; `nil`
  /// where it did not say.
  package var omittedWarmupIterations: Int?

  /// Creates what is known of an execution.
  package init(
    iterationCount: Int, harnessWarmupIterations: Int?, omittedWarmupIterations: Int?
  ) {
    self.iterationCount = iterationCount
    self.harnessWarmupIterations = harnessWarmupIterations
    self.omittedWarmupIterations = omittedWarmupIterations
  }
}
