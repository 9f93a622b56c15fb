// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats
import evaluation

/// A quick look at what `scripts/evaluate figures --only gates` measures: power and false alarms of verdicts.
@Suite struct GateStudyTests {
  private static func shares(
    executions: Int, change: Double, family: Int = 1, rounds: Int = 300,
    minimumEffect: Double? = nil
  ) -> [GateStudy.Finding: Double] {
    var generator = Xoshiro256(seed: 3)
    var study = GateStudy(executions: executions, change: change, family: family)
    if let minimumEffect { study.minimumEffects = (minimumEffect, minimumEffect) }
    return study.rates(rounds: rounds, using: &generator).mapValues(\.share)
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
    for finding in GateStudy.Finding.allCases
    where finding != .compareEquivalent && finding != .compareEquivalentForSure {
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

  /// A new mode of +10 % in a fifth of the executions: with five of them it hides in 0.8⁵ = 33 % of
  /// cases, and a note says so; with thirty, where there is no note, it hardly ever does.
  @Test func modesMayHideFromFewExecutions() throws {
    func rates(executions: Int) -> [GateStudy.Finding: Rate] {
      var generator = Xoshiro256(seed: 3)
      var study = GateStudy(executions: executions, change: 0)
      (study.deviation, study.modeShare, study.mode) = (0.002, 0.2, 1.1)
      return study.rates(rounds: 150, using: &generator)
    }
    let few = rates(executions: 5)
    #expect((0.2...0.45).contains(few[.compareEquivalent]?.share ?? 0))
    #expect(few[.compareEquivalentForSure]?.count == 0)
    let many = rates(executions: 30)
    let sure = try #require(many[.compareEquivalentForSure])
    #expect(Figure("", sure, .atMost(0.012)).isMet(margin: Figure.chance), "\(sure)")
    let effect = try EffectSizeTests.compare(Worked.newExecutions, to: Worked.oldExecutions)
    #expect(abs(effect.probabilityOfUnseenMode - 0.32768) < 1e-12)
  }

  /// Executions that differ little, and nothing changed: that is said.
  @Test func equalBenchmarksAreEquivalent() {
    var generator = Xoshiro256(seed: 3)
    var study = GateStudy(executions: 20, change: 0)
    study.deviation = 0.002
    let rates = study.rates(rounds: 30, using: &generator)
    #expect(rates[.compareEquivalentForSure]?.count == 30)
  }
}
