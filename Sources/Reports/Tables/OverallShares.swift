// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

/// How many benchmark keys and process executions of a machine, or of several, behave how.
public struct OverallShares: Sendable, Hashable {
  /// The name of the machine; empty if it is not known, or for several together.
  public var machine: String
  /// What tables call the machine.
  var shownName: String { machine.isEmpty ? "unnamed machine" : machine }
  /// How many benchmark keys behave how, as a whole.
  public private(set) var keys: [Behaviour: Int] = [:]
  /// How many process executions behave how.
  public private(set) var executions: [Behaviour: Int] = [:]
  /// How many in-process iterations the executions ran.
  public private(set) var iterations = 0

  /// The ways in which a completed execution can behave, in the order of tables.
  public static let executionBehaviours = Classification.allCases.map(Behaviour.init)
  /// The ways in which a benchmark key can behave, in the order of tables.
  public static let keyBehaviours = executionBehaviours + [.goodInconsistent, .badInconsistent]

  /// Counts what summaries of one machine, or of several, say.
  ///
  /// - Complexity: O(number of executions).
  public init(machine: String, of summaries: [ExperimentSummary]) {
    self.machine = machine
    for benchmark in summaries.lazy.flatMap(\.benchmarks) {
      keys[Behaviour(benchmark.consistency), default: 0] += 1
      for classification in Classification.allCases {
        executions[Behaviour(classification), default: 0] += benchmark.counts[classification]
      }
      executions[.crashed, default: 0] += benchmark.counts.crashed
      iterations += benchmark.executions.reduce(0) { $0 + $1.execution.times.count }
    }
  }

  /// The shares of each machine, in the order of the summaries.
  public static func perMachine(_ summaries: [ExperimentSummary]) -> [OverallShares] {
    var machines: [String] = []
    for summary in summaries where !machines.contains(summary.machine) {
      machines.append(summary.machine)
    }
    return machines.map { machine in
      OverallShares(machine: machine, of: summaries.filter { $0.machine == machine })
    }
  }

  /// How many benchmark keys have an execution that completed.
  public var keyTotal: Int { Self.keyBehaviours.reduce(0) { $0 + keys[$1, default: 0] } }

  /// How many executions completed.
  public var executionTotal: Int {
    Self.executionBehaviours.reduce(0) { $0 + executions[$1, default: 0] }
  }

  /// The share of the benchmark keys that behave in one of some ways.
  public func share(ofKeys behaviours: Behaviour...) -> Share {
    Share(count: behaviours.reduce(0) { $0 + keys[$1, default: 0] }, total: keyTotal)
  }

  /// The share of the completed executions that behave in one of some ways.
  public func share(ofExecutions behaviours: Behaviour...) -> Share {
    Share(
      count: behaviours.reduce(0) { $0 + executions[$1, default: 0] }, total: executionTotal)
  }

  /// The share of the completed executions that warm up classically: they are flat, or slower at
  /// first and then steady.
  public var classicalExecutions: Share { share(ofExecutions: .flat, .warmup) }

  /// The share of the benchmark keys all of whose executions warm up classically.
  public var classicalKeys: Share { share(ofKeys: .flat, .warmup, .goodInconsistent) }

  /// What the shares come to, in a sentence for a paper.
  public var sentence: String {
    """
    Classical warmup (warmup or flat) in \(classicalExecutions.percentage) of process executions; \
    \(classicalKeys.percentage) of benchmark keys show nothing else.
    """
  }
}
