// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import Testing
import WarmupStats

@Suite struct FilteredSeriesTests {
  @Test func valuesKeepTheirIterations() {
    let series = FilteredSeries([10, 11, 12, 13, 14, 15], without: [0, 3, 4])
    #expect(series.values == [11, 12, 15])
    #expect(series.values.indices.map(series.iteration) == [1, 2, 5])
    #expect(series.iterationCount == 6)
    #expect(FilteredSeries([1, 2], without: []).values == [1, 2])
    #expect(FilteredSeries([], without: []).iterationCount == 0)
  }

  /// All ways to leave out some of eight iterations, each beside a list of those that stay.
  @Test func iterationsAndIndicesAreThoseOfAList() {
    let times = (0..<8).map(Double.init)
    for chosen in 0..<256 {
      let outliers = times.indices.filter { chosen >> $0 & 1 == 1 }
      let kept = times.indices.filter { chosen >> $0 & 1 == 0 }
      let series = FilteredSeries(times, without: outliers)
      #expect(series.values == kept.map(Double.init))
      #expect(series.values.indices.map(series.iteration) == kept)
      for low in 0...8 {
        for high in low...8 {
          let inside = kept.indices.filter { low..<high ~= kept[$0] }
          let before = kept.count { $0 < low }
          #expect(series.indices(in: low..<high) == before..<before + inside.count)
        }
      }
    }
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
