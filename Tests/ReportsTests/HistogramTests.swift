// SPDX-License-Identifier: GPL-3.0-or-later

import Reports
import Testing

@Suite struct HistogramTests {
  @Test func binsHoldEveryValueOnce() throws {
    let histogram = try #require(Histogram([0, 1, 2, 3, 9.99, 10], median: 2.5))
    #expect(histogram.counts == [1, 1, 1, 1, 0, 0, 0, 0, 0, 2])
    #expect(histogram.medianBin == 2)
    #expect(histogram.range == 0...10)
    #expect(histogram.heights == [0.5, 0.5, 0.5, 0.5, 0, 0, 0, 0, 0, 1])
  }

  @Test func equalValuesStandInTheMiddle() throws {
    let histogram = try #require(Histogram([3, 3, 3], median: 3, bins: 5))
    #expect(histogram.counts == [0, 0, 3, 0, 0])
    #expect(histogram.medianBin == 2)
  }

  /// The median of a pooled distribution can lie outside the executions' means.
  @Test(arguments: [(-1.0, 0), (99.0, 9)])
  func aMedianOutsideTheValuesMarksTheNearestBin(median: Double, bin: Int) {
    #expect(Histogram([0, 1], median: median)?.medianBin == bin)
  }

  @Test func oneValueHasNoShape() {
    #expect(Histogram([1], median: 1) == nil)
  }
}
