// SPDX-License-Identifier: GPL-3.0-or-later

import RealModule
import Testing
import WarmupStats

/// Pooled intervals of executions of few values, which share grids or take short series.
@Suite struct PooledDistributionTests {
  /// Executions whose means differ by some of their own standard deviations.
  static func executions(
    _ count: Int, of values: Int, apart: Double, seed: UInt64 = 1
  ) -> [[[Double]]] {
    var generator = Xoshiro256(seed: seed)
    return (0..<count).map { _ in
      let level = 5 + apart * Double.random(in: -1...1, using: &generator)
      return [
        (0..<values).map { _ in
          let x = Double.random(in: 0...1, using: &generator)
          return level + x * x
        }
      ]
    }
  }

  /// The means of all resamples of distinct values, with their probabilities, in order.
  ///
  /// Each way in which the draws can fall on the values is a mean; it has n!/(nⁿ·Π kᵢ!).
  static func means(of values: [Double]) -> [(mean: Double, probability: Double)] {
    let count = values.count
    var means: [(mean: Double, probability: Double)] = []
    func fall(_ left: Int, on index: Int, sum: Double, probability: Double) {
      if index == count - 1 {
        let last = (0..<left).reduce(probability) { $0 / Double($1 + 1) }
        means.append(((sum + Double(left) * values[index]) / Double(count), last))
        return
      }
      var probability = probability
      for times in 0...left {
        fall(
          left - times, on: index + 1, sum: sum + Double(times) * values[index],
          probability: probability)
        probability /= Double(times + 1)
      }
    }
    let all = (1...count).reduce(1.0) { $0 * Double($1) / Double(count) }
    fall(count, on: 0, sum: 0, probability: all)
    return means.sorted { $0.mean < $1.mean }
  }

