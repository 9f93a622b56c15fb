// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats
import evaluation

/// A quick look at what `scripts/evaluate figures --only coverage` measures.
@Suite struct CoverageTests {
  private typealias Interval = CoverageSimulation.Interval

  private static func coverage(
    of interval: Interval, executions: Int, level: Double, rounds: Int
  ) -> Rate {
    var generator = Xoshiro256(seed: 1)
    return CoverageSimulation(executions: executions, iterations: 8, level: level)
      .coverage(of: interval, rounds: rounds, using: &generator)
  }

  /// What the t intervals state they hold, within one point and what so many rounds leave open.
  @Test(arguments: [
    CoverageSimulation.Interval.meanByT, .ratioByFieller, .geometricMean, .geometricMeanOfMany,
  ])
  func tIntervalsHoldWhatTheyState(interval: CoverageSimulation.Interval) {
    let rounds = interval == .geometricMeanOfMany ? 100 : 300
    for executions in [3, 10] {
      for level in [0.95, 0.99] {
        let rate = Self.coverage(
          of: interval, executions: executions, level: level, rounds: rounds)
        let figure = Figure(
          "\(interval.rawValue), \(executions)", rate, .within(level - 0.01...level + 0.01))
        #expect(figure.isMet(margin: Figure.chance), "\(figure)")
      }
    }
  }

  /// Many rounds find 78 % for the mean of 3 executions and 91 % for that of 10, and a little more
  /// for ratios: resampling few executions covers too little.
  @Test(arguments: [
    (CoverageSimulation.Interval.meanByResampling, 10, 0.78...0.99),
    (.meanByResampling, 3, 0.62...0.90),
    (.ratioByResampling, 10, 0.80...1),
  ])
  func resamplingFewExecutionsCoversTooLittle(
    interval: CoverageSimulation.Interval, executions: Int, band: ClosedRange<Double>
  ) {
    let rate = Self.coverage(of: interval, executions: executions, level: 0.95, rounds: 100)
    #expect(band.contains(rate.share))
  }
}
