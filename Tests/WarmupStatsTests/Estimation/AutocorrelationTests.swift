// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats

@Suite struct AutocorrelationTests {
  /// Worked by hand: deviations -2, -1, 0, 1, 2; squares sum to 10, products at lag 1 to
  /// 2 + 0 + 0 + 2 = 4, at lag 2 to 0 - 1 + 0 = -1, at lag 3 to -2 - 2 = -4, at lag 4 to -4.
  @Test func aRampByHand() throws {
    let result = try #require(Autocorrelation(within: [[1, 2, 3, 4, 5]], lags: 9))
    let expected = [1, 0.4, -0.1, -0.4, -0.4]
    #expect(result.coefficients.count == expected.count)
    for (found, expected) in zip(result.coefficients, expected) {
      #expect(abs(found - expected) < 1e-15)
    }
    // Pairs: 1.4, then -0.5, where the sequence is cut; τ = -1 + 2·1.4 = 1.8.
    #expect(abs(result.effectiveSampleSize - 5 / 1.8) < 1e-12)
  }

  @Test func aChangeOfLevelBetweenSegmentsIsNoDependence() throws {
    let apart = try #require(
      Autocorrelation(within: [[1, 2, 1, 2], [101, 102, 101, 102]], lags: 1))
    // Deviations ±1/2 alternate; three products of -1/4 per segment over eight squares of 1/4.
    #expect(abs(apart.coefficients[1] - -0.75) < 1e-12)
    #expect(apart.effectiveSampleSize == 8)
  }

  @Test func whatDoesNotVaryHasNone() {
    #expect(Autocorrelation(within: [[2, 2, 2, 2], [3, 3]], lags: 2) == nil)
    #expect(Autocorrelation(within: [[1, 2, 3]], lags: 2) == nil)
    #expect(Autocorrelation(within: [], lags: 2) == nil)
  }

  /// An autoregressive series with coefficient φ has ρ(k) = φᵏ and τ = (1 + φ)/(1 − φ).
  @Test(arguments: [0.0, 0.5, 0.9])
  func anAutoregressiveSeries(coefficient: Double) throws {
    var generator = Xoshiro256(seed: 7)
    var value = 0.0
    let series = (0..<40_000).map { _ in
      // A sum of uniform numbers is normal enough.
      let noise = (0..<12).reduce(-6.0) { sum, _ in
        sum + Double.random(in: 0..<1, using: &generator)
      }
      value = coefficient * value + noise
      return 1e6 + value
    }
    let result = try #require(Autocorrelation(within: [series], lags: 5))
    #expect(abs(result.coefficients[1] - coefficient) < 0.03)
    #expect(abs(result.coefficients[3] - coefficient * coefficient * coefficient) < 0.05)
    let effective = 40_000 * (1 - coefficient) / (1 + coefficient)
    #expect(abs(result.effectiveSampleSize / effective - 1) < 0.2)
    #expect(abs(result.independenceBound - 0.0098) < 1e-9)
  }

  /// Every sixth value is high, which tells nothing of the mean, and beside it the series depends on
  /// itself: the sum of coefficients is that of the second part times its share of the variance.
  @Test func aPeriodDoesNotHideDependence() throws {
    var generator = Xoshiro256(seed: 11)
    var value = 0.0
    let series = (0..<40_000).map { index in
      let noise = (0..<12).reduce(-6.0) { sum, _ in
        sum + Double.random(in: 0..<1, using: &generator)
      }
      value = 0.9 * value + noise
      return value + (index % 6 == 0 ? 20 : 0)
    }
    let result = try #require(Autocorrelation(within: [series], lags: 6))
    #expect(result.coefficients[1] + result.coefficients[2] < 0)
    #expect(result.coefficients[6] > 0.7)
    // Variances: 1/(1 − 0.81) of the dependent part, 20²·(1/6)(5/6) of the period.
    let (dependent, periodic) = (1 / 0.19, 400 * 5.0 / 36)
    let effective = 40_000 / (19 * dependent / (dependent + periodic))
    #expect(abs(result.effectiveSampleSize / effective - 1) < 0.25)
  }

  /// Means of independent values seldom vary so much that they count.
  @Test func independentValuesCountInFull() throws {
    let sizes = try (0..<200).map { seed in
      var generator = Xoshiro256(seed: UInt64(seed))
      let series = (0..<900).map { _ in Double.random(in: 0..<1, using: &generator) }
      // Lag 1 is often positive by chance, and then counts; what is looked at is whether more does.
      return try #require(Autocorrelation(within: [series], lags: 0)).effectiveSampleSize
    }
    #expect(sizes.allSatisfy { $0 <= 900 })
    #expect(sizes.count { $0 < 600 } <= 20)
  }
}
