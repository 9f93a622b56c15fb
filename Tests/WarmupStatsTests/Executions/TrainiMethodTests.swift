// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import RealModule
import TestSupport
import Testing
import WarmupStats

/// The method of 2023 on series made for it.
@Suite struct TrainiMethodTests {
  /// A series of some levels, each over so many iterations, with a spread of 1 %.
  static func series(_ levels: (Double, count: Int)..., seed: UInt64 = 1) -> [Double] {
    var generator = SplitMix64(seed: seed)
    return levels.flatMap { level, count in
      (0..<count).map { _ in
        level * (1 + 0.02 * (Double.random(in: 0..<1, using: &generator) - 0.5))
      }
    }
  }

  static func analysis(_ times: [Double]) -> ExecutionAnalysis {
    ExecutionAnalysis(analyzing: times, options: AnalysisOptions(method: .traini2023()))
  }

  @Test func usualChoices() {
    let options = AnalysisOptions(method: .traini2023())
    #expect(options.window == .count(200))
    #expect(options.steadyTail == .count(500))
    #expect(options.intervalKind == .t)
    #expect(options.method.tolerance == .fraction(0.05))
    #expect(options.method.name.rawValue == "traini-2023")
    #expect(options.method.with(.seconds(1)) == nil)
  }

  /// The last iteration that differs is the published start, and the steady state begins after it.
  @Test func startOfTheSteadyState() throws {
    let found = Self.analysis(Self.series((1.2, 300), (1.0, 900)))
    #expect(found.classification == .steady)
    let findings = try #require(found.ratioTests)
    // In a window that holds but two iterations of the old level both are outliers, and so they go
    // to the segment that follows; of three the quantile of 99 % is one of them.
    #expect(findings.lastUnsteady == 299 - 2)
    #expect(findings.tests.last?.isDifferent == true)
    let steady = try #require(found.steadyState)
    #expect(steady.iteration == findings.lastUnsteady + 2)
    #expect(abs(steady.mean - 1) < 0.01)
    #expect(found.equivalences.last == true)
  }

  /// A difference below 5 % does not count, and then the first iteration alone is not steady.
  @Test func smallDifference() throws {
    let times = Self.series((1.03, 300), (1.0, 900))
    let found = Self.analysis(times)
    #expect(found.segments.count > 1)
    #expect(found.classification == .steady)
    #expect(found.ratioTests?.lastUnsteady == 0)
    let steady = try #require(found.steadyState)
    #expect(steady.iteration == 2)
    #expect(steady.timeToReach == times[0])
    #expect(steady.values?.times.count == times.count - 1)
  }

  /// A change in the last 500 iterations leaves no steady state, whatever its direction.
  @Test(arguments: [1.3, 0.7]) func lateChange(_ level: Double) {
    let found = Self.analysis(Self.series((level, 800), (1.0, 400)))
    #expect(found.classification == .noSteadyState)
    #expect(found.steadyState == nil)
    #expect(found.ratioTests?.lastUnsteady == 799 - 2)
  }

  /// Faster before plays no part: there is no slowdown.
  @Test func fasterBefore() {
    let found = Self.analysis(Self.series((0.8, 300), (1.0, 900)))
    #expect(found.classification == .steady)
    #expect(found.ratioTests?.tests.last.map { $0.probabilityOfMore > 0.99 } == true)
  }

  @Test func shortSeries() {
    #expect(Self.analysis([1]).classification == nil)
    for count in [2, 3, 5, 40, 250] {
      let found = Self.analysis(Self.series((1, count)))
      #expect(found.classification == .steady)
      #expect(found.outliers.isEmpty)
    }
  }

  @Test func benchmarks() {
    #expect(Consistency([.steady, .steady]) == .consistent(.steady))
    #expect(Consistency([.steady, .noSteadyState]) == .inconsistent)
    #expect(Consistency(rawValue: "inconsistent") == .inconsistent)
  }

