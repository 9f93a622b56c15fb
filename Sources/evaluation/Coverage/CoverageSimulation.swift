// SPDX-License-Identifier: GPL-3.0-or-later

internal import WarmupStats

/// How often intervals hold what they are about, found by making up data for which it is known.
///
/// An execution's times are its own mean, normal around the benchmark's with a standard deviation
/// of 2 %, and each iteration adds a skewed noise of 2 %; executions do not depend on each other.
package struct CoverageSimulation {
  /// An interval whose coverage is counted.
  package enum Interval: String, CaseIterable {
    /// Student's t interval of a mean over executions.
    case meanByT = "mean, t"
    /// The interval of a mean over executions by hierarchical resampling.
    case meanByResampling = "mean, hierarchical"
    /// Fieller's interval of a ratio of means.
    case ratioByFieller = "ratio, Fieller"
    /// The interval of a ratio of means by hierarchical resampling.
    case ratioByResampling = "ratio, hierarchical"
    /// The interval of the geometric mean of four ratios by the delta method.
    case geometricMean = "geometric mean of 4 ratios"
    /// The same of twenty ratios.
    case geometricMeanOfMany = "geometric mean of 20 ratios"
  }

  /// How many executions a side has.
  package var executions: Int
  /// How many iterations an execution has.
  package var iterations: Int
  /// The level that the intervals state.
  package var level: Double

  /// Creates a simulation of benchmarks of that size.
  package init(executions: Int, iterations: Int, level: Double) {
    self.executions = executions
    self.iterations = iterations
    self.level = level
  }

  /// In how many of `rounds` the interval held the truth.
  package func coverage(
    of interval: Interval, rounds: Int, using generator: inout some RandomNumberGenerator
  ) -> Rate {
    var rate = Rate()
    for _ in 0..<rounds { rate.add(holds(interval, using: &generator)) }
    return rate
  }

  private func holds(
    _ interval: Interval, using generator: inout some RandomNumberGenerator
  ) -> Bool {
    let tail = (1 - level) / 2
    let trueRatio = 0.9
    let baseline = executions(around: 1, using: &generator)
    switch interval {
    case .meanByT:
      let estimate = Estimate(ofExecutions: baseline, kind: .t, level: level)
      return estimate.map { $0.lower <= 1 && 1 <= $0.upper } ?? false
    case .meanByResampling:
      let below = ResampledMeanDistribution(resamplingExecutions: baseline).probability(atMost: 1)
      return below >= tail && below <= 1 - tail
    case .ratioByFieller:
      let candidate = executions(around: trueRatio, using: &generator)
      guard let baseline = NestedSample(trimming: baseline.map { $0[0] }),
        let candidate = NestedSample(trimming: candidate.map { $0[0] })
      else { return false }
      let interval = RatioInterval(
        fiellerOf: candidate, to: baseline, level: level, degreesOfFreedom: .together)
      return interval.range?.contains(trueRatio) ?? false
    case .ratioByResampling:
      let candidate = executions(around: trueRatio, using: &generator)
      let below = RatioDistribution(
        of: ResampledMeanDistribution(resamplingExecutions: candidate),
        to: ResampledMeanDistribution(resamplingExecutions: baseline)
      ).probability(atMost: trueRatio)
      return below >= tail && below <= 1 - tail
    case .geometricMean, .geometricMeanOfMany:
      let effects = (0..<(interval == .geometricMean ? 4 : 20)).compactMap { _ in
        EffectSize(
          of: executions(around: trueRatio, using: &generator),
          to: executions(around: 1, using: &generator),
          key: BenchmarkKey(benchmark: ""), options: ComparisonOptions())
      }
      return GeometricMeanRatio(over: effects, level: level)?.interval.range?
        .contains(trueRatio) ?? false
    }
  }

  /// Made-up executions of one segment each, of a benchmark whose true mean time is `mean`.
  private func executions(
    around mean: Double, using generator: inout some RandomNumberGenerator
  ) -> [[[Double]]] {
    (0..<executions).map { _ in
      let center = mean * (1 + 0.02 * generator.nextNormal())
      return [
        SimulatedNoise.skewed(0.02).deviations(iterations, using: &generator)
          .map { center + mean * $0 }
      ]
    }
  }
}

extension CoverageSimulation {
  /// How often each interval holds the truth at 95 and 99 %, next to how often it should.
  package static func figures(rounds: Int, seed: UInt64) -> [Figure] {
    Interval.allCases.flatMap { interval in
      [0.95, 0.99].map { level in
        let executions = [3, 5, 10, 30]
        let rates = executions.map { executions -> Rate in
          var generator = Xoshiro256(seed: seed)
          return CoverageSimulation(executions: executions, iterations: 20, level: level)
            .coverage(
              of: interval, rounds: max(1, interval.isSlow ? rounds / 10 : rounds),
              using: &generator)
        }
        return Figure(
          "\(level.inPercent) % interval, \(interval.rawValue); \(Figure.list(executions)) executions",
          rates.map { .init($0) }, interval.wanted(level: level))
      }
    }
  }
}

extension CoverageSimulation.Interval {
  /// Whether many rounds take long.
  fileprivate var isSlow: Bool { self == .meanByResampling || self == .ratioByResampling }

  /// How often an interval of that level should hold the truth.
  fileprivate func wanted(level: Double) -> Figure.Wanted {
    switch self {
    case .meanByT, .geometricMean, .geometricMeanOfMany: .within(level - 0.01...level + 0.01)
    case .ratioByFieller: .atLeast(level - 0.01)
    case .meanByResampling, .ratioByResampling: .noted("too little with few executions")
    }
  }
}
