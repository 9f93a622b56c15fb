// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

/// How many benchmark keys and process executions of a machine, or of several, behave how.
package struct OverallShares: Sendable, Hashable {
  /// The name of the machine; empty if it is not known, or for several together.
  package var machine: String
  /// What tables call the machine.
  var shownName: String { machine.isEmpty ? "unnamed machine" : machine }
  /// How many benchmark keys behave how, as a whole.
  package private(set) var keys: [ClassLabel: Int] = [:]
  /// How many process executions behave how.
  package private(set) var executions: [ClassLabel: Int] = [:]
  /// How many in-process iterations the executions ran.
  package private(set) var iterations = 0

  /// The ways in which a completed execution can behave, in the order of tables.
  package static let executionLabels = Classification.allCases.map(ClassLabel.init)
  /// The ways in which a benchmark key can behave, in the order of tables.
  package static let keyLabels =
    executionLabels + [.goodInconsistent, .badInconsistent, .inconsistent]

  /// Counts what summaries of one machine, or of several, say.
  ///
  /// - Complexity: O(number of executions).
  package init(machine: String, of summaries: [ExperimentSummary]) {
    self.machine = machine
    for benchmark in summaries.lazy.flatMap(\.benchmarks) {
      keys[ClassLabel(benchmark.consistency, benchmark.counts), default: 0] += 1
      for classification in Classification.allCases {
        executions[ClassLabel(classification), default: 0] += benchmark.counts[classification]
      }
      executions[.singleMeasurement, default: 0] += benchmark.counts.singleMeasurements
      executions[.crashed, default: 0] += benchmark.counts.crashed
      iterations += benchmark.executions.reduce(0) { $0 + $1.iterationCount }
    }
  }

  /// The shares of each machine, in the order of the summaries.
  package static func perMachine(_ summaries: [ExperimentSummary]) -> [OverallShares] {
    var machines: [String] = []
    for summary in summaries where !machines.contains(summary.machine) {
      machines.append(summary.machine)
    }
    return machines.map { machine in
      OverallShares(machine: machine, of: summaries.filter { $0.machine == machine })
    }
  }

  /// How many benchmark keys have an execution with a class.
  package var keyTotal: Int { Self.keyLabels.reduce(0) { $0 + keys[$1, default: 0] } }

  /// How many executions have a class: those that completed, but for single measurements.
  package var executionTotal: Int {
    Self.executionLabels.reduce(0) { $0 + executions[$1, default: 0] }
  }

  /// The share of the benchmark keys that behave in one of some ways.
  package func share(ofKeys labels: ClassLabel...) -> Share {
    Share(count: labels.reduce(0) { $0 + keys[$1, default: 0] }, total: keyTotal)
  }

  /// The share of the completed executions that behave in one of some ways.
  package func share(ofExecutions labels: ClassLabel...) -> Share {
    Share(
      count: labels.reduce(0) { $0 + executions[$1, default: 0] }, total: executionTotal)
  }

  /// The share of the completed executions that warm up classically.
  ///
  /// They are flat, or slower at first and then steady. Too few iterations count as flat.
  package var classicalExecutions: Share {
    share(ofExecutions: .flat, .warmup, .tooFewIterations)
  }

  /// The share of the benchmark keys all of whose executions warm up classically.
  package var classicalKeys: Share {
    share(ofKeys: .flat, .warmup, .goodInconsistent, .tooFewIterations)
  }

  /// What the shares come to, in a sentence for a paper.
  package var sentence: String {
    guard executions[.steady, default: 0] == 0 else {
      return """
        A steady state in \(share(ofExecutions: .steady).percentage) of process executions; all \
        executions of \(share(ofKeys: .steady).percentage) of benchmark keys have one.
        """
    }
    return """
      Classical warmup (warmup or flat) in \(classicalExecutions.percentage) of process executions; \
      \(classicalKeys.percentage) of benchmark keys show nothing else.
      """
  }
}
