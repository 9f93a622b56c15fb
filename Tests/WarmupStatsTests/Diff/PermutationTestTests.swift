// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats

@Suite struct PermutationTestTests {
  /// All ways to choose the first group, one by one: (p-value, least p-value).
  private static func enumerated(_ values: [Double], first: Int) -> (Double, Double) {
    let mean = Double(first) * values.reduce(0, +) / Double(values.count)
    func distance(_ chosen: [Double]) -> Double { abs(chosen.reduce(0, +) - mean) }
    let found = distance(Array(values[..<first]))
    var distances: [Double] = []
    for choice in 0..<(1 << values.count) where choice.nonzeroBitCount == first {
      distances.append(
        distance(values.indices.filter { choice >> $0 & 1 == 1 }.map { values[$0] }))
    }
    let greatest = distances.max() ?? 0
    func share(_ limit: Double) -> Double {
      Double(distances.count { $0 >= limit - 1e-9 }) / Double(distances.count)
    }
    return (share(found), share(greatest))
  }

  /// The ranks from 1, equal numbers sharing the mean of theirs.
  private static func midRanks(_ values: [Double]) -> [Double] {
    values.map { value in
      let (less, equal) = (values.count { $0 < value }, values.count { $0 == value })
      return Double(less) + Double(equal + 1) / 2
    }
  }

  /// scipy: by enumeration of all C(11, 5) divisions of the mid-ranks, and `mannwhitneyu` (exact).
  @Test func ranksAgreeWithAnotherProgram() throws {
    let ties = try #require(
      PermutationTest(ranksOf: [3, 5, 5, 9, 12], and: [5, 8, 13, 14, 15, 20]))
    #expect(abs(ties.pValue - 0.08008658008658008) < 1e-12)
    #expect(ties.direction == -1)
    let distinct = try #require(PermutationTest(ranksOf: [1, 4, 6, 7], and: [2, 9, 10, 11, 12]))
    #expect(abs(distinct.pValue - 0.1111111111111111) < 1e-12)
    #expect(abs(distinct.leastPValue - 2.0 / 126) < 1e-15)
  }

  @Test(arguments: 0..<12)
  func ranksAgreeWithEnumeration(seed: UInt64) throws {
    var generator = Xoshiro256(seed: seed)
    let (n, m) = (
      Int.random(in: 1...6, using: &generator), Int.random(in: 1...6, using: &generator)
    )
    let values = (0..<(n + m)).map { _ in Double(Int.random(in: 0...7, using: &generator)) }
    let test = try #require(
      PermutationTest(ranksOf: Array(values[..<n]), and: Array(values[n...])))
    let (pValue, least) = Self.enumerated(Self.midRanks(values), first: n)
    #expect(abs(test.pValue - pValue) < 1e-12)
    #expect(abs(test.leastPValue - least) < 1e-12)
    let back = try #require(
      PermutationTest(ranksOf: Array(values[n...]), and: Array(values[..<n])))
    #expect(abs(back.pValue - pValue) < 1e-12 && back.direction == -test.direction)
  }

  /// Deviations of whole 128ths are not rounded; groups of one size are stretched alike.
  @Test func deviationsAgreeWithEnumeration() throws {
    let (first, second): ([Double], [Double]) = ([0, 100, 164, 200, 228], [96, 98, 100, 101, 104])
    let test = try #require(PermutationTest(deviationsOf: first, and: second))
    // From the medians 164 and 100, in units of 164/128; rounded as the test rounds them.
    let deviations = [164, 64, 0, 36, 64, 4, 2, 0, 1, 4].map { (128 * $0 / 164.0).rounded() }
    let (pValue, least) = Self.enumerated(deviations, first: 5)
    #expect(abs(test.pValue - pValue) < 1e-12)
    #expect(abs(test.leastPValue - least) < 1e-12)
    #expect(test.direction == 1)
    #expect(PermutationTest(deviationsOf: [1, 2], and: second) == nil)
  }

  /// The normal limit where the exact distribution is still known: 20 and 21 a side hardly differ.
  @Test func theNormalLimitIsNearTheExactDistribution() throws {
    for shift in [0.0, 3, 6, 9] {
      func test(_ n: Int) throws -> PermutationTest {
        try #require(
          PermutationTest(
            ranksOf: (0..<n).map { Double(2 * $0) },
            and: (0..<n).map { Double(2 * $0) + 1 + 2 * shift }))
      }
      let (exact, normal) = (try test(20).pValue, try test(21).pValue)
      #expect(abs(exact - normal) < 0.03)
    }
  }

  /// Between groups that do not differ p-values of at most 5 % are not more frequent than that.
  @Test(arguments: [(5, 5), (4, 16), (10, 10)])
  func falseAlarmsKeepTheirLevel(sizes: (Int, Int)) {
    var generator = Xoshiro256(seed: 6)
    let rounds = 400
    var (ranks, deviations) = (0, 0)
    for _ in 0..<rounds {
      func group(_ count: Int) -> [Double] {
        // Skewed, with a heavy tail.
        (0..<count).map { _ in 1 / Double.random(in: 0.05...1, using: &generator) }
      }
      let (first, second) = (group(sizes.0), group(sizes.1))
      if let test = PermutationTest(ranksOf: first, and: second), test.pValue <= 0.05 {
        ranks += 1
      }
      if let test = PermutationTest(deviationsOf: first, and: second), test.pValue <= 0.05 {
        deviations += 1
      }
    }
    // 5 % and three standard errors of 400 rounds.
    #expect(Double(ranks) / Double(rounds) < 0.083)
    #expect(Double(deviations) / Double(rounds) < 0.083)
  }

  @Test func emptyGroupsAndEqualNumbers() throws {
    #expect(PermutationTest(ranksOf: [], and: [1]) == nil)
    let equal = try #require(PermutationTest(ranksOf: [1, 1, 1], and: [1, 1]))
    #expect(equal.pValue == 1 && equal.leastPValue == 1 && equal.direction == 0)
    let many = Array(repeating: 1.0, count: 30)
    #expect(try #require(PermutationTest(ranksOf: many, and: many)).pValue == 1)
  }
}
