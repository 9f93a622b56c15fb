// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension SummaryDocument {
  /// Whether the warmup that the harness was told to make is enough for a benchmark.
  package struct HarnessWarmup: Codable, Sendable, Hashable {
    /// The least number of iterations that the harness was told to warm up.
    package var least: Int
    /// The greatest number of iterations that the harness was told to warm up.
    package var greatest: Int
    /// How many executions it was enough for.
    package var enough: Int
    /// How many executions needed more.
    package var tooShort: Int
    /// How many executions have no steady state.
    package var neverSteady: Int

    init(_ verdict: HarnessWarmupVerdict) {
      least = verdict.told.lowerBound
      greatest = verdict.told.upperBound
      enough = verdict.executions.count(where: \.suffices)
      tooShort = verdict.tooShort.count
      neverSteady = verdict.neverSteady.count
    }
  }

  /// What a harness was told to warm up in one execution, and whether it was enough.
  package struct ExecutionWarmup: Codable, Sendable, Hashable {
    /// How many of the leading iterations the harness regards as warmup; `nil` if it does not say.
    @OrNull package var analyzed: Int?
    /// How many warmup iterations came before them, and are not there; `nil` likewise.
    @OrNull package var omitted: Int?
    /// How many iterations in all came before the first steady one; `nil` without a steady state.
    @OrNull package var needed: Int?
    /// Whether the harness's warmup reaches to the steady state.
    package var enough: Bool

    init(_ warmup: HarnessWarmupVerdict.Execution, of execution: AnalyzedExecution) {
      analyzed = execution.harnessWarmupIterations
      omitted = execution.omittedWarmupIterations
      needed = warmup.needed
      enough = warmup.suffices
    }
  }
}
