// SPDX-License-Identifier: GPL-3.0-or-later

import Reports
import Testing
import WarmupStats

@Suite struct NumberFormatTests {
  @Test(
    arguments: [
      (0.125, 2, "0.13"), (-0.125, 2, "−0.13"), (1.005, 2, "1.01"), (0.0996, 2, "0.10"),
      (999.96, 1, "1000.0"), (12345.6, -2, "12\u{2009}300"), (0.6, 0, "1"), (0.06, 1, "0.1"),
      (0.04, 1, "0.0"), (-0.04, 1, "0.0"), (0, 3, "0.000"), (1e-9, 12, "0.000000001000"),
      (49, -2, "0"), (50, -2, "100"), (0.5, -1, "0"), (9.5, 0, "10"), (2.3e-308, 2, "0.00"),
      (1.5e13, 0, "15\u{2009}000\u{2009}000\u{2009}000\u{2009}000"), (.infinity, 2, "∞"),
      (.nan, 2, "–"), (1e16, 1, "10\u{2009}000\u{2009}000\u{2009}000\u{2009}000\u{2009}000.0"),
    ] as [(Double, Int, String)])
  func fixedDecimals(value: Double, decimals: Int, expected: String) {
    #expect(NumberFormat.fixed(value, decimals: decimals) == expected)
  }

  /// Ends that would read the same are rounded outward, and others are left alone.
  @Test(
    arguments: [
      (0.9999999...1.0000001, 3, "0.999", "1.001"), (1...1, 2, "0.99", "1.01"),
      (1.02310...1.02312, 3, "1.023", "1.024"), (-1e-9...1e-9, 1, "−0.1", "0.1"),
      (0.994...1.006, 2, "0.99", "1.01"), (1.001...1.003, 3, "1.001", "1.003"),
      (123.4...123.5, -1, "120", "130"),
    ] as [(ClosedRange<Double>, Int, String, String)])
  func intervalsHaveAWidth(
    range: ClosedRange<Double>, decimals: Int, lower: String, upper: String
  ) {
    let shown = NumberFormat.distinguishable(range, decimals: decimals)
    #expect(NumberFormat.fixed(shown.lowerBound, decimals: decimals) == lower)
    #expect(NumberFormat.fixed(shown.upperBound, decimals: decimals) == upper)
  }

  @Test(
    arguments: [
      (0.03141, 2, 3), (0.0996, 2, 2), (99.6, 2, -1), (9.96, 2, 0), (1234, 2, -2), (1, 3, 2),
      (0, 2, 0), (1e-12, 2, 13),
    ] as [(Double, Int, Int)])
  func decimalsOfSignificantDigits(value: Double, digits: Int, expected: Int) {
    #expect(NumberFormat.decimals(of: value, significantDigits: digits) == expected)
  }

  @Test(arguments: [(0.99, "99 %"), (0.999, "99.9 %"), (0.05, "5 %"), (0.07, "7 %"), (1, "100 %")])
  func percentages(fraction: Double, expected: String) {
    #expect(NumberFormat.percentage(fraction) == expected)
  }

  @Test(arguments: [(14, "14"), (14.5, "14.5"), (343.83, "343.8"), (1, "1")] as [(Double, String)])
  func iterations(value: Double, expected: String) {
    #expect(NumberFormat.iteration(value) == expected)
  }

  /// Half-width to two digits, the value to the same place: worked by hand.
  @Test(
    arguments: [
      (0.0018723, 0.0000314, "1.872 ms ± 0.031"), (0.0018723, 0.00000996, "1.872 ms ± 0.010"),
      (1.8723, 25, "2 s ± 25"), (187.23, 1234, "200 s ± 1200"),
      (3.2e-9, 1e-11, "3.200 ns ± 0.010"), (0.5, 0, "500.0 ms"),
      (0.123456789012, 1e-15, "123.456789 ms ± 0.000000"), (4.5e-5, 2e-6, "45.0 µs ± 2.0"),
    ] as [(Double, Double, String)])
  func estimates(center: Double, halfWidth: Double, expected: String) {
    let estimate = Estimate(
      center: center, lower: center - halfWidth, upper: center + halfWidth, level: 0.99)
    let cell = Cell.measured(MeasuredCell(estimate, unit: nil, histogram: nil))
    #expect(cell.plainText == expected)
  }

  @Test(
    arguments: [
      (0.01234, 0.005, 52, "0.0123 (0.0050, 52.0)"), (12.34, 0.5, 1520, "12.3 (0.5, 1520)"),
      (0, 0, 0.25, "0 (0, 0.250)"), (1234, 1000, 2000, "1234 (1000, 2000)"),
    ] as [(Double, Double, Double, String)])
  func spreadsOfTimes(median: Double, lower: Double, upper: Double, expected: String) {
    let spread = Spread(median: median, lower: lower, upper: upper)
    let cell = Cell.measured(MeasuredCell(times: spread, unit: .seconds, histogram: nil))
    #expect(cell.plainText == expected)
  }

  @Test func oneUnitForTimesThatAreAlikeAndNoneForOthers() {
    #expect(TimeUnit(suiting: [0.0011, 0.002, 0.5]) == .milliseconds)
    #expect(TimeUnit(suiting: [0, 0, 0.5e-6]) == .nanoseconds)
    #expect(TimeUnit(suiting: [1e-9, 1e-3, 1]) == nil)
    #expect(TimeUnit(suiting: []) == nil)
    #expect(TimeUnit(for: 1e-3) == .milliseconds)
    #expect(TimeUnit(for: 1e-12) == .nanoseconds)
  }

  /// An hour beside times of nanoseconds is not printed with 13 digits.
  @Test(
    arguments: [
      (0, [0, 3600.2], .seconds), (0, [0, 0], .nanoseconds), (2e-3, [1e-3, 1.5], .milliseconds),
      (2e-3, [1e-3, 15], .seconds), (5e-5, [1e-6, 3600], .seconds), (2e4, [], .seconds),
      (3e-9, [8e-9], .nanoseconds),
    ] as [(Double, [Double], TimeUnit)])
  func theUnitFollowsTheLargestNumberShown(time: Double, others: [Double], unit: TimeUnit) {
    #expect(TimeUnit(for: time, with: others) == unit)
  }

  @Test func theUnitOfAColumnSuitsItsRangesToo() {
    #expect(TimeUnit(suiting: [0.002, 0.05], with: [0.001, 4]) == .milliseconds)
    #expect(TimeUnit(suiting: [0.02, 0.05], with: [0.001, 40]) == .seconds)
    #expect(TimeUnit(suiting: [0.002, 0.05], with: [0.001, 40]) == nil)
    #expect(TimeUnit(suiting: [0, 0], with: [3600]) == .seconds)
  }

  /// An interval of a ratio may reach below 0, and then no speed is the greatest.
  @Test func speedsWithoutAGreatest() {
    for ratio in [0.5, 2] {
      for least in [-0.25, 0] {
        let wide = MeasuredCell(speedup: ratio, .bounded(least...4))
        #expect(wide.range == .unbounded)
      }
    }
    #expect(MeasuredCell(speedup: 0.5, .bounded(0.25...1.25)).range.text == "[0.80, 4.00]")
  }
}
