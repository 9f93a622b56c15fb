// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats

@Suite struct HolmAdjustmentTests {
  /// Worked by hand: 0.01·4, 0.02·3, 0.03·2 = 0.06 (not less than 0.06), 0.04·1 → 0.06.
  @Test func workedExample() {
    let adjusted = holmAdjusted([0.04, 0.01, 0.03, 0.02])
    for (found, expected) in zip(adjusted, [0.06, 0.04, 0.06, 0.06]) {
      #expect(abs(found - expected) < 1e-15)
    }
  }

  @Test func staysAtMostOne() {
    #expect(holmAdjusted([0.9, 0.8]) == [1, 1])
    #expect(holmAdjusted([0.3]) == [0.3])
    #expect(holmAdjusted([]) == [])
  }

  /// Among sets of true hypotheses, at most α have any rejected.
  @Test func keepsTheFamilywiseErrorRate() {
    var generator = Xoshiro256(seed: 2)
    let rounds = 4000
    let wrong = (0..<rounds).count { _ in
      let pValues = (0..<8).map { _ in Double.random(in: 0...1, using: &generator) }
      return holmAdjusted(pValues).contains { $0 <= 0.05 }
    }
    // 1 − 0.99375⁸ = 4.9 %; three standard errors of a proportion of 4000.
    #expect(abs(Double(wrong) / Double(rounds) - 0.049) < 0.0105)
  }
}