  /// Each window written down: flagged in any of them.
  @Test(arguments: [0.001, 0.3]) func outliers(_ scale: Double) {
    var generator = SplitMix64(seed: 7)
    // A hundredth of a window is ordinary by definition, so narrow ones have no outliers.
    let width = 200
    for count in [100, 490, 700] {
      var times = (0..<count).map { _ in
        scale * Double.random(in: 0.9..<1.1, using: &generator)
      }
      for position in [0, count / 2, count * 3 / 4] { times[position] *= 3 }
      let expected = Self.plainOutliers(times, width: width)
      let found = AnyWindowOutliers(window: .count(width)).outliers(in: times)
      #expect(found == expected)
      #expect(found.contains(count * 3 / 4) == (count > width))
      #expect(!found.contains(0))
    }
  }

  static func plainOutliers(_ times: [Double], width: Int) -> [Int] {
    let mean = times.reduce(0, +) / Double(times.count)
    let skipped = Int(
      (Double(width) / Double.log(1 + (0.1 / mean).rounded(.up))).rounded(.up))
    var flagged: Set<Int> = []
    for start in stride(from: skipped, through: times.count - width, by: 1) {
      let sorted = times[start..<start + width].sorted()
      func quantile(_ q: Double) -> Double {
        let place = q * Double(width - 1)
        let below = Int(place)
        let gap = sorted[below + 1] - sorted[below]
        let weight = place - Double(below)
        return weight < 0.5 ? sorted[below] + gap * weight : sorted[below + 1] - gap * (1 - weight)
      }
      let median = (sorted[width / 2 - 1] + sorted[width / 2]) / 2
      let reach = 3 * (quantile(0.99) - quantile(0.01))
      for index in start..<start + width where abs(times[index] - median) > reach {
        flagged.insert(index)
      }
    }
    return flagged.sorted()
  }
}

/// Ratios of resampled means, against all resamples and against drawn ones.
@Suite struct ResampledRatioTests {
  /// All ways to draw as many values as there are, with their means.
  static func means(_ values: [Double]) -> [Double] {
    values.indices.reduce([0.0]) { sums, _ in sums.flatMap { sum in values.map { sum + $0 } } }
      .map { $0 / Double(values.count) }
  }

  @Test(arguments: 1...5, 1...5) func allResamples(_ first: Int, _ second: Int) {
    var generator = SplitMix64(seed: UInt64(10 * first + second))
    let numerator = (0..<first).map { _ in Double.random(in: 0.5..<1.5, using: &generator) }
    let denominator = (0..<second).map { _ in Double.random(in: 0.5..<1.5, using: &generator) }
    let ratio = ResampledRatio(of: numerator, to: denominator)
    let below = Self.means(denominator)
    let ratios = Self.means(numerator).flatMap { mean in below.map { mean / $0 } }
    for limit in [0.8, 0.95, 1.05, 1.3] {
      let expected = Double(ratios.count { $0 <= limit }) / Double(ratios.count)
      #expect(abs(ratio.probability(atMost: limit) - expected) < 1e-9)
    }
  }

  /// One value that outweighs all the others: what is left without it decides.
  @Test func dominatingValue() {
    var generator = SplitMix64(seed: 3)
    let numerator = (0..<40).map { _ in Double.random(in: 0.9..<1.1, using: &generator) }
    var denominator = (0..<30).map { _ in Double.random(in: 0.85..<1.05, using: &generator) }
    denominator[0] = 1e6
    let ratio = ResampledRatio(of: numerator, to: denominator)
    // Without the large value in the resample the ratio is near 1.05, with it near 0.
    let without = Double.pow(1 - 1.0 / 30, 30)
    #expect(abs(ratio.probability(atMost: 0.5) - (1 - without)) < 1e-6)
    let drawn = Self.drawn(numerator, denominator, limit: 1.05, using: &generator)
    #expect(abs(ratio.probability(atMost: 1.05) - drawn) < 0.012)
  }

