// SPDX-License-Identifier: GPL-3.0-or-later

internal import OrderedCollections

extension [ExperimentSummary] {
  /// The summaries with those of one machine put together, in order of first appearance.
  ///
  /// What readers should know is concluded anew from all benchmarks of a machine; what was stated
  /// about files stays. Options are those of the first summary of a machine.
  ///
  /// - Precondition: no two summaries of a machine hold the same key.
  /// - Complexity: O(number of executions).
  package var mergedByMachine: [ExperimentSummary] {
    var machines: OrderedDictionary<String, ExperimentSummary> = [:]
    for summary in self {
      guard let first = machines[summary.machine] else {
        machines[summary.machine] = summary
        continue
      }
      machines[summary.machine] = first.joined(by: summary)
    }
    // What was concluded from all benchmarks of a machine already is not concluded once more.
    let isJoined = machines.count < count
    return machines.values.map { summary in
      isJoined || !summary.warnings.allSatisfy(\.isConcluded) ? summary.concludedAnew : summary
    }
  }
}

extension Warning {
  /// Whether it follows from analyzed benchmarks, and not from the files that held them.
  fileprivate var isConcluded: Bool {
    switch fact {
    case .stated, .relativeTolerance: false
    default: true
    }
  }
}

extension ExperimentSummary {
  /// A summary for each benchmark key, in the order of the keys, each with what readers of it should
  /// know; the first also has what concerns no key alone.
  ///
  /// `mergedByMachine` puts them together again.
  ///
  /// - Complexity: O(number of executions).
  package var keyByKey: [ExperimentSummary] {
    benchmarks.enumerated().map { index, benchmark in
      var summary = ExperimentSummary(
        machine: machine, harness: harness, options: options, benchmarks: [benchmark])
      summary.warnings.insert(
        contentsOf: warnings.filter {
          !$0.isConcluded && ($0.key.map { $0 == benchmark.key } ?? (index == 0))
        }, at: 0)
      return summary
    }
  }

  fileprivate func joined(by other: ExperimentSummary) -> ExperimentSummary {
    var joined = self
    joined.harness = harness == other.harness ? harness : nil
    joined.benchmarks += other.benchmarks
    joined.warnings += other.warnings.filter { !warnings.contains($0) }
    return joined
  }

  /// The same, with warnings that hold for all of its benchmarks.
  fileprivate var concludedAnew: ExperimentSummary {
    var summary = ExperimentSummary(
      machine: machine, harness: harness, options: options, benchmarks: benchmarks)
    let concluded = Set(summary.warnings.map(\.kind))
    summary.warnings.insert(
      contentsOf: warnings.filter { !$0.isConcluded && !concluded.contains($0.kind) }, at: 0)
    return summary
  }
}
