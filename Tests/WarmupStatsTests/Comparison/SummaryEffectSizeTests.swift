// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats

/// Effect sizes of analyzed executions.
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
    let effect = try #require(EffectSize(of: candidate, to: baseline, options: ComparisonOptions()))
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
    let effect = try #require(EffectSize(of: candidate, to: baseline, options: ComparisonOptions()))
    #expect(effect.candidate.executions == 3)
    #expect(effect.candidate.withoutSteadyState == 2)
    #expect(effect.baseline.withoutSteadyState == 0)
    let none = Self.summary(mean: 1, seed: 3, unsteady: 5)
    #expect(EffectSize(of: none, to: baseline, options: ComparisonOptions()) == nil)
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

  /// Two of five against none: the shares may be chance, but too many are left out to say that
  /// nothing changed, and at their end all executions show what the others hide.
  @Test func aSelectionIsNoProofThatNothingChanged() throws {
    var options = ComparisonOptions()
    options.minimumEffect = 0.2
    let (baseline, candidate) = (
      Self.summary(mean: 1, seed: 1), Self.summary(mean: 1, seed: 2, unsteady: 2)
    )
    let effect = try #require(EffectSize(of: candidate, to: baseline, options: options))
    let range = try #require(effect.interval.range)
    #expect(range.lowerBound > 0.9 && range.upperBound < 1.1)
    #expect(effect.verdict == .inconclusive)
    let selection = try #require(effect.selection)
    #expect(!selection.sharesDiffer && selection.isDoubtful && !selection.isWorse)
    // 10 of the last 25 iterations are slower by half, in two of five executions.
    #expect(abs(try #require(selection.lastQuarter).ratio - 1.08) < 0.02)
    let steady = try #require(
      EffectSize(of: Self.summary(mean: 1, seed: 2), to: baseline, options: options))
    #expect(steady.verdict == .equivalent && steady.selection == nil)
  }

  /// All of five against none is one of the two of 252 ways to divide ten.
  @Test func executionsThatNoLongerSettleAreWorse() throws {
    let (steady, unsteady) = (
      Self.experiment(Self.summary(mean: 1, seed: 1)),
      Self.experiment(Self.summary(mean: 1, seed: 3, unsteady: 5))
    )
    let worse = try #require(unsteady.compared(to: steady).excluded.first?.selection)
    #expect(worse.sharesDiffer && worse.isWorse)
    let better = try #require(steady.compared(to: unsteady).excluded.first?.selection)
    #expect(better.sharesDiffer && !better.isWorse)
  }

  static func experiment(_ summary: BenchmarkSummary) -> ExperimentSummary {
    ExperimentSummary(machine: "", options: AnalysisOptions(), benchmarks: [summary])
  }

  @Test func failuresAreCountedOnBothSides() throws {
    let steady = Self.summary(mean: 1, seed: 1)
    func failing(_ count: Int) -> BenchmarkSummary {
      BenchmarkSummary(
        summarizing: steady.executions
          + (0..<count).map { _ in
            AnalyzedExecution(
              analyzing: ProcessExecution(failed: .timedOut), options: AnalysisOptions())
          }, of: Self.key, options: AnalysisOptions())
    }
    let comparison = Self.experiment(failing(45)).compared(to: Self.experiment(failing(1)))
    let failures = try #require(comparison.failures.first)
    #expect(failures.baseline.failed == 1 && failures.baseline.executions == 6)
    #expect(failures.candidate.timedOut == 45 && failures.candidate.executions == 50)
    #expect(failures.isMore && failures.pValue < 0.01)
    #expect(comparison.benchmarks.count == 1)
    let back = Self.experiment(failing(1)).compared(to: Self.experiment(failing(45)))
    #expect(try #require(back.failures.first).isMore == false)
    #expect(Self.experiment(steady).compared(to: Self.experiment(steady)).failures.isEmpty)
  }

  @Test func geometricMeanOfSummaries() throws {
    let (baseline, candidate) = (Self.summary(mean: 1, seed: 1), Self.summary(mean: 0.8, seed: 2))
    let effects = [
      EffectSize(of: candidate, to: baseline, options: ComparisonOptions()),
      EffectSize(of: baseline, to: candidate, options: ComparisonOptions()),
    ].compactMap(\.self)
    let mean = try #require(GeometricMeanRatio(over: effects, level: 0.95))
    #expect(abs(mean.ratio - 1) < 1e-12)
    #expect(try #require(mean.interval.range).contains(1))
  }
}
