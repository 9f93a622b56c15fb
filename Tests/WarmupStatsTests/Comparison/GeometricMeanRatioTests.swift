// SPDX-License-Identifier: GPL-3.0-or-later

import RealModule
import Testing
import WarmupStats

@Suite struct GeometricMeanRatioTests {
  private static func effect(
    _ candidate: [[Double]], _ baseline: [[Double]]
  ) throws -> EffectSize {
    try EffectSizeTests.compare(candidate, to: baseline)
  }

  /// Of one benchmark, the geometric mean is its ratio; the interval by scipy.
  @Test func ofOneBenchmark() throws {
    let mean = try #require(
      GeometricMeanRatio(
        over: [try Self.effect(Worked.newExecutions, Worked.oldExecutions)], level: 0.95))
    #expect(abs(mean.ratio - 0.9350525310410697) < 1e-12)
    let range = try #require(mean.interval.range)
    #expect(abs(range.lowerBound - 0.8923228234384358) < 1e-12)
    #expect(abs(range.upperBound - 0.9798283903993775) < 1e-12)
  }

  /// A benchmark and its reverse cancel, and n equal ones narrow the interval by √n and by the
  /// degrees of freedom that they add.
  @Test func ofSeveralBenchmarks() throws {
    let forth = try Self.effect(Worked.newExecutions, Worked.oldExecutions)
    let back = try Self.effect(Worked.oldExecutions, Worked.newExecutions)
    let both = try #require(GeometricMeanRatio(over: [forth, back], level: 0.95))
    #expect(abs(both.ratio - 1) < 1e-12)
    func width(_ count: Int) throws -> Double {
      let mean = try #require(
        GeometricMeanRatio(over: Array(repeating: forth, count: count), level: 0.95))
      let range = try #require(mean.interval.range)
      return Double.log(range.upperBound / range.lowerBound)
    }
    // t(0.975; 7.5573) and t(0.975; 755.73) by scipy.
    #expect(abs(try width(1) / width(100) - 10 * 2.3297 / 1.9631) < 1e-3)
  }

  @Test func benchmarksWithoutAnIntervalAreLeftOutAndCounted() throws {
    #expect(GeometricMeanRatio(over: [], level: 0.95) == nil)
    let known = try Self.effect(Worked.newExecutions, Worked.oldExecutions)
    let single = try Self.effect([[10, 20]], Worked.oldExecutions)
    let mean = try #require(GeometricMeanRatio(over: [known, single, known], level: 0.95))
    #expect(mean.benchmarks == 2 && mean.leftOut == 1)
    #expect(abs(mean.ratio - known.ratio) < 1e-12)
    let none = try #require(GeometricMeanRatio(over: [single], level: 0.95))
    #expect(none.interval == .singleExecution)
    #expect(none.benchmarks == 1 && none.leftOut == 0)
  }
}
