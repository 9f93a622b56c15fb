// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats

@Suite struct FisherExactTestTests {
  /// Answers of scipy 1.11's fisher_exact.
  @Test(arguments: [
    ([3, 1, 1, 3], 0.48571428571428565), ([5, 0, 0, 5], 0.007936507936507938),
    ([10, 0, 6, 4], 0.08668730650154799), ([8, 2, 1, 5], 0.034965034965034975),
    ([0, 5, 0, 5], 1.0), ([30, 2, 18, 12], 0.001986693220770954),
  ])
  func agreesWithAnotherProgram(counts: [Int], pValue: Double) {
    let test = FisherExactTest(
      with: counts[0], without: counts[1], and: counts[2], without: counts[3])
    #expect(abs(test.pValue - pValue) < 1e-12)
  }

  /// All ways to give the property to so many of the members, counted one by one.
  @Test func agreesWithEnumeration() {
    for n in 1...5 {
      for m in 1...5 {
        for owners in 0...(n + m) {
          var ways: [Int: Int] = [:]
          for choice in 0..<(1 << (n + m)) where choice.nonzeroBitCount == owners {
            ways[(choice & (1 << n - 1)).nonzeroBitCount, default: 0] += 1
          }
          let all = ways.values.reduce(0, +)
          for (count, found) in ways {
            let rare = ways.values.filter { $0 <= found }.reduce(0, +)
            let test = FisherExactTest(
              with: count, without: n - count, and: owners - count,
              without: m - (owners - count))
            #expect(abs(test.pValue - Double(rare) / Double(all)) < 1e-12)
          }
        }
      }
    }
  }

  @Test func exchangingGroupsChangesNothing() {
    for (a, b, c, d) in [(7, 3, 2, 9), (0, 4, 6, 1), (100, 20, 80, 40)] {
      let p = FisherExactTest(with: a, without: b, and: c, without: d).pValue
      #expect(abs(FisherExactTest(with: c, without: d, and: a, without: b).pValue - p) < 1e-12)
      #expect(abs(FisherExactTest(with: b, without: a, and: d, without: c).pValue - p) < 1e-12)
    }
  }

  @Test func manyCountsStayFinite() {
    let test = FisherExactTest(with: 5000, without: 0, and: 0, without: 5000)
    #expect(test.pValue > 0 && test.pValue < 1e-300)
  }
}
