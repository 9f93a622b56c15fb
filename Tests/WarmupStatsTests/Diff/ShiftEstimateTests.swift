// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing
import WarmupStats

@Suite struct ShiftEstimateTests {
  /// The interval by trying shifts: those that the permutation test of ranks does not refuse.
  @Test(arguments: 1...12)
  func intervalIsWhatTheRankTestDoesNotRefuse(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let first = (0..<Int.random(in: 4...8, using: &generator)).map { _ in
      Double.random(in: 0...1, using: &generator)
    }
    let second = (0..<Int.random(in: 4...8, using: &generator)).map { _ in
      Double.random(in: 0...2, using: &generator)
    }
    let estimate = try #require(ShiftEstimate(from: first, to: second, level: 0.9))
    let interval = try #require(estimate.interval)
    #expect(interval.contains(estimate.shift))
    for shift in stride(from: -1.5, through: 2.5, by: 0.0137) {
      let moved = second.map { $0 - shift }
      let pValue = try #require(PermutationTest(ranksOf: first, and: moved)).pValue
      #expect((pValue > 0.1) == interval.contains(shift), "\(shift)")
    }
  }

  @Test func intervalsHoldTheTruth() throws {
    var generator = SplitMix64(seed: 3)
    let held = try (0..<400).count { _ in
      let first = (0..<10).map { _ in Double.random(in: 0...1, using: &generator) }
      let second = (0..<10).map { _ in 0.3 + Double.random(in: 0...1, using: &generator) }
      let estimate = try #require(ShiftEstimate(from: first, to: second, level: 0.95))
      return try #require(estimate.interval).contains(0.3)
    }
    #expect((370...398).contains(held))
  }

  @Test func fewNumbersHaveNoIntervalAndNoneHaveNoShift() throws {
    let few = try #require(ShiftEstimate(from: [1, 2], to: [3, 4], level: 0.99))
    #expect(few.shift == 2 && few.interval == nil)
    #expect(ShiftEstimate(from: [], to: [1], level: 0.99) == nil)
  }

  /// At the seam between the exact rank and the normal limit, both nearly agree.
  @Test func theNormalLimitJoinsOn() throws {
    let first = (0..<20).map { Double($0) }
    let second = (0..<20).map { 0.37 + 1.1 * Double($0) }
    let exact = try #require(ShiftEstimate(from: first, to: second, level: 0.95)?.interval)
    let more = first + [9.5]
    let limit = try #require(ShiftEstimate(from: more, to: second, level: 0.95)?.interval)
    #expect(abs(exact.lowerBound - limit.lowerBound) < 1.2)
    #expect(abs(exact.upperBound - limit.upperBound) < 1.2)
  }
}
