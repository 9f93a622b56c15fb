// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import Testing
import WarmupStats

@Suite struct FilteredSeriesTests {
  @Test func valuesKeepTheirIterations() {
    let series = FilteredSeries([10, 11, 12, 13, 14, 15], without: [0, 3, 4])
    #expect(series.values == [11, 12, 15])
    #expect(series.iterations == [1, 2, 5])
    #expect(series.iterationCount == 6)
    #expect(FilteredSeries([1, 2], without: []).values == [1, 2])
    #expect(FilteredSeries([], without: []).iterationCount == 0)
  }

  /// Iterations 0, 4, 5 and 9 are outliers; the second segment starts with the value of 6.
  @Test func anOutlierBehindAChangepointBelongsToTheLaterSegment() {
    let times: [Double] = [9, 1, 1, 1, 9, 9, 2, 2, 2, 9]
    let series = FilteredSeries(times, without: [0, 4, 5, 9])
    let segments = series.segmentsOfIterations([
      Segment(range: 0..<3, mean: 1, variance: 0), Segment(range: 3..<6, mean: 2, variance: 0),
    ])
    #expect(segments.map(\.range) == [0..<4, 4..<10])
    #expect(segments.map(\.mean) == [1, 2])
  }

  @Test func rangesOfIterationsNameTheValuesInThem() {
    let series = FilteredSeries([Double](repeating: 1, count: 10), without: [0, 4, 5, 9])
    #expect(series.indices(in: 0..<10) == 0..<6)
    #expect(series.indices(in: 4..<6) == 3..<3)
    #expect(series.indices(in: 3..<7) == 2..<4)
  }
}
