// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing
import WarmupStats

@Suite struct MultinomialIntervalsTests {
  struct Reference: Decodable {
    struct Case: Decodable, CustomStringConvertible {
      var counts: [Int]
      var alpha: Double
      var intervals: [[Double]]

      var description: String { "\(counts)" }
    }

    var cases: [Case]
  }

  /// The 175 count vectors that the R package MultinomialCI was asked for.
  @Test func matchesReference() throws {
    let data = try Fixtures.data("reference/multinomial_intervals.json")
    let cases = try JSONDecoder().decode(Reference.self, from: data).cases
    #expect(cases.count == 175)
    for reference in cases {
      let found = try #require(
        MultinomialIntervals(counts: reference.counts, level: 1 - reference.alpha))
      for (interval, expected) in zip(found.intervals, reference.intervals) {
        #expect(abs(interval.lowerBound - expected[0]) < 1e-9, "\(reference)")
        #expect(abs(interval.upperBound - expected[1]) < 1e-9, "\(reference)")
      }
    }
  }

  @Test func noCountsNoIntervals() {
    #expect(MultinomialIntervals(counts: [0, 0], level: 0.99) == nil)
  }

  @Test(arguments: [[5], [1], [1, 0, 0], [1000, 2000, 3], [0, 30]])
  func staysWithinZeroAndOneAroundTheProportion(counts: [Int]) throws {
    let found = try #require(MultinomialIntervals(counts: counts, level: 0.95))
    let total = Double(counts.reduce(0, +))
    for (interval, count) in zip(found.intervals, counts) {
      #expect(interval.lowerBound >= 0 && interval.upperBound <= 1)
      #expect(interval.contains(Double(count) / total))
    }
  }
}
