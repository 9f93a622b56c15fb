// SPDX-License-Identifier: GPL-3.0-or-later

/// How much faster or slower each benchmark of an experiment is than a baseline.
public struct Comparison: Sendable, Hashable, Codable {
  /// One benchmark on both sides, and what became of it.
  public struct Benchmark: Sendable, Hashable, Codable {
    /// The key on the baseline's side.
    public var baseline: BenchmarkKey
    /// The key on the side that is compared with it.
    public var candidate: BenchmarkKey
    /// The ratio of the two sides' means, with its interval and verdict.
    public var effect: EffectSize
  }

  /// The geometric mean over the benchmarks of one VM.
  public struct Overall: Sendable, Hashable, Codable {
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
  /// The benchmarks of which executions crashed or timed out on a side, compared or not.
  public var failures: [FailureChange]
  /// Whether the verdicts hold for all benchmarks together, as a family of comparisons.
  public internal(set) var isAdjusted = false
  /// The choices that led to the intervals and verdicts.
  public var options: ComparisonOptions

  /// Creates a comparison from its parts.
  package init(
    benchmarks: [Benchmark] = [], overall: [Overall] = [], excluded: [ExcludedBenchmark] = [],
    failures: [FailureChange] = [], options: ComparisonOptions
  ) {
    self.benchmarks = benchmarks
    self.overall = overall
    self.excluded = excluded
    self.failures = failures
    self.options = options
  }

  /// Puts two comparisons with the same options one after the other.
  package mutating func append(_ other: Comparison) {
    benchmarks += other.benchmarks
    overall += other.overall
    excluded += other.excluded
    failures += other.failures
  }
}

extension ExperimentSummary {
  /// How much faster or slower the benchmarks are than those of `baseline`.
  ///
  /// - Complexity: as ``EffectSize`` for each benchmark.
  public func compared(
    to baseline: ExperimentSummary, pairing: KeyPairing = KeyPairing(),
    options: ComparisonOptions = ComparisonOptions()
  ) -> Comparison {
    let keys = PairedKeys(
      baseline.benchmarks.map(\.key), benchmarks.map(\.key), pairing: pairing)
    var result = Comparison(excluded: keys.unpaired, options: options)
    let (baselines, candidates) = (baseline.benchmarksByKey, benchmarksByKey)
    for pair in keys.pairs {
      guard let baseline = baselines[pair.baseline], let candidate = candidates[pair.candidate]
      else { continue }
      if let failures = FailureChange(from: baseline, to: candidate) {
        result.failures.append(failures)
      }
      if let effect = EffectSize(of: candidate, to: baseline, options: options) {
        result.benchmarks.append(
          .init(baseline: pair.baseline, candidate: pair.candidate, effect: effect))
      } else {
        result.excluded.append(
          ExcludedBenchmark(
            baseline: pair.baseline, candidate: pair.candidate,
            reason: .init(crashedBaseline: baseline, candidate: candidate) ?? .noSteadyState,
            selection: Selection(of: candidate, to: baseline, options: options)))
      }
    }
    result.summarize()
    return result
  }
}

extension Comparison {
  /// Finds the geometric mean of each VM's benchmarks.
  ///
  /// - Complexity: O(number of benchmarks and VMs).
  mutating func summarize() {
    overall = benchmarks.map(\.candidate.vm).uniqued.compactMap { vm in
      GeometricMeanRatio(
        over: benchmarks.filter { $0.candidate.vm == vm }.map(\.effect), level: options.level
      ).map { .init(vm: vm, mean: $0) }
    }
  }

  /// The same, with verdicts that hold for all benchmarks together.
  ///
  /// Verdicts on the change are adjusted by Holm's procedure. Shares of executions without a steady
  /// state, the last quarters of all executions, and failures are adjusted likewise, each as a
  /// family of its own.
  ///
  /// - Complexity: O(m log m) for m benchmarks.
  public func adjustedForMultipleComparisons() -> Comparison {
    var adjusted = self
    adjusted.isAdjusted = true
    for (index, effect) in benchmarks.map(\.effect).adjustedForMultipleComparisons().enumerated() {
      adjusted.benchmarks[index].effect = effect
    }
    let selections = (benchmarks.map(\.effect.selection) + excluded.map(\.selection))
      .holmAdjusted({ $0?.pValue }, { $0?.pValue = $1 })
      .holmAdjusted({ $0?.lastQuarter?.effectPValue }, { $0?.lastQuarter?.effectPValue = $1 })
    for index in benchmarks.indices {
      adjusted.benchmarks[index].effect.selection = selections[index]
    }
    for index in excluded.indices {
      adjusted.excluded[index].selection = selections[benchmarks.count + index]
    }
    adjusted.failures = failures.holmAdjusted(\.pValue) { $0.pValue = $1 }
    return adjusted
  }

  /// What readers of the comparison should know: where the executions that were left out may mislead.
  ///
  /// - Complexity: O(number of benchmarks).
  public var warnings: [Warning] {
    let all =
      benchmarks.map { ($0.candidate, $0.effect.selection) }
      + excluded.compactMap { excluded in excluded.candidate.map { ($0, excluded.selection) } }
    return all.compactMap { key, selection in
      guard let selection, selection.isDoubtful else { return nil }
      return Warning(.doubtfulSelection(selection), key: key)
    }
  }
}

extension [Comparison] {
  /// The same comparisons, with verdicts that hold for all of them together.
  ///
  /// - Complexity: O(m log m) for m benchmarks in all.
  package func adjustedForMultipleComparisons() -> [Comparison] {
    guard var joined = first else { return self }
    for other in dropFirst() { joined.append(other) }
    joined = joined.adjustedForMultipleComparisons()
    var result = self
    var (benchmarks, excluded, failures) = (0, 0, 0)
    for index in indices {
      let own = self[index]
      result[index] = Comparison(
        benchmarks: [Comparison.Benchmark](
          joined.benchmarks[benchmarks..<benchmarks + own.benchmarks.count]),
        overall: own.overall,
        excluded: [ExcludedBenchmark](joined.excluded[excluded..<excluded + own.excluded.count]),
        failures: [FailureChange](joined.failures[failures..<failures + own.failures.count]),
        options: own.options)
      result[index].isAdjusted = true
      benchmarks += own.benchmarks.count
      excluded += own.excluded.count
      failures += own.failures.count
    }
    return result
  }
}
