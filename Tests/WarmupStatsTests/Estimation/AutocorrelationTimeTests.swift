// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats

@Suite struct AutocorrelationTimeTests {
  /// Values each of which keeps a part of the one before.
  private func series(_ count: Int, keeping part: Double, seed: UInt64) -> [Double] {
    var made = MadeSeries(seed: seed)
    var last = 0.0
    return (0..<count).map { _ in
      last = part * last + made.uniform() - 0.5
      return last
    }
  }

  @Test func ofFewValuesOrNoneThatVaryItIsOne() {
    #expect([Double]().autocorrelationTime == 1)
    #expect([1, -1, 1].autocorrelationTime == 1)
    #expect([0, 0, 0, 0, 0].autocorrelationTime == 1)
  }

  /// Σ x² = 10; the products one, two and three apart sum to 3, −4 and −4: −1 + 2·(1 + 3/10), and
  /// the next pair, −8/10, ends the series.
  @Test func aSmallSeriesIsAsCalculatedByHand() {
    #expect(abs([2, 1, -1, -2].autocorrelationTime - 1.6) < 1e-15)
    // Neighbours that differ more than chance would have it are taken for independent.
    #expect([1, -1, 1, -1, 1, -1].autocorrelationTime == 1)
  }

  /// Where each value keeps a part φ of the last, it is (1 + φ)/(1 − φ).
  @Test(arguments: [(0.0, 1.0), (0.5, 3), (0.9, 19)])
  func itIsThatOfAnAutoregression(part: Double, expected: Double) {
    let found = series(100_000, keeping: part, seed: 1).autocorrelationTime
    #expect(abs(found / expected - 1) < 0.1)
  }

  /// The transform takes over at lag 64 beyond ten thousand values; a plain sum must agree.
  @Test func transformsGiveWhatSumsGive() {
    for count in [10_001, 12_345, 16_384] {
      let values = series(count, keeping: 0.995, seed: 7)
      let found = values.autocorrelationTime
      #expect(found > 64)
      #expect(abs(found / plain(values) - 1) < 1e-9)
    }
  }

  private func plain(_ values: [Double]) -> Double {
    func product(_ lag: Int) -> Double {
      (0..<values.count - lag).reduce(0) { $0 + values[$1] * values[$1 + lag] }
    }
    var (sum, smallest) = (-1.0, Double.infinity)
    for lag in stride(from: 0, to: values.count - 1, by: 2) {
      let pair = (product(lag) + product(lag + 1)) / product(0)
      guard pair > 0 else { break }
      smallest = min(smallest, pair)
      sum += 2 * smallest
    }
    return max(1, sum)
  }
}
