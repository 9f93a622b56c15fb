// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats

@Suite struct EffectSizeTests {
  static let key = BenchmarkKey(benchmark: "b")

  static func compare(
    _ candidate: [[Double]], to baseline: [[Double]], kind: IntervalKind = .t, level: Double = 0.95,
    minimumEffect: Double = 0.01, degreesOfFreedom: RatioDegreesOfFreedom = .together
  ) throws -> EffectSize {
    var options = ComparisonOptions()
    options.minimumEffect = minimumEffect
    options.degreesOfFreedom = degreesOfFreedom
    options.intervalKind = kind
    options.level = level
    return try #require(
      EffectSize(of: candidate.map { [$0] }, to: baseline.map { [$0] }, key: key, options: options))
  }

  @Test func workedExample() throws {
    let effect = try Self.compare(
      Worked.newExecutions, to: Worked.oldExecutions, degreesOfFreedom: .separate)
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

  /// By scipy: Satterthwaite's degrees of freedom, the clock's steps of 0.01 in the errors.
  @Test func workedExampleByDefault() throws {
    let effect = try Self.compare(Worked.newExecutions, to: Worked.oldExecutions)
    let range = try #require(effect.interval.range)
    #expect(abs(range.lowerBound - 0.8925396693227993) < 1e-12)
    #expect(abs(range.upperBound - 0.9801097948784729) < 1e-12)
    #expect(abs(try #require(effect.pValue) - 0.01151657382145705) < 1e-12)
    #expect(abs(try #require(effect.effectPValue) - 0.023549669010972142) < 1e-12)
    #expect(effect.direction == .faster)
  }

  /// Where the interval ends at the minimum effect, that effect's p-value is 1 less the level.
  @Test func effectPValueIsWhereTheIntervalEndsAtTheMinimumEffect() throws {
    let candidate = Worked.newExecutions.map { $0.map { $0 * 1.2 } }
    let effect = try Self.compare(candidate, to: Worked.oldExecutions)
    let pValue = try #require(effect.effectPValue)
    let range = try #require(
      try Self.compare(candidate, to: Worked.oldExecutions, level: 1 - pValue).interval.range)
    #expect(abs(range.lowerBound - 1.01) < 1e-9)
  }

  /// Slower and faster need the whole interval beyond the minimum effect; a change that is proven,
  /// but not to exceed it, has a direction and no verdict.
  @Test func verdictsNeedMoreThanTheMinimumEffect() throws {
    let slower = Worked.newExecutions.map { $0.map { $0 / 0.9 } }
    func effect(_ minimumEffect: Double) throws -> EffectSize {
      try Self.compare(
        slower, to: Worked.newExecutions, level: 0.9, minimumEffect: minimumEffect)
    }
    let range = try #require(try effect(0).interval.range)
    #expect(range.lowerBound > 1.05 && range.upperBound < 1.17)
    #expect(try effect(0).verdict == .slower)
    #expect(try effect(range.lowerBound - 1 - 1e-9).verdict == .slower)
    let uncertain = try effect(range.lowerBound - 1 + 1e-9)
    #expect(uncertain.verdict == .inconclusive)
    #expect(uncertain.direction == .slower)
    #expect(try effect(range.upperBound - 1 - 1e-9).verdict == .inconclusive)
    #expect(try effect(range.upperBound - 1 + 1e-9).verdict == .equivalent)
    let back = try Self.compare(
      Worked.newExecutions, to: slower, level: 0.9, minimumEffect: range.lowerBound - 1 + 1e-9)
    #expect(back.verdict == .inconclusive && back.direction == .faster)
  }

  /// Equal values are known to the resolution of the clock, and not perfectly.
  @Test func equalValuesAreNoCertainty() throws {
    let same = Array(repeating: [1.0, 1.0, 1.0], count: 4)
    let effect = try Self.compare(same, to: same)
    let range = try #require(effect.interval.range)
    #expect(range.lowerBound < 1 && range.upperBound > 1)
    #expect(effect.pValue == 1 && effect.direction == nil)
    // A million steps in every value: 3·10⁻⁷/√12 is the error of each mean.
    let near = try Self.compare(same.map { $0.map { $0 * (1 + 1e-7) } }, to: same)
    #expect(try #require(near.pValue) > 0.01)
  }

  /// What is known of executions from elsewhere serves where there is but one, with the normal
  /// quantile: 1.959964·√2·2 % is the half-width at 95 %.
  @Test func aStatedDeviationServesASingleExecution() throws {
    var options = ComparisonOptions()
    options.level = 0.95
    options.betweenExecutions = 0.02
    func effect(_ candidate: [[Double]], _ baseline: [[Double]]) throws -> EffectSize {
      try #require(
        EffectSize(
          of: candidate.map { [$0] }, to: baseline.map { [$0] }, key: Self.key, options: options))
    }
    let single = try effect([[1.1, 1.1]], [[1, 1]])
    let range = try #require(single.interval.range)
    // The roots of (1.1 − θ)² = z²·0.02²·(1.1² + θ²).
    for end in [range.lowerBound, range.upperBound] {
      let square = 1.959963984540054 * 1.959963984540054 * 0.0004 * (1.21 + end * end)
      #expect(abs((1.1 - end) * (1.1 - end) - square) < 1e-9)
    }
    #expect(single.verdict == .slower)
    #expect(single.baseline.degreesOfFreedom == .infinity)
    #expect(try effect([[1.03]], [[1]]).verdict == .inconclusive)
    // Executions that can be counted speak for themselves.
    let counted = try effect(Worked.newExecutions, Worked.oldExecutions)
    options.betweenExecutions = nil
    #expect(try effect(Worked.newExecutions, Worked.oldExecutions).interval == counted.interval)
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
    #expect(estimate.lower < estimate.center && estimate.center < estimate.upper)
    #expect(abs(estimate.center - 1.047) < 0.005)
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
