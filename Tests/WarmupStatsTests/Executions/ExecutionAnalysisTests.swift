// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import Testing
import WarmupStats

@Suite struct ExecutionAnalysisTests {
  private let published = AnalysisOptions(method: .barrett2017())
  private let compatible = AnalysisOptions(method: .warmupStats)

  @Test(arguments: [1, 2, 3, 4, 5, 19, 20, 21])
  func shortAndEqualTimesAreFlat(count: Int) throws {
    let times = [Double](repeating: 0.125, count: count)
    for options in [published, compatible] {
      let analysis = ExecutionAnalysis(analyzing: times, options: options)
      #expect(analysis.segments == [Segment(range: 0..<count, mean: 0.125, variance: 0)])
      #expect(analysis.outliers.isEmpty)
      #expect(analysis.classification == .flat)
      let steady = try #require(analysis.steadyState)
      #expect(steady.iteration == 1)
      #expect(steady.timeToReach == 0)
      #expect(steady.mean == 0.125)
    }
  }

  @Test func threeDifferentTimesAreOneSegment() {
    for options in [published, compatible] {
      let analysis = ExecutionAnalysis(analyzing: [3, 1, 2], options: options)
      #expect(analysis.segments.map(\.range) == [0..<3])
      #expect(analysis.segments.map(\.mean) == [2])
      #expect(abs(analysis.segments[0].variance - 2.0 / 3) < 1e-15)
    }
  }

  /// Twenty slow iterations, the first of 50 ms; an outlier right behind the changepoint, one more
  /// later.
  @Test func theSteadyStateBeginsBehindTheChangepoint() throws {
    var series = MadeSeries(seed: 5)
    var times = series.warmup()
    times[0] = 0.05
    times[20] = 0.5
    times[100] = 0.5
    let analysis = ExecutionAnalysis(analyzing: times, options: published)
    #expect(analysis.outliers == [20, 100])
    #expect(analysis.segments.map(\.range.lowerBound).contains(20))
    #expect(analysis.classification == .warmup)
    let steady = try #require(analysis.steadyState)
    #expect(steady.iteration == 21)
    #expect(abs(steady.timeToReach - times[..<20].reduce(0, +)) < 1e-12)
    let values = (20..<200).filter { $0 != 20 && $0 != 100 }.map { times[$0] }
    #expect(abs(steady.mean - values.reduce(0, +) / 178) < 1e-15)

    let tool = try #require(
      ExecutionAnalysis(analyzing: times, options: compatible).steadyState)
    #expect(tool.iteration == 20)
    #expect(abs(tool.timeToReach - times[..<19].reduce(0, +)) < 1e-12)
  }

  @Test func theSteadyMeanWeighsIterationsNotSegments() throws {
    var series = MadeSeries(seed: 6)
    // 0.9 ms apart: both segments are steady.
    let times =
      series.plateau(50, level: 0.0209, noise: 1e-5) + series.plateau(150, level: 0.02, noise: 1e-5)
    let analysis = ExecutionAnalysis(analyzing: times, options: published)
    #expect(analysis.segments.count == 2 && analysis.classification == .flat)
    let steady = try #require(analysis.steadyState)
    #expect(abs(steady.mean - (0.0209 * 50 + 0.02 * 150) / 200) < 1e-5)
    let tool = try #require(
      ExecutionAnalysis(analyzing: times, options: compatible).steadyState)
    #expect(abs(tool.mean - (0.0209 + 0.02) / 2) < 1e-5)
  }

  @Test(arguments: 0..<12)
  func segmentsCoverEveryIterationOnce(seed: Int) {
    var series = MadeSeries(seed: UInt64(seed))
    var times: [Double] = []
    for _ in 0..<series.integer(in: 1..<8) {
      let length = series.integer(in: 1..<120)
      times += series.plateau(length, level: 0.01 + series.uniform(), noise: 0.002)
    }
    for _ in 0..<times.count / 20 { times[series.integer(in: 0..<times.count)] *= 10 }
    for options in [published, compatible] {
      let segments = ExecutionAnalysis(analyzing: times, options: options).segments
      #expect(segments.first?.range.lowerBound == 0)
      #expect(segments.last?.range.upperBound == times.count)
      for (segment, next) in zip(segments, segments.dropFirst()) {
        #expect(segment.range.upperBound == next.range.lowerBound)
      }
    }
  }

  /// With a relative tolerance nothing depends on the unit but the variance, which is read as
  /// seconds: so it is left out.
  @Test(arguments: [1.0 / 1024, 1024])
  func theUnitDoesNotMatterToARelativeTolerance(scale: Double) throws {
    let options = AnalysisOptions(
      method: .barrett2017(
        BarrettMethod(tolerance: .fraction(0.01), usesRawTolerance: true)))
    var series = MadeSeries(seed: 8)
    for times in [series.warmup(), series.flat(), series.slowdown(), series.unsteady()] {
      let analysis = ExecutionAnalysis(analyzing: times, options: options)
      let scaled = ExecutionAnalysis(analyzing: times.map { $0 * scale }, options: options)
      #expect(scaled.outliers == analysis.outliers)
      #expect(scaled.segments.map(\.range) == analysis.segments.map(\.range))
      #expect(scaled.classification == analysis.classification)
      #expect(scaled.steadyState?.iteration == analysis.steadyState?.iteration)
    }
  }

  @Test func aMillionIterationsAreAnalyzed() throws {
    var series = MadeSeries(seed: 9)
    let times =
      series.plateau(400_000, level: 0.03, noise: 1e-4)
      + series.plateau(600_000, level: 0.02, noise: 1e-4)
    let analysis = ExecutionAnalysis(analyzing: times, options: published)
    #expect(analysis.classification == .warmup)
    #expect(analysis.steadyState?.iteration == 400_001)
  }
}
