// SPDX-License-Identifier: GPL-3.0-or-later

import RealModule
import Testing
import WarmupStats

/// The mean over executions under hierarchical resampling.
@Suite struct GrandMeanTests {
  static let published: [[[Double]]] = [[[2.5, 3.1, 2.7]], [[5.1, 1.1, 2.3]], [[4.7, 5.5, 7.1]]]

  /// Exact quantiles by enumeration with rational arithmetic (`kalibera_jones.md`).
  @Test(arguments: [
    (0.005, 1.94444444444), (0.025, 2.27777777778), (0.5, 3.74444444444),
    (0.975, 5.67777777778), (0.995, 6.12222222222),
  ])
  func matchesEnumeration(p: Double, expected: Double) {
    let distribution = ResampledMeanDistribution(resamplingExecutions: Self.published)
    #expect(abs(distribution.quantile(p) - expected) < 1e-10)
    #expect(abs(distribution.mean - 3.7888888888888888) < 1e-12)
  }

  @Test func matchesEnumeratedProbabilities() {
    let distribution = ResampledMeanDistribution(resamplingExecutions: Self.published)
    #expect(abs(distribution.probability(atMost: 1.94444444445) - 0.005212) < 1e-6)
    #expect(abs(distribution.probability(atMost: 1.94444444444) - 0.004010) < 1e-6)
  }

  /// Executions of hundreds of values take the way through characteristic functions; drawing must
  /// agree with it as far as its own error allows.
  @Test(arguments: [0.0, 0.02, 1.0])
  func matchesDrawing(between: Double) {
    var generator = Xoshiro256(seed: 11)
    let executions = (0..<6).map { _ in
      let center = 10 + between * Double.random(in: -1...1, using: &generator)
      return [(0..<80).map { _ in center + Double.random(in: 0...1, using: &generator) }]
    }
    let exact = ResampledMeanDistribution(resamplingExecutions: executions)
    let resamples = 4000
    let drawn = ResampledMeanDistribution(
      drawing: resamples, fromExecutions: executions, using: &generator)
    for p in [0.01, 0.1, 0.3, 0.5, 0.8, 0.99] {
      let error = (p * (1 - p) / Double(resamples)).squareRoot()
      #expect(abs(drawn.probability(atMost: exact.quantile(p)) - p) < 4.5 * error)
    }
  }

  /// Without differences between executions the grand mean is the mean of that many resampled
  /// means, whose variance is a K-th of theirs: all its quantiles follow from the segments'.
  @Test func equalExecutionsAddUp() {
    var generator = Xoshiro256(seed: 3)
    let values = (0..<200).map { _ in Double.random(in: 1...2, using: &generator) }
    let grand = ResampledMeanDistribution(
      resamplingExecutions: Array(repeating: [values], count: 4))
    // Four executions of the same values: 800 draws from the same distribution.
    let together = ResampledMeanDistribution(
      resampling: Array(repeating: values, count: 4))
    for p in [0.005, 0.1, 0.5, 0.9, 0.995] {
      #expect(abs(grand.quantile(p) - together.quantile(p)) < 1e-6)
    }
  }

  /// Executions that differ by a thousand times what their means vary by: clusters, whose
  /// probabilities are those of drawing 3 of 3 with replacement.
  @Test func clustersOfFarExecutions() {
    var generator = Xoshiro256(seed: 5)
    let executions = [1.0, 2, 4].map { center in
      [(0..<100).map { _ in center + 0.01 * Double.random(in: -1...1, using: &generator) }]
    }
    let grand = ResampledMeanDistribution(resamplingExecutions: executions)
    let sums = [3: 1, 4: 3, 5: 3, 6: 4, 7: 6, 9: 3, 8: 3, 10: 3, 12: 1]
    var below = 0.0
    for (sum, count) in sums.sorted(by: { $0.key < $1.key }) {
      let before = grand.probability(atMost: (Double(sum) - 0.3) / 3)
      #expect(abs(before - below) < 1e-9)
      below += Double(count) / 27
    }
  }

  @Test func oneConstantValueEach() {
    let grand = ResampledMeanDistribution(resamplingExecutions: [[[2]], [[2]], [[2]]])
    #expect(grand.quantile(0.995) == 2)
    let spread = ResampledMeanDistribution(resamplingExecutions: [[[1]], [[2]]])
    #expect(abs(spread.quantile(0.1) - 1) < 1e-12)
    #expect(abs(spread.quantile(0.5) - 1.5) < 1e-12)
    #expect(abs(spread.quantile(0.25) - 1.25) < 1e-12)
  }
}
