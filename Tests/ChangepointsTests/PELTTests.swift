// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import RealModule
import Testing

@Suite struct PELTTests {
  /// Tuning that makes candidates dormant at once, so that short series exercise it.
  static let eager: PruningTuning = {
    var tuning = PruningTuning()
    tuning.distance = 0.25
    tuning.crowdedDistance = 0.125
    tuning.crowd = 8
    tuning.age = 1
    tuning.interval = 1
    tuning.smallCount = 0
    return tuning
  }()

  /// Both are right to rounding; where they choose differently, the costs must say why.
  static func agree(_ first: Segmentation, _ second: Segmentation) -> Bool {
    if first.changepoints == second.changepoints { return true }
    return abs(first.cost - second.cost) <= 1e-11 * (1 + abs(first.cost))
  }

  @Test(arguments: Choices.all)
  func sameAsOptimalPartitioning(_ choices: Choices) {
    var generator = SplitMix(seed: 3)
    for kind in SeriesKind.allCases {
      for count in [13, 24, 47] {
        let values = kind.series(count: count, using: &generator)
        let expected = choices.partitioning().segmentation(of: values)
        let found = choices.pelt().segmentation(of: values)
        let foundEagerly = choices.pelt().segmentation(of: values, tuning: Self.eager)
        #expect(Self.agree(found, expected), "\(kind) \(values)")
        #expect(Self.agree(foundEagerly, expected), "\(kind) \(values)")
      }
    }
  }

  @Test(arguments: SeriesKind.allCases)
  func sameAsOptimalPartitioningOnLongSeries(_ kind: SeriesKind) {
    var generator = SplitMix(seed: 4)
    for penalty in [Penalty.multipleOfLog(15), .mbic, .multipleOfLog(8)] {
      let values = kind.series(count: 500, using: &generator)
      let choices = Choices(
        cost: .normalMeanAndVariance, penalty: penalty, minimumSegmentLength: 2)
      let expected = choices.partitioning().segmentation(of: values)
      let found = choices.pelt().segmentation(of: values)
      let foundEagerly = choices.pelt().segmentation(of: values, tuning: Self.eager)
      #expect(Self.agree(found, expected))
      #expect(Self.agree(foundEagerly, expected))
    }
  }

  @Test func whereRGoesWrong() {
    // 15 ln 5 = 24.14. One segment: v = 0.8, 5 (ln 2π + ln 0.8 + 1) = 13.07; R splits after two.
    let values = [1.0, 2, 3, 3, 1]
    let pelt = PELT(penalty: .multipleOfLog(15), smallVariances: .floor(1e-11))
    let segmentation = pelt.segmentation(of: values)
    #expect(segmentation.changepoints == [])
    #expect(abs(segmentation.cost - 13.07) < 0.01)
    #expect(PELT(penalty: .multipleOfLog(15)).segmentation(of: values).changepoints == [])
    let published = PublishedPELT(penalty: .multipleOfLog(15)).segmentation(of: values)
    #expect(published.changepoints == [2])
    #expect(abs(published.cost - 35.2) < 0.05)
  }

  @Test(arguments: 1...3) func constantSeriesHasNoChangepoints(_ minimumLength: Int) {
    // Every split of a run of one value costs what the whole costs, without a penalty.
    for value in [0.1001, 0, -3e200, 1e-300] {
      let values = [Double](repeating: value, count: 40)
      let choices = Choices(
        cost: .normalMeanAndVariance, penalty: .manual(0), minimumSegmentLength: minimumLength)
      #expect(choices.pelt().segmentation(of: values).changepoints == [])
      #expect(choices.partitioning().segmentation(of: values).changepoints == [])
      #expect(choices.pelt(.floor(1e-11)).segmentation(of: values).changepoints == [])
    }
  }

  @Test(arguments: [2.0, 0.2, 0.7]) func tiesGoToTheFewestChangepoints(_ height: Double) {
    // Σ(x−x̄)² is height² in one piece and 0 in two, which is just what a changepoint costs.
    let values = [0, 0, height, height]
    let choices = Choices(
      cost: .normalMean(variance: 1), penalty: .manual(height * height), minimumSegmentLength: 2)
    #expect(choices.pelt().segmentation(of: values).changepoints == [])
    #expect(choices.partitioning().segmentation(of: values).changepoints == [])
    var cheaper = choices
    cheaper.penalty = .manual(height * height * (1 - 1e-9))
    #expect(cheaper.pelt().segmentation(of: values).changepoints == [2])
    #expect(cheaper.partitioning().segmentation(of: values).changepoints == [2])
  }

