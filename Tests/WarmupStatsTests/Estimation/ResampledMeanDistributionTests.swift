// SPDX-License-Identifier: GPL-3.0-or-later

import RealModule
import Testing
import WarmupStats

@Suite struct ResampledMeanDistributionTests {
  static let tiny: [[[Int]]] = [
    [[1, 2]], [[1, 2, 4]], [[25, 31, 27]], [[3], [4, 9]], [[1, 1, 1, 7]], [[5, 5], [1, 2, 3]],
    [[1, 2, 3, 4, 5, 6, 8]], [[1000, 1, 2, 3, 4, 5]], [[1, 4], [9, 16, 25], [36]],
  ]

  /// Against all resamples, counted: between two atoms the probability is known exactly.
  @Test(arguments: tiny)
  func matchesEnumeration(segments: [[Int]]) {
    let exact = EnumeratedSum(segments: segments)
    let distribution = ResampledMeanDistribution(resampling: segments.map { $0.map(Double.init) })
    let count = Double(segments.joined().count)
    let atoms = exact.counts.keys.sorted()
    for (atom, next) in zip(atoms, atoms.dropFirst()) {
      let between = (Double(atom) + Double(next)) / 2 / count
      #expect(
        abs(distribution.probability(atMost: between) - exact.probability(atMost: atom)) < 1e-12)
    }
    let width = Double(exact.quantile(0.995) - exact.quantile(0.005)) / 2 / count
    for p in [0.00501, 0.0251, 0.1234, 0.4999, 0.77, 0.97501, 0.9951] {
      let expected = Double(exact.quantile(p)) / count
      #expect(abs(distribution.quantile(p) - expected) <= 1e-9 * width)
    }
  }

  /// Against sums of draws that are added one by one, with more and fewer draws than factorials are
  /// numbers for.
  @Test(arguments: [2, 40, 98, 100, 102, 170, 400])
  func drawsOfTwoValues(count: Int) {
    let values = (0..<count).map { $0 % 4 == 1 ? 5.0 : 2 }
    let share = Double(values.count { $0 == 5 }) / Double(count)
    var expected = [1.0]
    for _ in values {
      let less = expected + [0]
      let more = [0] + expected
      expected = zip(less, more).map { $0 * (1 - share) + $1 * share }
    }
    let distribution = ResampledMeanDistribution(resampling: [values])
    var below = 0.0
    for (high, probability) in expected.enumerated() {
      below += probability
      let between = 2 + 3 * (Double(high) + 0.5) / Double(count)
      #expect(abs(distribution.probability(atMost: between) - below) < 1e-14 * Double(count))
    }
  }

  /// Numbers that differ from rounding alone count as one, so that few are few however they came
  /// about; three that differ truly are too many.
  @Test func valuesThatRoundingTellsApartAreFew() {
    let rounded = (0..<120).map { [0.3, 0.1 + 0.2, 0.7, 0.8 - 0.1][$0 % 4] }
    #expect(Set(rounded).count > 2)
    let plain = ResampledMeanDistribution(resampling: [rounded.map { $0 < 0.5 ? 0.3 : 0.7 }])
    let found = ResampledMeanDistribution(resampling: [rounded])
    for high in 30...90 {
      let between = 0.3 + 0.4 * (Double(high) + 0.5) / 120
      let expected = plain.probability(atMost: between)
      #expect(abs(found.probability(atMost: between) - expected) < 1e-11)
    }
    var generator = Xoshiro256(seed: 23)
    let many = (0..<12).map { _ in Double.random(in: 1...2, using: &generator) }
    #expect(ResampledMeanDistribution(resampling: [many]).isTabulated)
    #expect(!ResampledMeanDistribution(resampling: [Array(many.prefix(8))]).isTabulated)
  }

  @Test func equalValuesAreOneAtom() {
    let distribution = ResampledMeanDistribution(resampling: [[0.1, 0.1, 0.1], [0.1]])
    #expect(distribution.quantile(0.005) == 0.1)
    #expect(distribution.quantile(0.5) == 0.1)
    #expect(distribution.quantile(0.995) == 0.1)
    #expect(distribution.probability(atMost: 0.0999) == 0)
    #expect(distribution.probability(atMost: 0.1) == 1)
  }

  @Test func oneValueIsOneAtom() {
    #expect(ResampledMeanDistribution(resampling: [[3.5]]).quantile(0.9) == 3.5)
  }

  @Test func emptySegmentsCountForNothing() {
    let with = ResampledMeanDistribution(resampling: [[], [1, 2, 4], []])
    let without = ResampledMeanDistribution(resampling: [[1, 2, 4]])
    #expect(with.quantile(0.3) == without.quantile(0.3))
  }

  @Test func constantSegmentsOfDifferentMeansAreOneAtom() {
    let distribution = ResampledMeanDistribution(resampling: [[1, 1], [4]])
    #expect(distribution.quantile(0.5) == 2)
  }

  /// Two narrow executions far apart: half of the probability lies at each.
  @Test func mixtureOfWidelyDifferentExecutions() {
    let near = ResampledMeanDistribution(resampling: [[1, 1 + 1e-9, 1 + 3e-9]])
    let far = ResampledMeanDistribution(resampling: [[1e6, 1e6 + 1, 1e6 + 5]])
    let mixture = ResampledMeanDistribution(mixing: [near, far])
    #expect(abs(mixture.quantile(0.5) - 5e5) < 1)
    #expect(mixture.quantile(0.3).isApproximatelyEqual(to: near.quantile(0.6)))
    #expect(mixture.quantile(0.8).isApproximatelyEqual(to: far.quantile(0.6)))
    #expect(mixture.mean.isApproximatelyEqual(to: (near.mean + far.mean) / 2))
  }

  /// Scaling and shifting the values does the same to the quantiles.
  @Test(arguments: [1e-12, 1e-3, 1e9])
  func scales(factor: Double) {
    var generator = Xoshiro256(seed: 7)
    let values = (0..<60).map { _ in Double.random(in: 1...2, using: &generator) }
    let plain = ResampledMeanDistribution(resampling: [values])
    let scaled = ResampledMeanDistribution(resampling: [values.map { $0 * factor }])
    for p in [0.005, 0.5, 0.995] {
      #expect(
        scaled.quantile(p).isApproximatelyEqual(
          to: plain.quantile(p) * factor, relativeTolerance: 1e-9))
    }
  }

  /// The limit that the published procedure tends to: the mean of a sample of N draws' indicator
  /// has a standard error of √(p(1−p)/N).
  @Test func drawingTendsToTheExactDistribution() {
    var generator = Xoshiro256(seed: 1)
    let segments = [[1.0, 2, 2.5, 9, 4, 4.5, 3, 1.5], [7, 7.5, 6.25]]
    let exact = ResampledMeanDistribution(resampling: segments)
    let drawn = ResampledMeanDistribution(drawing: 20_000, from: segments, using: &generator)
    for p in [0.01, 0.1, 0.4, 0.8, 0.99] {
      let x = exact.quantile(p) + 1e-6
      let error = (p * (1 - p) / 20_000).squareRoot()
      #expect(abs(drawn.probability(atMost: x) - exact.probability(atMost: x)) < 4.5 * error)
    }
    #expect(abs(drawn.mean - exact.mean) < 0.02)
  }

  @Test func drawingIsReproducible() {
    func quantiles(seed: UInt64, stream: Int) -> [Double] {
      var generator = Xoshiro256(seed: seed, stream: stream)
      let drawn = ResampledMeanDistribution(
        drawing: 500, from: [[1, 2, 3, 5, 8, 13]], using: &generator)
      return [0.05, 0.5, 0.95].map(drawn.quantile)
    }
    #expect(quantiles(seed: 3, stream: 1) == quantiles(seed: 3, stream: 1))
    #expect(quantiles(seed: 3, stream: 1) != quantiles(seed: 3, stream: 2))
    #expect(quantiles(seed: 3, stream: 1) != quantiles(seed: 4, stream: 1))
  }

  @Test func estimateReadsTheQuantiles() {
    let distribution = ResampledMeanDistribution(resampling: [[1, 2, 4, 4.5, 9]])
    let estimate = Estimate(of: distribution, level: 0.95)
    #expect(estimate.lower == distribution.quantile(0.025))
    #expect(estimate.center == distribution.quantile(0.5))
    #expect(estimate.upper == distribution.quantile(0.975))
  }

  /// Series, lattices and grids against a grid of four times as many points.
  ///
  /// The full grid knows nothing of lattices and leaves nothing out.
  @Test(arguments: Shape.allCases)
  func agreesWithAFinerGrid(shape: Shape) {
    let values = shape.values
    let found = ResampledMeanDistribution(resampling: values)
    let fine = ResampledMeanDistribution(
      resampling: values, gridPoints: shape.gridPoints)
    let halfWidth = (fine.quantile(0.995) - fine.quantile(0.005)) / 2
    for p in [0.005, 0.0251, 0.3, 0.501, 0.9, 0.9749, 0.995] {
      let difference = abs(found.quantile(p) - fine.quantile(p))
      #expect(difference < 1e-4 * halfWidth + shape.step / 2)
    }
    #expect(found.isTabulated == shape.needsGrid)
  }

  /// Values whose sums are smooth, lumpy or on a lattice.
  enum Shape: String, CaseIterable {
    case smooth, skewed, segments, few, oneHuge, twoModes, twoValues, milliseconds

    var values: [[Double]] {
      var generator = Xoshiro256(seed: 17)
      func uniform(_ count: Int) -> [Double] {
        (0..<count).map { _ in Double.random(in: 1...2, using: &generator) }
      }
      switch self {
      case .smooth: return [uniform(50)]
      case .skewed: return [uniform(60).map { Double.exp(4 * $0) }]
      case .segments: return [uniform(3), uniform(20).map { $0 / 5 }, uniform(40)]
      case .few: return [uniform(12)]
      case .oneHuge: return [uniform(15) + [1e4]]
      case .twoModes: return [uniform(30).enumerated().map { $1 / 1e3 + Double($0 % 2) }]
      case .twoValues: return [(0..<50).map { $0 % 5 == 0 ? 3 : 2 }]
      case .milliseconds: return [uniform(60).map { ($0 * 10).rounded() / 1000 }]
      }
    }

    /// By how much the mean can step: there a quantile is known to half a step by a grid that
    /// smooths steps.
    var step: Double {
      switch self {
      case .twoValues: 1 / 50.0
      case .milliseconds: 0.001 / 60
      default: 0
      }
    }

    var needsGrid: Bool { [.few, .oneHuge, .twoModes].contains(self) }

    var gridPoints: Int { self == .oneHuge ? 1 << 19 : 1 << 17 }
  }
}
