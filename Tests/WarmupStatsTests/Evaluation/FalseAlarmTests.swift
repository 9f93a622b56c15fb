// SPDX-License-Identifier: GPL-3.0-or-later

import ResultsFiles
import TestSupport
import Testing
import WarmupStats
import evaluation

/// Halves of the same executions differ by chance alone.
@Suite struct FalseAlarmTests {
  static func check(
    splits: Int, kinds: [IntervalKind], comparesAspects: Bool
  ) async throws -> FalseAlarmStudy {
    let experiment = try ResultsFile.read(
      at: Fixtures.recorded("vms_before.json.bz2"))
    return await FalseAlarmStudy(
      of: ExperimentSummary(analyzing: experiment), splits: splits, kinds: kinds,
      comparesAspects: comparesAspects, seed: 7)
  }

  /// At level 99 % a t interval may raise a false alarm once in a hundred comparisons.
  @Test func theDefaultIntervalSeldomRaisesAFalseAlarm() async throws {
    let check = try await Self.check(splits: 1000, kinds: [.t], comparesAspects: false)
    let rate = try #require(check.perBenchmark[.changed(.t)])
    // A half in which fewer than two executions are steady has no interval.
    #expect((4900...5000).contains(rate.cases))
    #expect(rate.share <= 0.01)
    let gate = try #require(check.perFile[.slower(.t)])
    #expect(gate.cases == 1000)
    #expect(gate.share <= 0.01)
    let adjusted = try #require(check.perFile[.slowerAdjusted(.t)])
    #expect(adjusted.count <= gate.count)
  }

  /// What says worse of every wider range does so between halves too; the gate must not.
  @Test func theGateOfWorseSeldomRaisesAFalseAlarm() async throws {
    let check = try await Self.check(splits: 10, kinds: [], comparesAspects: true)
    let gate = try #require(check.perFile[.worseSignificantly])
    #expect(gate.cases == 10)
    #expect(gate.count == 0)
    #expect(try #require(check.perFile[.changedSignificantly]).count == 0)
    let changed = try #require(check.perBenchmark[.changedSignificantly])
    #expect(Figure("changed", changed, .atMost(0.01)).isMet(margin: Figure.chance), "\(changed)")
    #expect(try #require(check.perBenchmark[.worseOverall]).share > 0.1)
  }
}
