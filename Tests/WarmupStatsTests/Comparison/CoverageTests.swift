// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats
import evaluation

/// A quick look at what `scripts/evaluate coverage` measures.
@Suite struct CoverageTests {
  /// Bands are some four standard errors around what many rounds find: 95 % for t, Fieller and
  /// geometric means, 78 % and 91 % for resampling 3 and 10 executions.
  @Test(arguments: [
    (CoverageSimulation.Interval.meanByT, 10, 0.90...0.99),
    (.meanByT, 3, 0.90...0.99),
    (.ratioByFieller, 10, 0.90...0.99),
    (.ratioByFieller, 3, 0.90...0.99),
    (.geometricMean, 3, 0.90...0.99),
    (.geometricMean, 10, 0.90...0.99),
    (.geometricMeanOfMany, 3, 0.90...0.99),
    (.meanByResampling, 10, 0.78...0.99),
    (.meanByResampling, 3, 0.62...0.90),
    (.ratioByResampling, 10, 0.80...1),
  ])
  func coverage(
    interval: CoverageSimulation.Interval, executions: Int, band: ClosedRange<Double>
  ) {
    var generator = Xoshiro256(seed: 1)
    let simulation = CoverageSimulation(executions: executions, iterations: 8, level: 0.95)
    let rounds = interval == .ratioByResampling || interval == .meanByResampling ? 100 : 400
    let covered = simulation.coverage(of: interval, rounds: rounds, using: &generator)
    #expect(band.contains(covered))
  }
}
