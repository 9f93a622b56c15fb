// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats
import evaluation

/// A quick look at what `scripts/evaluate gates` measures: power and false alarms of verdicts.
@Suite struct GateStudyTests {
  private static func shares(
    executions: Int, change: Double, family: Int = 1, rounds: Int = 300,
    minimumEffect: Double? = nil
  ) -> [GateStudy.Finding: Double] {
    var generator = Xoshiro256(seed: 3)
    var study = GateStudy(executions: executions, change: change, family: family)
    if let minimumEffect { study.minimumEffects = (minimumEffect, minimumEffect) }
    return study.shares(rounds: rounds, using: &generator)
  }

  /// Executions differ by 2 %.
  ///
  /// A change of 10 % is found by five executions nearly always, one of
  /// 5 % by five often and by ten nearly always.
  @Test(arguments: [
    (5, 0.1, 1, 0.95...1.0), (5, 0.05, 1, 0.3...0.75), (10, 0.05, 1, 0.85...1),
    (5, 0.1, 20, 0.55...1), (10, 0.1, 20, 0.97...1),
  ])
  func changesAreFound(
    executions: Int, change: Double, family: Int, band: ClosedRange<Double>
  ) {
    let shares = Self.shares(executions: executions, change: change, family: family)
    #expect(band.contains(shares[.compareSlower, default: 0]))
    #expect(shares[.diffSlower, default: 0] >= band.lowerBound - 0.05)
    #expect(shares[.compareFaster, default: 0] == 0)
    #expect(shares[.diffBetter, default: 0] <= 0.02)
  }

  /// Without a change each gate may fail in at most one of a hundred; half of that is one-sided.
  @Test(arguments: [5, 10])
  func nothingIsFoundWhereNothingChanged(executions: Int) {
    let shares = Self.shares(executions: executions, change: 0, rounds: 600)
    // Three standard errors of 600 rounds above 1 %.
    for finding in GateStudy.Finding.allCases where finding != .compareEquivalent {
      #expect(shares[finding, default: 0] <= 0.0225, "\(finding)")
    }
  }

  /// At a true change of exactly the minimum effect the gate fails in at most half of 1 %, and of
  /// three times that with enough executions always.
  @Test func theMinimumEffectIsOverlooked() {
    let edge = Self.shares(executions: 10, change: 0.02, rounds: 600, minimumEffect: 0.02)
    #expect(edge[.compareSlower, default: 0] <= 0.015)
    #expect(edge[.diffSlower, default: 0] <= 0.015)
    let beyond = Self.shares(executions: 30, change: 0.06, minimumEffect: 0.02)
    #expect(beyond[.compareSlower, default: 0] >= 0.95)
    #expect(beyond[.diffSlower, default: 0] >= 0.95)
  }

  /// More executions never find less.
  @Test(arguments: [1, 20])
  func powerDoesNotFallWithMoreExecutions(family: Int) {
    let powers = [5, 6, 8, 10, 15, 30].map {
      Self.shares(executions: $0, change: 0.05, family: family, rounds: 150)
    }
    for finding in [GateStudy.Finding.compareSlower, .diffSlower] {
      let shares = powers.map { $0[finding, default: 0] }
      for (fewer, more) in zip(shares, shares.dropFirst()) {
        // What 150 rounds leave open.
        #expect(more >= fewer - 0.1, "\(finding): \(shares)")
      }
      #expect(shares[5] >= 0.97)
    }
  }

  /// A new mode of +10 % in a fifth of the executions: with five executions it often hides, and
  /// the summary says with what probability.
  @Test func modesMayHideFromFewExecutions() throws {
    var generator = Xoshiro256(seed: 3)
    var study = GateStudy(executions: 5, change: 0)
    (study.modeShare, study.mode) = (0.2, 1.1)
    study.minimumEffects = (0.1, 0)
    let hidden = study.shares(rounds: 300, using: &generator)[.compareEquivalent, default: 0]
    #expect(hidden > 0.1)
    let effect = try EffectSizeTests.compare(Worked.newExecutions, to: Worked.oldExecutions)
    #expect(abs(effect.probabilityOfUnseenMode - 0.32768) < 1e-12)
  }
}
