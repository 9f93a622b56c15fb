// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats

/// Effect sizes of analysed executions.
@Suite struct SummaryEffectSizeTests {
  static let key = BenchmarkKey(benchmark: "b", vm: "vm", variant: "")

  /// Executions of 100 iterations near `mean`, the first 20 of them slower by half.
  static func summary(mean: Double, seed: UInt64, unsteady: Int = 0) -> BenchmarkSummary {
    var generator = Xoshiro256(seed: seed)
    let executions = (0..<5).map { index in
      let center = mean * Double.random(in: 0.99...1.01, using: &generator)
      return ProcessExecution(
        times: (0..<100).map { iteration in
          let isSlow = iteration < 20 || index < unsteady && iteration >= 90
          let noise = Double.random(in: 0.999...1.001, using: &generator)
          return center * noise * (isSlow ? 1.5 : 1)
        })
    }
    return BenchmarkSummary(analyzing: executions, of: key)
  }

  @Test func steadyStateIsCompared() throws {
    let (baseline, candidate) = (Self.summary(mean: 1, seed: 1), Self.summary(mean: 0.8, seed: 2))
    let effect = try #require(EffectSize(of: candidate, to: baseline))
    #expect(abs(effect.ratio - 0.8) < 0.02)
    #expect(effect.verdict == .faster)
    #expect(effect.baseline.executions == 5)
    #expect(effect.key == Self.key)
  }

  /// With all iterations the slow fifth counts: 1.1 times the steady time.
  @Test func allIterationsCountIfAsked() throws {
    var options = ComparisonOptions()
    options.usesAllIterations = true
    let baseline = Self.summary(mean: 1, seed: 1)
    let effect = try #require(EffectSize(of: baseline, to: baseline, options: options))
    #expect(abs(effect.baseline.mean - 1.1) < 0.02)
    #expect(effect.ratio == 1)
  }

  @Test func executionsWithoutSteadyStateAreLeftOut() throws {
    let (baseline, candidate) = (
      Self.summary(mean: 1, seed: 1), Self.summary(mean: 1, seed: 2, unsteady: 2)
    )
    let effect = try #require(EffectSize(of: candidate, to: baseline))
    #expect(effect.candidate.executions == 3)
    #expect(effect.candidate.withoutSteadyState == 2)
    #expect(effect.baseline.withoutSteadyState == 0)
    let none = Self.summary(mean: 1, seed: 3, unsteady: 5)
    #expect(EffectSize(of: none, to: baseline) == nil)
  }

  @Test func planFromAPilot() throws {
    let pilot = Self.summary(mean: 1, seed: 1)
    let plan = try #require(
      BenchmarkPlan(pilot: pilot, startupTime: 5, relativeHalfWidth: 0.005, level: 0.95)
    ).experiment
    // Executions differ by 1 %/√3, iterations by a tenth of that: one iteration each will do.
    #expect(plan.levels[1].repetitions == 1)
    #expect(plan.levels[0].repetitions > 2)
    // 20 slow iterations of 1.5 s come before each.
    let perExecution = plan.cost / Double(plan.levels[0].repetitions)
    #expect(abs(perExecution - (5 + 30 + 1)) < 0.5)
  }

  @Test func geometricMeanOfSummaries() throws {
    var generator = Xoshiro256(seed: 4)
    let (baseline, candidate) = (Self.summary(mean: 1, seed: 1), Self.summary(mean: 0.8, seed: 2))
    let mean = try #require(
      GeometricMeanRatio(
        over: [.init(of: candidate, to: baseline), .init(of: baseline, to: candidate)], level: 0.95,
        resamples: 2000,
        using: &generator))
    #expect(abs(mean.ratio - 1) < 1e-12)
    #expect(try #require(mean.interval.range).contains(1))
  }
}
