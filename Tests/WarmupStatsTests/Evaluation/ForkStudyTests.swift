// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats
import evaluation

@Suite struct ForkStudyTests {
  private static func study(_ forks: [[[Double]]]) async -> ForkStudy {
    await ForkStudy(
      of: forks.map { RecordedForks(benchmark: "b", forks: $0) }, options: AnalysisOptions(),
      seed: 1)
  }

  /// Two benchmarks of two forks: both of the first are flat and stay as they are; of the second one
  /// is slower at the end of its first two thirds and again in its last third, and one warms up.
  @Test func sharesAreThoseOfKnownForks() async {
    var series = MadeSeries(seed: 1)
    func flat(_ count: Int, at level: Double = 0.02) -> [Double] {
      series.plateau(count, level: level, noise: 0.0001)
    }
    let unsteady = flat(370) + flat(30, at: 0.03) + flat(200, at: 0.04)
    let warmup = flat(40, at: 0.03) + flat(560)
    let found = await Self.study([[flat(600), flat(600)], [unsteady, warmup]])
    #expect(found.classes[.flat]?.count == 2)
    #expect(found.classes[.warmup]?.count == 1)
    #expect(found.pairs.count == 1 && found.pairs.cases == 2)
    for center in ForkStudy.Center.allCases {
      #expect(found.steadyStays[center]?.count == 3 && found.steadyStays[center]?.cases == 3)
      #expect(found.unsteadyStays[center]?.count == 0 && found.unsteadyStays[center]?.cases == 1)
      #expect(found.foresight(center) == 1)
      #expect(found.flatThoughStartDiffers[center]?.cases == 2)
      #expect(found.flatThoughStartDiffers[center]?.count == 0)
    }
    #expect(found.shuffled.all.cases == 4)
    // Shares of ½, ¼ and ¼ meet by chance in 3 of 8 cases; (½ − 3/8)/(1 − 3/8).
    #expect(abs(found.pairAgreement - 0.2) < 1e-12)
  }

  /// A start that spreads so much that nothing is proven of it counts by what it is.
  @Test func aFlatForkWithAnotherStartIsCounted() async {
    let fork = (0..<600).map { $0 < 60 ? ($0 % 2 == 0 ? 1.0 : 1.4) : ($0 % 5 == 0 ? 1.4 : 1.0) }
    let found = await Self.study([[fork]])
    #expect(found.flatThoughStartDiffers[.mean]?.count == found.classes[.flat]?.count)
  }
}
