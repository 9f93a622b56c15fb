// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import RealModule
import Testing

@Suite struct PenaltyTests {
  @Test func formulas() {
    // ln 1000 = 6.907755, ln ln 1000 = 1.932645.
    let both = SegmentCost.normalMeanAndVariance
    let mean = SegmentCost.normalMean(variance: 1)
    func value(_ penalty: Penalty, _ cost: SegmentCost) -> Double {
      penalty.perChangepoint(count: 1000, cost: cost)
    }
    #expect(value(.bic, both).isApproximatelyEqual(to: 3 * 6.907755278982137))
    #expect(value(.bic, mean).isApproximatelyEqual(to: 2 * 6.907755278982137))
    #expect(value(.mbic, both).isApproximatelyEqual(to: 4 * 6.907755278982137))
    #expect(value(.mbic, mean).isApproximatelyEqual(to: 3 * 6.907755278982137))
    #expect(value(.aic, both) == 6)
    #expect(value(.aic, .normalVariance(mean: nil)) == 4)
    #expect(value(.hannanQuinn, both).isApproximatelyEqual(to: 6 * 1.9326447339160653))
    #expect(value(.manual(12.5), both) == 12.5)
    #expect(value(.multipleOfLog(15), both).isApproximatelyEqual(to: 15 * 6.907755278982137))
    #expect(Penalty.hannanQuinn.perChangepoint(count: 2, cost: both) == 0)
  }
}
