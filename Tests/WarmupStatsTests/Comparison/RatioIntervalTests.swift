// SPDX-License-Identifier: GPL-3.0-or-later

import RealModule
import Testing
import WarmupStats

@Suite struct RatioIntervalTests {
  /// Fieller's interval by the closed form and by the quadratic, in numpy.
  @Test(arguments: [
    (0.95, 0.884705769823222, 0.9890095565103004),
    (0.99, 0.8533136228974654, 1.0267528057556645),
  ])
  func fiellerMatchesReference(level: Double, lower: Double, upper: Double) throws {
    let interval = RatioInterval(
      fiellerOf: Worked.candidate, to: Worked.baseline, level: level, degreesOfFreedom: .separate)
    let range = try #require(interval.range)
    #expect(abs(range.lowerBound - lower) < 1e-12)
    #expect(abs(range.upperBound - upper) < 1e-12)
  }

  /// The same with the degrees of freedom of both sides together, by scipy.
  @Test(arguments: [
    (0.95, 0.8925798771218434, 0.9800659893584971),
    (0.99, 0.8736123299182865, 1.0019555647745042),
  ])
  func fiellerWithSatterthwaitesDegrees(level: Double, lower: Double, upper: Double) throws {
    let interval = RatioInterval(
      fiellerOf: Worked.candidate, to: Worked.baseline, level: level, degreesOfFreedom: .together)
    let range = try #require(interval.range)
    #expect(abs(range.lowerBound - lower) < 1e-12)
    #expect(abs(range.upperBound - upper) < 1e-12)
  }

  /// With two executions on a side each side keeps its own degrees of freedom.
  @Test func twoExecutionsKeepTheirDegreesOfFreedom() throws {
    let two = NestedSample(values: [1.02, 1.05, 1.04, 1.1], repetitions: [2, 2])
    #expect(
      RatioInterval(fiellerOf: two, to: Worked.baseline, level: 0.95, degreesOfFreedom: .together)
        == RatioInterval(
          fiellerOf: two, to: Worked.baseline, level: 0.95, degreesOfFreedom: .separate))
    let three = NestedSample(values: [1.02, 1.05, 1.04, 1.1, 1.06, 1.07], repetitions: [3, 2])
    let (together, separate) = (
      try #require(
        RatioInterval(
          fiellerOf: three, to: Worked.baseline, level: 0.95, degreesOfFreedom: .together
        ).range),
      try #require(
        RatioInterval(
          fiellerOf: three, to: Worked.baseline, level: 0.95, degreesOfFreedom: .separate
        ).range)
    )
    #expect(together.lowerBound > separate.lowerBound && together.upperBound < separate.upperBound)
  }

  /// Exchanging the sides inverts the interval.
  @Test func fiellerInverts() throws {
    let forth = try #require(
      RatioInterval(
        fiellerOf: Worked.candidate, to: Worked.baseline, level: 0.9, degreesOfFreedom: .together
      ).range)
    let back = try #require(
      RatioInterval(
        fiellerOf: Worked.baseline, to: Worked.candidate, level: 0.9, degreesOfFreedom: .together
      ).range)
    #expect(abs(forth.lowerBound * back.upperBound - 1) < 1e-12)
    #expect(abs(forth.upperBound * back.lowerBound - 1) < 1e-12)
  }

  /// The ends are the roots of (ȳ' − θȳ)² = h'² + θ²h².
  @Test func fiellerEndsAreRoots() throws {
    let (candidate, baseline) = (
      try #require(Worked.threeLevels.meanInterval(level: 0.9)),
      try #require(Worked.baseline.meanInterval(level: 0.9))
    )
    let range = try #require(
      RatioInterval(
        fiellerOf: Worked.threeLevels, to: Worked.baseline, level: 0.9, degreesOfFreedom: .separate
      ).range)
    for end in [range.lowerBound, range.upperBound] {
      let difference = candidate.center - end * baseline.center
      let squares =
        candidate.halfWidth * candidate.halfWidth + end * end * baseline.halfWidth
        * baseline.halfWidth
      #expect(abs(difference * difference - squares) < 1e-10)
    }
  }

  @Test func noisyBaselineIsUnbounded() {
    let noisy = NestedSample(values: [1, 1, 100, 100], repetitions: [2, 2])
    #expect(
      RatioInterval(
        fiellerOf: Worked.candidate, to: noisy, level: 0.99, degreesOfFreedom: .together)
        == .unbounded)
    #expect(
      RatioInterval(
        fiellerOf: noisy, to: Worked.candidate, level: 0.99, degreesOfFreedom: .together
      ).range != nil)
  }

  @Test func oneExecutionHasNoInterval() {
    let single = NestedSample(values: [1, 2], repetitions: [1, 2])
    #expect(
      RatioInterval(fiellerOf: single, to: Worked.baseline, level: 0.9, degreesOfFreedom: .together)
        == .singleExecution)
    #expect(
      RatioInterval(fiellerOf: Worked.baseline, to: single, level: 0.9, degreesOfFreedom: .together)
        == .singleExecution)
  }
}

@Suite struct RatioDistributionTests {
  /// Exact quantiles by enumeration with rational arithmetic (`kalibera_jones.md`): A, and B = A + 1.
  @Test(arguments: [
    (0.005, 0.35875216637781626), (0.025, 0.4256410256410256), (0.5, 0.7875288683602771),
    (0.975, 1.3956639566395665), (0.995, 1.6261398176291795),
  ])
  func quotientMatchesEnumeration(p: Double, expected: Double) {
    let a = GrandMeanTests.published
    let b = a.map { $0.map { $0.map { $0 + 1 } } }
    let distribution = RatioDistribution(
      of: ResampledMeanDistribution(resamplingExecutions: a),
      to: ResampledMeanDistribution(resamplingExecutions: b))
    #expect(abs(distribution.quantile(p) - expected) < 1e-10)
  }

  /// For two smooth distributions, P(new/old ≤ ρ) from the cells agrees with draws.
  @Test func matchesDrawing() {
    var generator = Xoshiro256(seed: 21)
    func side(_ center: Double) -> [[[Double]]] {
      (0..<5).map { _ in
        let mean = center + Double.random(in: 0...0.4, using: &generator)
        return [(0..<70).map { _ in mean + Double.random(in: 0...1, using: &generator) }]
      }
    }
    let (candidate, baseline) = (side(2), side(2.5))
    let exact = RatioDistribution(
      of: ResampledMeanDistribution(resamplingExecutions: candidate),
      to: ResampledMeanDistribution(resamplingExecutions: baseline))
    let drawn = RatioDistribution(
      of: ResampledMeanDistribution(drawing: 1500, fromExecutions: candidate, using: &generator),
      to: ResampledMeanDistribution(drawing: 1500, fromExecutions: baseline, using: &generator))
    for p in [0.05, 0.3, 0.5, 0.9] {
      #expect(abs(drawn.probability(atMost: exact.quantile(p)) - p) < 0.04)
    }
  }

  /// The exact ratio of two constants is one atom.
  @Test func constants() {
    let distribution = RatioDistribution(
      of: ResampledMeanDistribution(resampling: [[3, 3]]),
      to: ResampledMeanDistribution(resampling: [[2]]))
    #expect(abs(distribution.quantile(0.3) - 1.5) < 1e-12)
  }
}
