// SPDX-License-Identifier: GPL-3.0-or-later

internal import OrderedCollections

/// What was measured of several configurations on one machine, in time or in another quantity; the
/// key calls the configuration the VM.
package enum Configurations: Sendable, Hashable {
  /// Times, analyzed.
  case times(ExperimentSummary)
  /// Another quantity.
  case quantity(QuantityExperiment)

  /// The name of the machine.
  package var machine: String {
    get {
      switch self {
      case .times(let summary): summary.machine
      case .quantity(let experiment): experiment.machine
      }
    }
    set {
      switch self {
      case .times(var summary):
        summary.machine = newValue
        self = .times(summary)
      case .quantity(var experiment):
        experiment.machine = newValue
        self = .quantity(experiment)
      }
    }
  }

  /// The names of the configurations, in the order of the files.
  package var names: [String] {
    switch self {
    case .times(let summary): summary.vms
    case .quantity(let experiment): experiment.vms
    }
  }

  /// What was measured.
  package var keys: [BenchmarkKey] {
    switch self {
    case .times(let summary): summary.benchmarks.map(\.key)
    case .quantity(let experiment): Array(experiment.executions.keys)
    }
  }

  /// What readers should know.
  package var warnings: [Warning] {
    guard case .times(let summary) = self else { return [] }
    return summary.warnings
  }

  /// The unit: `s` for times.
  package var unit: String {
    switch self {
    case .times: "s"
    case .quantity(let experiment): experiment.unit
    }
  }

  /// The names of the parts of the whole; empty if there are none.
  package var parts: [String] {
    guard case .quantity(let experiment) = self else { return [] }
    return experiment.parts
  }

  /// The same with other keys.
  package func mappingKeys(_ transform: (BenchmarkKey) -> BenchmarkKey) -> Configurations {
    switch self {
    case .times(let summary): return .times(summary.mappingKeys(transform))
    case .quantity(var experiment):
      experiment.executions = OrderedDictionary(
        experiment.executions.map { (transform($0.key), $0.value) }, uniquingKeysWith: +)
      return .quantity(experiment)
    }
  }

  /// Puts what was measured of others behind.
  ///
  /// Returns whether both are of the same quantity and parts, without which nothing is done.
  package mutating func append(_ other: Configurations) -> Bool {
    switch (self, other) {
    case (.times(var mine), .times(let others)):
      mine.append(others)
      self = .times(mine)
      return true
    case (.quantity(var mine), .quantity(let others)):
      guard mine.unit == others.unit, mine.parts == others.parts else { return false }
      mine.executions.merge(others.executions, uniquingKeysWith: +)
      self = .quantity(mine)
      return true
    case (.times, .quantity), (.quantity, .times): return false
    }
  }

  /// Compares all configurations with one of them, in the order of the files.
  ///
  /// - Complexity: as ``EffectSize`` for each benchmark and configuration.
  package func compared(
    to baseline: String, newNames: [String: String] = [:], options: ComparisonOptions
  ) -> Comparison {
    var all = Comparison(options: options)
    for name in names where name != baseline {
      let pairing = KeyPairing(
        vms: .init(baseline: baseline, candidate: name), newNames: newNames)
      var comparison =
        switch self {
        case .times(let summary):
          summary.compared(to: summary, pairing: pairing, options: options)
        case .quantity(let experiment): experiment.compared(pairing: pairing, options: options)
        }
      comparison.excluded.removeAll { $0.reason == .notSelected }
      all.append(comparison)
    }
    return all
  }
}
