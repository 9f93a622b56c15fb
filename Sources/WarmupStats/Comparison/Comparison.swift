// SPDX-License-Identifier: GPL-3.0-or-later

/// How much faster or slower each benchmark of an experiment is than a baseline.
public struct Comparison: Sendable, Hashable {
  /// One benchmark on both sides, and what became of it.
  public struct Benchmark: Sendable, Hashable {
    /// The key on the baseline's side.
    public var baseline: BenchmarkKey
    /// The key on the side that is compared with it.
    public var candidate: BenchmarkKey
    /// The ratio of the two sides' means, with its interval and verdict.
    public var effect: EffectSize
  }

  /// The geometric mean over the benchmarks of one VM.
  public struct Overall: Sendable, Hashable {
    /// The VM on the side that is compared with the baseline.
    public var vm: String
    /// The geometric mean of the benchmarks' ratios, with its interval.
    public var mean: GeometricMeanRatio
  }

  /// The benchmarks compared, in the order of the baseline.
  ///
  /// Empty if nothing was: then nothing was found to be equivalent either.
  public var benchmarks: [Benchmark]
  /// The geometric mean per VM, in the order of ``benchmarks``.
  public var overall: [Overall]
  /// The benchmarks that were not compared, and why.
  public var excluded: [ExcludedBenchmark]
  /// The choices that led to the intervals and verdicts.
  public var options: ComparisonOptions

  /// Creates effects from their parts.
  public init(
    benchmarks: [Benchmark], overall: [Overall], excluded: [ExcludedBenchmark],
    options: ComparisonOptions
  ) {
    self.benchmarks = benchmarks
    self.overall = overall
    self.excluded = excluded
    self.options = options
  }

  /// Puts two comparisons with the same options one after the other.
  public mutating func append(_ other: Comparison) {
    benchmarks += other.benchmarks
    overall += other.overall
    excluded += other.excluded
  }

  /// The same, with verdicts that hold together: see
  /// ``Swift/Array/adjustedForMultipleComparisons()``.
  public func adjustedForMultipleComparisons() -> Comparison {
    var adjusted = self
    for (index, effect) in benchmarks.map(\.effect).adjustedForMultipleComparisons().enumerated() {
      adjusted.benchmarks[index].effect = effect
    }
    return adjusted
  }
}

extension ExperimentSummary {
  /// How much faster or slower the benchmarks are than those of `baseline`.
  ///
  /// - Complexity: as ``EffectSize`` and ``GeometricMeanRatio`` for each benchmark.
  public func compared(
    to baseline: ExperimentSummary, pairing: KeyPairing = KeyPairing(),
    options: ComparisonOptions = ComparisonOptions()
  ) -> Comparison {
    let keys = PairedKeys(
      baseline.benchmarks.map(\.key), benchmarks.map(\.key), pairing: pairing)
    var result = Comparison(
      benchmarks: [], overall: [], excluded: keys.unpaired, options: options)
    var compared: [(vm: String, benchmark: GeometricMeanRatio.Benchmark)] = []
    for pair in keys.pairs {
      guard let baseline = baseline[pair.baseline], let candidate = self[pair.candidate] else {
        continue
      }
      if let effect = EffectSize(of: candidate, to: baseline, options: options) {
        result.benchmarks.append(
          .init(baseline: pair.baseline, candidate: pair.candidate, effect: effect))
        compared.append(
          (
            pair.candidate.vm,
            GeometricMeanRatio.Benchmark(of: candidate, to: baseline, options: options)
          ))
      } else {
        result.excluded.append(
          ExcludedBenchmark(
            baseline: pair.baseline, candidate: pair.candidate,
            reason: .init(crashedBaseline: baseline, candidate: candidate) ?? .noSteadyState))
      }
    }
    for vm in result.benchmarks.map(\.candidate.vm).uniqued {
      var generator = Xoshiro256(seed: options.seed)
      let mean = GeometricMeanRatio(
        over: compared.filter { $0.vm == vm }.map(\.benchmark), level: options.level,
        using: &generator)
      if let mean { result.overall.append(.init(vm: vm, mean: mean)) }
    }
    return result
  }
}

extension ComparisonOptions {
  /// The seed of what is always drawn, the interval of the geometric mean.
  fileprivate var seed: UInt64 {
    switch resampling {
    case .exact: 1
    case .monteCarlo(_, let seed): seed
    }
  }
}
