// SPDX-License-Identifier: GPL-3.0-or-later

import RealModule
import Testing
import WarmupStats

/// The data of `fixtures/reference/kalibera_jones.md`.
enum Worked {
  static let threeLevels = NestedSample(
    values: [9, 5, 8, 3, 10, 6, 7, 11, 1, 12, 2, 4], repetitions: [3, 2, 2])
  static let twoLevels = NestedSample(
    values: [9, 5, 8, 3, 10, 6, 7, 11, 1, 12, 2, 4], repetitions: [3, 4])
  static let oldExecutions: [[Double]] = [
    [1.02, 1.05, 1.03, 1.04], [1.10, 1.08, 1.09, 1.11], [0.99, 1.01, 1.00, 0.98],
    [1.04, 1.06, 1.05, 1.03], [1.07, 1.05, 1.06, 1.08],
  ]
  static let newExecutions: [[Double]] = [
    [0.97, 0.99, 0.98, 0.96], [1.01, 1.03, 1.00, 1.02], [0.94, 0.95, 0.96, 0.93],
    [1.00, 0.98, 0.99, 1.01], [0.96, 0.97, 0.98, 0.95],
  ]
  static let baseline = NestedSample(values: oldExecutions.flatMap(\.self), repetitions: [5, 4])
  static let candidate = NestedSample(values: newExecutions.flatMap(\.self), repetitions: [5, 4])
}

@Suite struct NestedSampleTests {
  /// S² and T² by numpy, lowest level first as published.
  @Test(arguments: [
    (
      Worked.threeLevels, [16.5, 2.58333333333333, 3.5625],
      [16.5, -5.66666666666667, 2.27083333333333]
    ),
    (Worked.twoLevels, [12.7222222222222, 3.5625], [12.7222222222222, 0.381944444444444]),
    (
      Worked.baseline, [0.000166666666666667, 0.00137], [0.000166666666666667, 0.00132833333333334]
    ),
    (
      Worked.candidate, [0.000166666666666667, 0.000730000000000002],
      [0.000166666666666667, 0.000688333333333335]
    ),
  ])
  func variancesMatchReference(sample: NestedSample, biased: [Double], unbiased: [Double]) throws {
    for (level, expected) in zip(sample.levels.reversed(), zip(biased, unbiased)) {
      #expect(
        try #require(level.biased)
          .isApproximatelyEqual(to: expected.0, relativeTolerance: 1e-12))
      #expect(
        try #require(level.unbiased)
          .isApproximatelyEqual(to: expected.1, relativeTolerance: 1e-12))
    }
    #expect(sample.levels.count == biased.count)
  }

  /// A negative T² counts as none.
  @Test func negativeVarianceCountsAsNone() {
    #expect(Worked.threeLevels.levels[1].contribution == 0)
    #expect(Worked.threeLevels.levels[2].contribution == Worked.threeLevels.levels[2].unbiased)
  }

  @Test(arguments: [
    (Worked.threeLevels, 6.5, [3.18198051533946, 4.68870710953183, 10.8153471358224]),
    (Worked.twoLevels, 6.5, [3.18198051533946, 4.68870710953183, 10.8153471358224]),
    (Worked.baseline, 1.047, [0.0352883433640874, 0.0459583441137346, 0.076211330825037]),
    (Worked.candidate, 0.979, [0.0257592027278448, 0.0335479138492666, 0.055631489997313]),
  ])
  func meanIntervalsMatchReference(sample: NestedSample, mean: Double, halfWidths: [Double]) throws
  {
    for (level, halfWidth) in zip([0.9, 0.95, 0.99], halfWidths) {
      let estimate = try #require(sample.meanInterval(level: level))
      #expect(abs(estimate.center - mean) < 1e-12)
      #expect(estimate.halfWidth.isApproximatelyEqual(to: halfWidth, relativeTolerance: 1e-11))
    }
  }

  @Test func trimsToTheShortest() throws {
    let sample = try #require(NestedSample(trimming: [[1, 2, 3], [4, 5], [6, 7, 8, 9]]))
    #expect(sample.values == [1, 2, 4, 5, 6, 7])
    #expect(sample.repetitions == [3, 2])
    #expect(sample.trimmed == 3)
    #expect(NestedSample(trimming: []) == nil)
    #expect(NestedSample(trimming: [[1], []]) == nil)
  }

  @Test func oneExecutionHasNoInterval() throws {
    let sample = try #require(NestedSample(trimming: [[1, 2, 3]]))
    #expect(sample.meanInterval(level: 0.95) == nil)
    #expect(sample.levels[0].biased == nil)
    #expect(sample.levels[0].unbiased == nil)
    #expect(sample.levels[1].biased == 1)
  }

  /// With one iteration each, what executions and iterations add cannot be told apart.
  @Test func oneIterationEach() {
    let sample = NestedSample(values: [1, 2, 3], repetitions: [3, 1])
    #expect(sample.levels[0].biased == 1)
    #expect(sample.levels[0].unbiased == nil)
    #expect(sample.levels[1].biased == nil)
  }

  /// T² estimates the variances that the values were made with.
  @Test func componentsAreUnbiased() {
    var generator = Xoshiro256(seed: 9)
    let rounds = 400
    var sums = [0.0, 0, 0]
    for _ in 0..<rounds {
      var values: [Double] = []
      for _ in 0..<5 {
        let build = Double.random(in: -1...1, using: &generator)
        for _ in 0..<4 {
          let execution = Double.random(in: -0.5...0.5, using: &generator)
          for _ in 0..<3 {
            values.append(build + execution + Double.random(in: -2...2, using: &generator))
          }
        }
      }
      let levels = NestedSample(values: values, repetitions: [5, 4, 3]).levels
      for index in 0..<3 { sums[index] += levels[index].unbiased ?? .nan }
    }
    // The variance of a uniform variable of half-width a is a²/3.
    #expect(abs(sums[0] / Double(rounds) - 1 / 3.0) < 0.06)
    #expect(abs(sums[1] / Double(rounds) - 1 / 12.0) < 0.06)
    #expect(abs(sums[2] / Double(rounds) - 4 / 3.0) < 0.06)
  }
}
