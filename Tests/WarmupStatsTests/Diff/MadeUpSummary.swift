// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension BenchmarkSummary {
  /// A summary made up from the numbers that comparisons rest on; without times, as one that was
  /// read back from a file.
  init(
    _ key: BenchmarkKey = BenchmarkKey(benchmark: "b", vm: "v", variant: "d"), warmup: Int = 0,
    slowdown: Int = 0, flat: Int = 0, noSteadyState: Int = 0, crashed: Int = 0,
    steadyIteration: ClosedRange<Double>? = nil, timeToSteady: ClosedRange<Double>? = nil,
    performance: ClosedRange<Double>? = nil
  ) {
    var counts = ClassificationCounts()
    counts.warmup = warmup
    counts.slowdown = slowdown
    counts.flat = flat
    counts.noSteadyState = noSteadyState
    counts.crashed = crashed
    func middle(_ range: ClosedRange<Double>) -> Double {
      (range.lowerBound + range.upperBound) / 2
    }
    func spread(_ range: ClosedRange<Double>?) -> Spread? {
      range.map { Spread(median: middle($0), lower: $0.lowerBound, upper: $0.upperBound) }
    }
    self.init(
      key: key,
      consistency: Consistency(Classification.allCases.filter { counts[$0] > 0 }),
      counts: counts, steadyIteration: spread(steadyIteration),
      timeToSteady: spread(timeToSteady),
      steadyPerformance: performance.map {
        Estimate(center: middle($0), lower: $0.lowerBound, upper: $0.upperBound, level: 0.99)
      },
      executions: [])
  }
}
