// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats

@Suite struct SortedSampleTests {
  /// Positions worked by hand: 0.05·9 = 0.45 of the way from the first value to the second.
  @Test func spreadOfTenValues() throws {
    let spread = try #require(Spread(of: [10, 1, 2, 9, 8, 3, 4, 7, 6, 5]))
    #expect(spread.median == 5.5)
    #expect(abs(spread.lower - 1.45) < 1e-12)
    #expect(abs(spread.upper - 9.55) < 1e-12)
  }

  @Test func oneValueAndNone() throws {
    #expect(Spread(of: []) == nil)
    #expect(Spread(of: [3]) == Spread(median: 3, lower: 3, upper: 3))
    #expect(try #require(SortedSample([3])).quantile(1) == 3)
  }

  @Test func countsTies() throws {
    let sample = try #require(SortedSample([2, 1, 2, 3, 2]))
    #expect([0.5, 1, 1.5, 2, 3, 4].map(sample.count(atMost:)) == [0, 1, 1, 4, 5, 5])
  }
}
