// SPDX-License-Identifier: GPL-3.0-or-later

/// What became of the benchmarks of an experiment between two results.
public struct Diff: Sendable, Hashable, Codable {
  /// The benchmarks that were compared, in the order of the result before.
  ///
  /// Empty if nothing was: then nothing was found to be the same either. They are one family of
  /// comparisons.
  public let benchmarks: [BenchmarkDiff]
  /// The benchmarks that were not compared, and why.
  public let excluded: [ExcludedBenchmark]
  /// The benchmarks of which executions crashed or timed out on a side, compared or not.
  public let failures: [FailureChange]
  /// What readers of the comparison should know.
  public let warnings: [Warning]

  /// Compares what was measured before and after.
  init(
    from baseline: ExperimentSummary, to candidate: ExperimentSummary, pairing: KeyPairing,
    options: DiffOptions
  ) {
    let keys = PairedKeys(
      baseline.benchmarks.map(\.key), candidate.benchmarks.map(\.key), pairing: pairing)
    let (baselineSummaries, candidateSummaries) = (
      baseline.benchmarksByKey, candidate.benchmarksByKey
    )
    var benchmarks: [BenchmarkDiff] = []
    var crashed: [ExcludedBenchmark] = []
    var failures: [FailureChange] = []
    for pair in keys.pairs {
      guard let earlier = baselineSummaries[pair.baseline],
        let later = candidateSummaries[pair.candidate]
      else { continue }
      if let failure = FailureChange(from: earlier, to: later) { failures.append(failure) }
      if let reason = ExcludedBenchmark.Reason(crashedBaseline: earlier, candidate: later) {
        crashed.append(
          ExcludedBenchmark(baseline: pair.baseline, candidate: pair.candidate, reason: reason))
      } else {
        benchmarks.append(later.difference(from: earlier, options: options))
      }
    }
    self.benchmarks = benchmarks.asFamily
    self.failures = failures
    excluded = crashed + keys.unpaired
    warnings = Self.warnings(baseline, candidate, pairing) + Self.fewExecutions(self.benchmarks)
  }

  /// Puts comparisons, such as those of several machines, one after the other.
  package init(joining comparisons: [Diff]) {
    benchmarks = comparisons.flatMap(\.benchmarks).asFamily
    failures = comparisons.flatMap(\.failures)
    excluded = comparisons.flatMap(\.excluded)
    warnings = comparisons.flatMap(\.warnings)
  }

  /// That so few executions cannot tell when they are steady from chance.
  private static func fewExecutions(_ benchmarks: [BenchmarkDiff]) -> [Warning] {
    let few = benchmarks.count { $0.hasTooFewExecutions }
    guard few > 0 else { return [] }
    let all = benchmarks.count
    let enough = BenchmarkDiff.enoughExecutions(
      familySize: all, level: benchmarks[0].options.level)
    return [Warning(.fewExecutionsToCompare(benchmarks: few, of: all, enough: enough))]
  }

  private static func warnings(
    _ baseline: ExperimentSummary, _ candidate: ExperimentSummary, _ pairing: KeyPairing
  ) -> [Warning] {
    var warnings: [Warning] = []
    if baseline.options != candidate.options { warnings.append(Warning(.differentOptions)) }
    for (name, newName) in pairing.newNames.sorted(by: { $0.key < $1.key }) {
      if !baseline.benchmarks.contains(where: { $0.key.benchmark == name }) {
        warnings.append(Warning(.unknownBenchmark(name, .baseline)))
      }
      if !candidate.benchmarks.contains(where: { $0.key.benchmark == newName }) {
        warnings.append(Warning(.unknownBenchmark(newName, .candidate)))
      }
    }
    if let vms = pairing.vms {
      if !baseline.vms.contains(vms.baseline) {
        warnings.append(Warning(.unknownVM(vms.baseline, .baseline)))
      }
      if !candidate.vms.contains(vms.candidate) {
        warnings.append(Warning(.unknownVM(vms.candidate, .candidate)))
      }
    }
    return warnings
  }
}

extension ExperimentSummary {
  /// What became of the benchmarks since `baseline` was measured.
  ///
  /// If both were analyzed as another program does (``BarrettMethod/compatibility``), its verdicts
  /// are reproduced too.
  ///
  /// - Complexity: O(k·m²) for k benchmark keys of m executions.
  public func difference(
    from baseline: ExperimentSummary, pairing: KeyPairing = KeyPairing(),
    options: DiffOptions = DiffOptions()
  ) -> Diff {
    var options = options
    let method = self.options.method
    options.method =
      baseline.options.method.compatibility == method.compatibility ? method : .standard
    return Diff(from: baseline, to: self, pairing: pairing, options: options)
  }
}

extension ExcludedBenchmark.Reason {
  /// The reason that no execution completed on one side, or on both; `nil` if some did on each.
  init?(crashedBaseline baseline: BenchmarkSummary, candidate: BenchmarkSummary) {
    switch (baseline.counts.completed, candidate.counts.completed) {
    case (0, 0): self = .crashedBoth
    case (0, _): self = .crashedBaseline
    case (_, 0): self = .crashedCandidate
    default: return nil
    }
  }
}

extension [BenchmarkDiff] {
  /// The same, as one family of comparisons.
  fileprivate var asFamily: [BenchmarkDiff] {
    map { comparison in
      var comparison = comparison
      comparison.familySize = count
      return comparison
    }
  }
}
