// SPDX-License-Identifier: GPL-3.0-or-later

import GSL
import RealModule
import Testing

@Suite struct StudentTTests {
  /// Closed forms: with 1 degree of freedom t is Cauchy's, with 2 its quantile is
  /// (2p − 1)·√(2/(1 − (2p − 1)²)).
  @Test(arguments: [0.005, 0.025, 0.3, 0.5, 0.9, 0.995])
  func quantilesOfOneAndTwoDegreesOfFreedom(p: Double) {
    let cauchy = Double.tan(.pi * (p - 0.5))
    let c = 2 * p - 1
    let second = c * (2 / (1 - c * c)).squareRoot()
    #expect(
      StudentT(degreesOfFreedom: 1).quantile(p)
        .isApproximatelyEqual(to: cauchy, absoluteTolerance: 1e-12, relativeTolerance: 1e-12))
    #expect(
      StudentT(degreesOfFreedom: 2).quantile(p)
        .isApproximatelyEqual(to: second, absoluteTolerance: 1e-12, relativeTolerance: 1e-12))
  }

  @Test(arguments: [1.0, 2, 9, 29, 1000], [0.01, 0.5, 0.77, 0.975])
  func quantileInvertsProbability(degrees: Double, p: Double) {
    let t = StudentT(degreesOfFreedom: degrees)
    #expect(abs(t.probability(atMost: t.quantile(p)) - p) < 1e-12)
  }

  /// A table value known to every reader: 2.262 for 95 % with 9 degrees of freedom.
  @Test func tabulatedValue() {
    #expect(abs(StudentT(degreesOfFreedom: 9).quantile(0.975) - 2.262157) < 1e-6)
  }
}
