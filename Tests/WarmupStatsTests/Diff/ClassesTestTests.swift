// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats

@Suite struct ClassesTestTests {
  private static func counts(_ settling: Int, _ slowdown: Int, _ none: Int) -> ClassificationCounts
  {
    var counts = ClassificationCounts()
    (counts.flat, counts.warmup) = (settling / 2, settling - settling / 2)
    (counts.slowdown, counts.noSteadyState) = (slowdown, none)
    return counts
  }

  /// By enumeration of all tables with the same totals, in Python with whole numbers.
  @Test(arguments: [
    ([5, 0, 0], [0, 0, 5], 0.007936507936507936), ([6, 2, 2], [2, 2, 6], 0.16192166966160776),
    ([8, 1, 1], [4, 5, 1], 0.14086687306501547), ([10, 0, 0], [10, 0, 0], 1.0),
  ])
  func agreesWithEnumeration(first: [Int], second: [Int], pValue: Double) throws {
    let (one, other) = (
      Self.counts(first[0], first[1], first[2]), Self.counts(second[0], second[1], second[2])
    )
    #expect(abs(try #require(ClassesTest(one, other)).pValue - pValue) < 1e-12)
    #expect(abs(try #require(ClassesTest(other, one)).pValue - pValue) < 1e-12)
  }

  /// With two kinds it is Fisher's test.
  @Test func ofTwoKindsItIsFishersTest() throws {
    for (a, b, c, d) in [(3, 1, 1, 3), (10, 0, 6, 4), (8, 2, 1, 5), (30, 2, 18, 12)] {
      let fisher = FisherExactTest(with: a, without: b, and: c, without: d)
      let test = try #require(ClassesTest(Self.counts(a, b, 0), Self.counts(c, d, 0)))
      #expect(abs(test.pValue - fisher.pValue) < 1e-9)
      #expect(test.leastPValue <= test.pValue)
    }
  }

  @Test func nothingCompletedNothingTested() {
    #expect(ClassesTest(Self.counts(0, 0, 0), Self.counts(3, 0, 0)) == nil)
  }
}
