// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats

@Suite struct EffectSizeTests {
  static let key = BenchmarkKey(benchmark: "b", vm: "", variant: "")

  static func compare(
    _ candidate: [[Double]], to baseline: [[Double]], kind: IntervalKind = .t, level: Double = 0.95
  ) throws -> EffectSize {
    var options = ComparisonOptions()
    options.intervalKind = kind
    options.level = level
    return try #require(
      EffectSize(of: candidate.map { [$0] }, to: baseline.map { [$0] }, key: key, options: options))
  }

  @Test func workedExample() throws {
    let effect = try Self.compare(Worked.newExecutions, to: Worked.oldExecutions)
    #expect(abs(effect.ratio - 0.9350525310410697) < 1e-12)
    #expect(abs(effect.percentChange + 6.49474689589303) < 1e-10)
    #expect(abs(effect.speedup - 1 / 0.9350525310410697) < 1e-12)
    let range = try #require(effect.interval.range)
    #expect(abs(range.lowerBound - 0.884705769823222) < 1e-12)
    #expect(effect.verdict == .faster)
    #expect(try Self.compare(Worked.oldExecutions, to: Worked.newExecutions).verdict == .slower)
    #expect(
      try Self.compare(Worked.newExecutions, to: Worked.oldExecutions, level: 0.99).verdict
        == .inconclusive)
  }

  /// The p-value is where the interval of level 1 − p ends at 1.
  @Test(arguments: [IntervalKind.t, .hierarchical, .pooled])
  func pValueIsWhereTheIntervalEndsAtOne(kind: IntervalKind) throws {
    let candidate = Worked.newExecutions.map { $0.map { $0 * 1.02 } }
    let pValue = try #require(
      try Self.compare(candidate, to: Worked.oldExecutions, kind: kind).pValue)
    #expect(pValue > 0 && pValue < 1)
    let range = try #require(
      try Self.compare(candidate, to: Worked.oldExecutions, kind: kind, level: 1 - pValue).interval
        .range)
    // The worked example's resampled means are atoms, so its quantiles come in steps.
    #expect(abs(range.upperBound - 1) < (kind == .t ? 1e-8 : 2e-3))
  }

  /// Sums of thousands of probabilities end a rounding error beyond 1 or below 0.
  @Test(arguments: [UInt64(1), 2, 3])
  func pValueOfFarApartSidesIsAProbability(seed: UInt64) throws {
    var generator = Xoshiro256(seed: seed)
    func side(around mean: Double) -> [[Double]] {
      (0..<5).map { _ in
        let center = mean * Double.random(in: 0.98...1.02, using: &generator)
        return (0..<20).map { _ in center * Double.random(in: 0.95...1.05, using: &generator) }
      }
    }
    let (low, high) = (side(around: 1), side(around: 2))
    for effect in [
      try Self.compare(low, to: high, kind: .hierarchical),
      try Self.compare(high, to: low, kind: .hierarchical),
    ] {
      let pValue = try #require(effect.pValue)
      #expect(pValue >= 0 && pValue < 1e-9)
      #expect([effect].adjustedForMultipleComparisons().first?.verdict == effect.verdict)
    }
  }

  /// Swapping the sides inverts ratio and interval, and exchanges the verdicts.
  @Test(arguments: [IntervalKind.t, .hierarchical, .pooled])
  func swappingInverts(kind: IntervalKind) throws {
    let forth = try Self.compare(Worked.newExecutions, to: Worked.oldExecutions, kind: kind)
    let back = try Self.compare(Worked.oldExecutions, to: Worked.newExecutions, kind: kind)
    #expect(abs(forth.ratio * back.ratio - 1) < 1e-12)
    let (there, here) = (
      try #require(forth.interval.range), try #require(back.interval.range)
    )
    #expect(abs(there.lowerBound * here.upperBound - 1) < 1e-4)
    #expect(abs(there.upperBound * here.lowerBound - 1) < 1e-4)
  }

  @Test func smallCertainChangeIsEquivalent() throws {
    let baseline: [[Double]] = [[1, 1.001], [1.001, 1], [1.0005, 1.0005], [1.0002, 1.0006]]
    let candidate = baseline.map { $0.map { $0 * 1.004 } }
    let effect = try Self.compare(candidate, to: baseline)
    #expect(try #require(effect.interval.range).lowerBound > 1)
    #expect(effect.verdict == .equivalent)
  }

  @Test(arguments: [IntervalKind.t, .hierarchical])
  func oneExecutionIsInconclusive(kind: IntervalKind) throws {
    let effect = try Self.compare([[1, 2, 3]], to: Worked.oldExecutions, kind: kind)
    #expect(effect.interval == .singleExecution)
    #expect(effect.pValue == nil)
    #expect(effect.verdict == .inconclusive)
    #expect(effect.ratio > 1)
  }

  @Test func noExecutionsNoEffect() {
    #expect(
      EffectSize(of: [], to: [[[1]]], key: Self.key, options: ComparisonOptions()) == nil)
  }

  /// One clear change among nine comparisons of the same is still found; a doubtful one is not.
  @Test func holmKeepsClearChangesOnly() throws {
    let clear = try Self.compare(
      Worked.newExecutions.map { $0.map { $0 / 2 } }, to: Worked.oldExecutions)
    let doubtful = try Self.compare(Worked.newExecutions, to: Worked.oldExecutions)
    let same = try Self.compare(Worked.oldExecutions, to: Worked.oldExecutions)
    let all = [clear, doubtful] + Array(repeating: same, count: 8)
    let adjusted = all.adjustedForMultipleComparisons()
    #expect(doubtful.verdict == .faster)
    #expect(adjusted[0].verdict == .faster)
    #expect(adjusted[1].verdict == .inconclusive)
    #expect(adjusted[0].interval == clear.interval)
  }

  @Test(arguments: IntervalKind.allCases)
  func estimatesOfEachKind(kind: IntervalKind) throws {
    let executions = Worked.oldExecutions.map { [$0] }
    let estimate = try #require(Estimate(ofExecutions: executions, kind: kind, level: 0.95))
    #expect(estimate.lower < estimate.median && estimate.median < estimate.upper)
    #expect(abs(estimate.median - 1.047) < 0.005)
    let one = Estimate(ofExecutions: [[[1, 2, 3]]], kind: kind, level: 0.95)
    #expect((one == nil) == (kind != .pooled))
    #expect(Estimate(ofExecutions: [], kind: kind, level: 0.95) == nil)
  }

  @Test(arguments: [IntervalKind.pooled, .hierarchical])
  func monteCarloIsReproducibleAndNear(kind: IntervalKind) throws {
    let executions = Worked.oldExecutions.map { [$0] }
    func estimate(_ seed: UInt64) throws -> Estimate {
      try #require(
        Estimate(
          ofExecutions: executions, kind: kind, level: 0.95,
          resampling: .monteCarlo(resamples: 5000, seed: seed)))
    }
    let exact = try #require(Estimate(ofExecutions: executions, kind: kind, level: 0.95))
    #expect(try estimate(1) == estimate(1))
    #expect(try estimate(1) != estimate(2))
    #expect(abs(try estimate(1).halfWidth / exact.halfWidth - 1) < 0.08)
  }
}
