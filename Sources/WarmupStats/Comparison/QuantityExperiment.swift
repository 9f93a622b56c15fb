// SPDX-License-Identifier: GPL-3.0-or-later

package import OrderedCollections

/// What was counted or measured on one machine in another unit than that of time, such as
/// dispatches, cycles or bytes: compared by ratios of means.
package struct QuantityExperiment: Sendable, Hashable {
  /// One process execution.
  package struct Execution: Sendable, Hashable {
    /// The mean over its iterations of each part; of the whole alone, if there are no parts.
    package var parts: [Double]

    /// The mean over its iterations of the whole.
    package var total: Double { parts.reduce(0, +) }

    /// Creates an execution.
    package init(parts: [Double]) { self.parts = parts }
  }

  /// The name of the machine; empty where no file gives it.
  package var machine: String
  /// The unit, as files name it.
  package var unit: String
  /// The names of the parts that make up the whole; empty if it was measured as a whole.
  package var parts: [String]
  /// The process executions of each key, in the order of the files.
  package var executions: OrderedDictionary<BenchmarkKey, [Execution]>

  /// Creates an experiment from its parts.
  ///
  /// - Precondition: Numbers are finite and not negative, and each execution has one per part, or one.
  package init(
    machine: String, unit: String, parts: [String],
    executions: OrderedDictionary<BenchmarkKey, [Execution]>
  ) {
    self.machine = machine
    self.unit = unit
    self.parts = parts
    self.executions = executions
  }

  /// How many of a unit count as a second where values are classified as if they were times, so that
  /// values from 0.001 to 1e18 are in the range of times.
  package static let perSecond = 1e9

  /// The names of the VMs, in the order of the experiment.
  package var vms: [String] { executions.keys.map(\.vm).uniqued }
}

extension QuantityExperiment {
  /// How much more or less a VM needs than another.
  ///
  /// A benchmark of which one side counts nothing at all has no ratio, and is left out.
  ///
  /// - Complexity: as ``EffectSize`` for each benchmark.
  package func compared(pairing: KeyPairing, options: ComparisonOptions) -> Comparison {
    let keys = PairedKeys(
      Array(executions.keys), Array(executions.keys), pairing: pairing)
    var result = Comparison(excluded: keys.unpaired, options: options)
    for pair in keys.pairs {
      guard
        let effect = EffectSize(
          of: totals(of: pair.candidate), to: totals(of: pair.baseline), key: pair.candidate,
          options: options)
      else {
        result.excluded.append(
          ExcludedBenchmark(
            baseline: pair.baseline, candidate: pair.candidate, reason: .nothingCounted))
        continue
      }
      result.benchmarks.append(
        .init(baseline: pair.baseline, candidate: pair.candidate, effect: effect))
    }
    result.summarize()
    return result
  }

  /// The total of each execution as its only value; empty if one of them is 0.
  private func totals(of key: BenchmarkKey) -> [[[Double]]] {
    let totals = executions[key, default: []].map(\.total)
    return totals.contains(0) ? [] : totals.map { [[$0]] }
  }

  /// The key of a benchmark in one configuration, in that of several variants that is as the
  /// baseline's; `nil` if it was not measured.
  package func key(of name: String, like baseline: BenchmarkKey) -> BenchmarkKey? {
    let own = executions.keys.filter { $0.vm == name && $0.benchmark == baseline.benchmark }
    return own.first { $0.variant == baseline.variant } ?? own.first
  }

  /// The mean over executions of each part of a key's whole; `nil` if it was not measured.
  ///
  /// - Complexity: O(number of executions and parts).
  package func meanParts(of key: BenchmarkKey) -> [Double]? {
    guard let executions = executions[key], let first = executions.first else { return nil }
    return first.parts.indices.map { part in executions.map { $0.parts[part] }.accurateMean }
  }
}
