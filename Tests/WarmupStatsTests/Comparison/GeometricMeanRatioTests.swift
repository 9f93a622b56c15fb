// SPDX-License-Identifier: GPL-3.0-or-later

import RealModule
import Testing
import WarmupStats

@Suite struct GeometricMeanRatioTests {
  static let benchmark = GeometricMeanRatio.Benchmark(
    candidate: Worked.newExecutions.map { [$0] }, baseline: Worked.oldExecutions.map { [$0] })

  /// Of one benchmark, the geometric mean is its ratio, and the interval that of hierarchical
  /// resampling as far as drawing tells.
  @Test func ofOneBenchmark() throws {
    var generator = Xoshiro256(seed: 1)
    let mean = try #require(
      GeometricMeanRatio(over: [Self.benchmark], level: 0.95, using: &generator))
    #expect(abs(mean.ratio - 0.9350525310410697) < 1e-12)
    let exact = RatioDistribution(
      of: ResampledMeanDistribution(resamplingExecutions: Self.benchmark.candidate),
      to: ResampledMeanDistribution(resamplingExecutions: Self.benchmark.baseline))
    let range = try #require(mean.interval.range)
    #expect(abs(range.lowerBound - exact.quantile(0.025)) < 1e-3)
    #expect(abs(range.upperBound - exact.quantile(0.975)) < 1e-3)
  }

  /// A benchmark and its reverse cancel, and n equal ones narrow the interval by √n.
  @Test func ofSeveralBenchmarks() throws {
    var generator = Xoshiro256(seed: 1)
    let reverse = GeometricMeanRatio.Benchmark(
      candidate: Self.benchmark.baseline, baseline: Self.benchmark.candidate)
    let both = try #require(
      GeometricMeanRatio(over: [Self.benchmark, reverse], level: 0.95, using: &generator))
    #expect(abs(both.ratio - 1) < 1e-12)
    func width(_ count: Int) throws -> Double {
      let mean = try #require(
        GeometricMeanRatio(
          over: Array(repeating: Self.benchmark, count: count), level: 0.95, using: &generator))
      let range = try #require(mean.interval.range)
      return Double.log(range.upperBound / range.lowerBound)
    }
    #expect(abs(try width(1) / width(4) - 2) < 0.1)
  }

  @Test func withoutExecutionsOrWithOne() throws {
    var generator = Xoshiro256(seed: 1)
    #expect(GeometricMeanRatio(over: [], level: 0.95, using: &generator) == nil)
    let empty = GeometricMeanRatio.Benchmark(candidate: [], baseline: Self.benchmark.baseline)
    #expect(GeometricMeanRatio(over: [empty], level: 0.95, using: &generator) == nil)
    let single = GeometricMeanRatio.Benchmark(
      candidate: [[[1, 2]]], baseline: Self.benchmark.baseline)
    let mean = try #require(
      GeometricMeanRatio(over: [Self.benchmark, single, empty], level: 0.95, using: &generator))
    #expect(mean.interval == .singleExecution)
    #expect(mean.benchmarks == 2)
  }
}