  /// Against every resample, counted; what is counted by itself too is so to the last digits.
  @Test(arguments: [
    (2, 8, 0.2, 1e-12), (5, 8, 0.6, 1e-12), (10, 8, 0.1, 1e-12), (30, 7, 0.1, 1e-12),
    (12, 8, 0.02, 1e-4), (4, 9, 2, 1e-4), (8, 9, 0.05, 1e-4), (16, 9, 0.1, 1e-4),
    (3, 10, 0.3, 1e-4), (10, 10, 0.2, 1e-4),
  ])
  func matchEnumeration(count: Int, values: Int, apart: Double, tolerance: Double) throws {
    let executions = Self.executions(count, of: values, apart: apart)
    let all = executions.flatMap { Self.means(of: $0[0]) }.sorted { $0.mean < $1.mean }
    let found = ResampledMeanDistribution(pooling: executions)
    func quantile(_ p: Double) throws -> Double {
      var sum = 0.0
      return try #require(
        all.first {
          sum += $0.probability / Double(count)
          return sum >= p
        }
      ).mean
    }
    let halfWidth = try (quantile(0.995) - quantile(0.005)) / 2
    for p in [0.005, 0.025, 0.1, 0.9, 0.975, 0.995] {
      #expect(try abs(found.quantile(p) - quantile(p)) < tolerance * halfWidth)
    }
  }

  /// Against a grid for each execution, four times as fine as usual: with twenty values and more the
  /// distribution has nothing between the points of either.
  @Test(arguments: [
    (2, 20, 0.2), (10, 20, 0.3), (30, 20, 0.1), (10, 20, 5), (2, 24, 0.1), (2, 30, 0.3),
    (10, 30, 0.5), (3, 40, 0.01), (4, 100, 0.1), (30, 24, 0.1), (30, 40, 2),
  ])
  func matchFinerGrids(count: Int, values: Int, apart: Double) {
    let executions = Self.executions(count, of: values, apart: apart)
    let found = ResampledMeanDistribution(pooling: executions)
    let fine = ResampledMeanDistribution(
      mixing: executions.map {
        ResampledMeanDistribution(resampling: $0, gridPoints: 1 << 18)
      })
    let halfWidth = (fine.quantile(0.995) - fine.quantile(0.005)) / 2
    for p in [0.005, 0.025, 0.1, 0.9, 0.975, 0.995] {
      #expect(abs(found.quantile(p) - fine.quantile(p)) < 1e-6 * halfWidth)
    }
  }

  /// Between two executions the median is the middle of a gap that ends where small probabilities
  /// do, which a short series alone would not find.
  @Test(arguments: [24, 27, 30, 35, 50])
  func mediansInGaps(values: Int) {
    for seed in 1...5 as ClosedRange<UInt64> {
      var executions = Self.executions(2, of: values, apart: 0, seed: seed)
      executions[1] = [executions[1][0].map { $0 + 2 }]
      let found = ResampledMeanDistribution(pooling: executions)
      let fine = ResampledMeanDistribution(
        mixing: executions.map {
          ResampledMeanDistribution(resampling: $0, gridPoints: 1 << 18)
        })
      #expect(abs(found.quantile(0.5) - fine.quantile(0.5)) < 1e-4)
      #expect(abs(found.probability(atMost: found.quantile(0.5)) - 0.5) < 2e-12)
    }
  }

  /// The same between two groups of executions, each of which has a grid of its own where there are
  /// many; where twelve values end is less certain.
  @Test(arguments: [(3, 30, 1e-4), (8, 30, 1e-4), (2, 100, 1e-4), (4, 12, 5e-3)])
  func mediansBetweenGroups(size: Int, values: Int, tolerance: Double) {
    for seed in 1...3 as ClosedRange<UInt64> {
      var executions = Self.executions(2 * size, of: values, apart: 0, seed: seed)
      for index in 0..<size { executions[index] = [executions[index][0].map { $0 + 2 }] }
      let found = ResampledMeanDistribution(pooling: executions)
      let fine = ResampledMeanDistribution(
        mixing: executions.map {
          ResampledMeanDistribution(resampling: $0, gridPoints: 1 << 18)
        })
      #expect(abs(found.quantile(0.5) - fine.quantile(0.5)) < tolerance)
    }
  }

  /// Small probabilities of a short series are right in proportion to themselves.
  @Test(arguments: [30, 40, 80])
  func smallProbabilities(values: Int) {
    let execution = Self.executions(1, of: values, apart: 0)[0]
    let found = ResampledMeanDistribution(pooling: [execution])
    let fine = ResampledMeanDistribution(resampling: execution, gridPoints: 1 << 18)
    #expect(!found.isTabulated)
    for p in [1e-11, 1e-9, 5e-8, 1e-6] {
      let (lower, upper) = (fine.quantile(p), fine.quantile(1 - p))
      #expect(abs(found.probability(atMost: lower) - fine.probability(atMost: lower)) < 0.01 * p)
      #expect(abs(found.probability(atMost: upper) - fine.probability(atMost: upper)) < 0.01 * p)
    }
  }

  /// Executions with a huge value have lumps, and take a finer grid, or one of their own.
  @Test(arguments: [[2], [0, 3], Array(0..<6)], [5, 60, 1000] as [Double])
  func lumpyExecutionsAmongOthers(lumpy: [Int], excess: Double) {
    var executions = Self.executions(6, of: 15, apart: 0.1)
    for index in lumpy { executions[index][0][7] += excess }
    let found = ResampledMeanDistribution(pooling: executions)
    let apart = ResampledMeanDistribution(
      mixing: executions.map { ResampledMeanDistribution(resampling: $0) })
    let halfWidth = (apart.quantile(0.995) - apart.quantile(0.005)) / 2
    for p in [0.005, 0.3, 0.9, 0.995] {
      #expect(abs(found.quantile(p) - apart.quantile(p)) < 1e-4 * halfWidth)
    }
  }

  /// The same executions in another order are the same mixture.
  @Test func orderDoesNotMatter() {
    let executions = Self.executions(7, of: 11, apart: 0.4)
    let (one, other) = (
      ResampledMeanDistribution(pooling: executions),
      ResampledMeanDistribution(pooling: executions.reversed())
    )
    for p in [0.005, 0.5, 0.995] {
      #expect(one.quantile(p).isApproximatelyEqual(to: other.quantile(p), relativeTolerance: 1e-9))
    }
  }
}
