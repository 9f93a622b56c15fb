// SPDX-License-Identifier: GPL-3.0-or-later

import GSL
import Testing

@Suite struct StandardNormalTests {
  /// The values are R's `qnorm(p, lower.tail = FALSE)`.
  @Test(arguments: [
    (0.5, 0.0), (0.025, 1.959963984540054), (0.005, 2.5758293035489004),
    (0.0025, 2.807033768343804), (1e-20, 9.262340089798409),
  ])
  func quantilesAreKnown(probability: Double, expected: Double) {
    #expect(
      abs(StandardNormal.quantile(exceededWith: probability) - expected) <= 1e-12 * (1 + expected))
  }
}

@Suite struct LaggedProductsTests {
  @Test(arguments: [1, 2, 3, 7, 8, 9, 100, 1024, 1025])
  func theyAreTheSums(count: Int) throws {
    let values = (0..<count).map { Double(($0 * 7919) % 101) - 50 }
    let found = try laggedProducts(of: values)
    #expect(found.count == count)
    let total = values.reduce(0) { $0 + $1 * $1 }
    for lag in 0..<count {
      let expected = (0..<count - lag).reduce(0) { $0 + values[$1] * values[$1 + lag] }
      #expect(abs(found[lag] - expected) <= 1e-12 * total)
    }
  }

  @Test func ofNothingThereIsNothing() throws { #expect(try laggedProducts(of: []) == []) }
}