  @Test(arguments: [1.0, 0.1, 0.7, 1e-6]) func tiesGoToTheEarliest(_ height: Double) {
    // With at least four values in a segment there can be one changepoint, and the series reads
    // the same backwards: 4 and 6 gain the same, and 5 gains nothing.
    let values = [0, 0, 0, 0, height, height, 0, 0, 0, 0].map { 0.3 + $0 }
    for cost in [SegmentCost.normalMean(variance: height * height), .normalMeanAndVariance] {
      let choices = Choices(cost: cost, penalty: .manual(0.2), minimumSegmentLength: 4)
      #expect(choices.pelt().segmentation(of: values).changepoints == [4])
      let eagerly = choices.pelt().segmentation(of: values, tuning: Self.eager)
      #expect(eagerly.changepoints == [4])
      #expect(choices.partitioning().segmentation(of: values).changepoints == [4])
    }
  }

  @Test(arguments: SeriesKind.allCases) func shiftAndScaleDoNotMatter(_ kind: SeriesKind) {
    var generator = SplitMix(seed: 5)
    // Multiples of 2⁻¹⁰ below 2²⁰, so that what follows is exact.
    let values = kind.series(count: 120, using: &generator).map {
      max(-1e6, min(1e6, ($0 * 1024).rounded() / 1024))
    }
    let pelt = PELT(penalty: .multipleOfLog(6), smallVariances: .resolution(0x1p-10))
    let expected = pelt.segmentation(of: values)
    let shifted = pelt.segmentation(of: values.map { $0 + 0x1p20 })
    #expect(shifted.changepoints == expected.changepoints)
    #expect(abs(shifted.cost - expected.cost) <= 1e-11 * abs(expected.cost))
    for scale in [1e-12, 3, 1e9, 1e200] {
      let scaled = PELT(
        penalty: .multipleOfLog(6), smallVariances: .resolution(scale * 0x1p-10)
      ).segmentation(of: values.map { $0 * scale })
      #expect(scaled.changepoints == expected.changepoints)
      let change = 2 * Double(values.count) * Double.log(scale)
      #expect(
        abs(scaled.cost - expected.cost - change) <= 1e-9 * (abs(expected.cost) + abs(change)))
    }
    let own = PELT(penalty: .multipleOfLog(6))
    #expect(
      own.segmentation(of: values.map { $0 * 1e-9 }).changepoints
        == own.segmentation(of: values).changepoints)
  }

  @Test func segmentsCoverTheSeriesOnce() {
    var generator = SplitMix(seed: 6)
    for kind in SeriesKind.allCases {
      let values = kind.series(count: 200, using: &generator)
      let segments = PELT().segmentation(of: values).segments
      #expect(segments.first?.range.lowerBound == 0)
      #expect(segments.last?.range.upperBound == 200)
      for (segment, next) in zip(segments, segments.dropFirst()) {
        #expect(segment.range.upperBound == next.range.lowerBound)
      }
      #expect(segments.allSatisfy { $0.range.count >= 2 })
    }
  }

  @Test(arguments: [1e-3, 1e-6, 1e-9], [0.0, 1, 1e6])
  func variancesAreRight(_ relativeSpread: Double, _ jump: Double) {
    var generator = SplitMix(seed: 7)
    let values = (0..<300).map { index in
      (index < 100 ? 1 : 1 + jump) * (1 + relativeSpread * generator.normal())
    }
    let pelt = PELT(penalty: .multipleOfLog(15), smallVariances: .resolution(1e-20))
    let segments = pelt.segmentation(of: values).segments
    #expect(segments.count == (jump == 0 ? 1 : 2))
    for segment in segments {
      let part = values[segment.range].map { Extended($0) }
      let mean = part.reduce(0, +) / Extended(part.count)
      let squares = part.reduce(Extended(0)) { $0 + ($1 - mean) * ($1 - mean) }
      let variance = Double(squares / Extended(part.count))
      #expect(abs(segment.variance - variance) <= 1e-9 * variance)
      #expect(abs(segment.mean - Double(mean)) <= 1e-15 * abs(Double(mean)))
    }
    // The variance that is minimised, and not only the one reported, is right: the cost follows
    // from it with 300 values' worth of amplification.
    let cost = segments.reduce(Double(segments.count - 1) * 15 * Double.log(300)) { cost, segment in
      let count = Double(segment.range.count)
      return cost + count * (Double.log(2 * .pi) + Double.log(segment.variance) + 1)
    }
    #expect(abs(pelt.segmentation(of: values).cost - cost) <= 300 * 1e-9)
  }

  @Test func noiseAroundALargeOffsetHasNoChangepoints() {
    var generator = SplitMix(seed: 8)
    let values = (0..<1000).map { _ in 1e6 + 0.01 * generator.normal() }
    #expect(PELT(penalty: .multipleOfLog(15)).segmentation(of: values).changepoints == [])
  }

  @Test func manyIterationsTakeLittleTime() {
    // Quadratic time would be half a day here.
    var generator = SplitMix(seed: 9)
    let count = 200_000
    let values = (0..<count).map { 1 + ($0 < count / 4 ? 0.002 : 0) + 0.01 * generator.normal() }
    let changepoints = PELT(penalty: .multipleOfLog(15)).segmentation(of: values).changepoints
    #expect(changepoints.count == 1)
    #expect(abs((changepoints.first ?? 0) - count / 4) < 1000)
  }
}