  @Test(arguments: [10, 25, 200]) func drawnResamples(_ count: Int) {
    var generator = SplitMix64(seed: UInt64(count))
    let numerator = (0..<count).map { _ in Double.random(in: 0..<2, using: &generator) }
    let denominator = (0..<8).map { _ in Double.random(in: 0.5..<1.5, using: &generator) }
    let ratio = ResampledRatio(of: numerator, to: denominator)
    let limit = ratio.center * 1.03
    let drawn = Self.drawn(numerator, denominator, limit: limit, using: &generator)
    #expect(abs(ratio.probability(atMost: limit) - drawn) < 0.012)
    let median = ratio.quantile(0.5)
    #expect(abs(ratio.probability(atMost: median) - 0.5) < 1e-4)
  }

  /// A quantile is where the probability crosses, for smooth sums, few values, and values that
  /// outweigh the others.
  @Test(arguments: [0.025, 0.5, 0.975]) func quantilesAreCrossings(_ p: Double) {
    var generator = SplitMix64(seed: 5)
    func values(_ count: Int, _ range: Range<Double>) -> [Double] {
      (0..<count).map { _ in Double.random(in: range, using: &generator) }
    }
    let pairs = [
      (values(3, 0.5..<1.5), values(4, 0.5..<1.5)), (values(60, 0..<2), values(30, 0.9..<1.1)),
      (values(40, 0.9..<1.1) + [50], values(40, 0.9..<1.1)),
      (values(300, 0.999999..<1), values(20, 1..<1.0000001)),
      (values(8, 1..<2) + [1e9], values(8, 1..<2) + [1e-12]), ([1, 1, 1], values(9, 1..<2)),
    ]
    for (numerator, denominator) in pairs {
      let ratio = ResampledRatio(of: numerator, to: denominator)
      let quantile = ratio.quantile(p)
      #expect(ratio.probability(atMost: quantile * (1 - 1e-9)) <= p + 1e-10, "\(numerator.count)")
      #expect(ratio.probability(atMost: quantile * (1 + 1e-9)) >= p - 1e-10, "\(numerator.count)")
      let tail = min(p, 1 - p) / 2
      #expect(
        ratio.interval(tail: tail) == ratio.quantile(tail)...ratio.quantile(1 - tail),
        "\(numerator.count)")
    }
  }

  /// Several values that outweigh all others among many: the work is bounded, and the quantiles are
  /// those of resamples.
  @Test(arguments: [2, 3, 6]) func severalOutweighingValues(_ count: Int) {
    var generator = SplitMix64(seed: UInt64(count))
    func values() -> [Double] {
      (0..<400 - count).map { _ in Double.random(in: 0.98..<1.02, using: &generator) }
        + (1...count).map { 10.0 * Double.pow(30, Double($0)) }
    }
    let (numerator, denominator) = (values(), values())
    let ratio = ResampledRatio(of: numerator, to: denominator)
    for p in [0.025, 0.975] {
      let share = Self.drawn(
        numerator, denominator, limit: ratio.quantile(p) * (1 + 1e-12), using: &generator)
      // Four standard errors of the difference between two shares of 10,000.
      #expect(abs(share - p) < 4 * (p * (1 - p) * 2 / 10_000).squareRoot(), "\(share)")
    }
  }

  /// The share of 10,000 resamples with a ratio of at most `limit`; its standard error is at most
  /// 0.005.
  static func drawn(
    _ numerator: [Double], _ denominator: [Double], limit: Double,
    using generator: inout SplitMix64
  ) -> Double {
    func mean(_ values: [Double]) -> Double {
      values.indices.reduce(0) { sum, _ in
        sum + values[Int.random(in: 0..<values.count, using: &generator)]
      } / Double(values.count)
    }
    let hits = (0..<10_000).count { _ in mean(numerator) / mean(denominator) <= limit }
    return Double(hits) / 10_000
  }

  /// Equal values have one ratio, and "less than" is not "at most".
  @Test func constantValues() {
    let ratio = ResampledRatio(of: [2, 2, 2], to: [2, 2])
    #expect(ratio.probability(atMost: 1) == 1)
    #expect(ratio.probability(below: 1) == 0)
    #expect(ratio.probability(atMost: 0.99) == 0)
  }
}
