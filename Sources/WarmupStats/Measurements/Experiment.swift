// SPDX-License-Identifier: GPL-3.0-or-later

public import OrderedCollections

/// Everything that was measured on one machine: the process executions of each benchmark key.
public struct Experiment: Sendable, Hashable, Codable {
  /// The name of the machine; empty where no file gives it.
  public var machine: String
  /// The name of the program that ran the benchmarks; `nil` where no file says, and where several
  /// did.
  public var harness: String?
  /// The process executions of each benchmark key, in the order of the files.
  public var executions: OrderedDictionary<BenchmarkKey, [ProcessExecution]>

  /// The keys all of whose completed executions have one iteration: single measurements, in which
  /// nothing can be seen to change.
  package var singleMeasurements: [BenchmarkKey] {
    executions.compactMap { key, executions in
      let completed = executions.filter(\.hasCompleted)
      return !completed.isEmpty && completed.allSatisfy { $0.times.count == 1 } ? key : nil
    }
  }

  /// Whether nothing was measured.
  public var isEmpty: Bool { executions.isEmpty }

  /// Creates an experiment from the executions of each key.
  public init(
    machine: String = "", harness: String? = nil,
    executions: OrderedDictionary<BenchmarkKey, [ProcessExecution]> = [:]
  ) {
    self.machine = machine
    self.harness = harness
    self.executions = executions
  }

  /// Creates an experiment from the process executions of one benchmark.
  public init(of key: BenchmarkKey, executions: [ProcessExecution]) {
    self.init(executions: [key: executions])
  }

  /// Creates an experiment from the times of one benchmark, in seconds: an array of iterations for
  /// each process execution.
  ///
  /// - Throws: ``MeasurementError`` if an execution has no time, or a time lies outside
  ///   ``ProcessExecution/possibleTimes``.
  /// - Complexity: O(n) for n times.
  public init(
    of key: BenchmarkKey, times: some Sequence<some Sequence<Double>>
  ) throws(MeasurementError) {
    var executions: [ProcessExecution] = []
    for (index, iterations) in times.enumerated() {
      let iterations = Array(iterations)
      try MeasurementError.check(iterations, execution: index)
      executions.append(ProcessExecution(times: iterations))
    }
    self.init(executions: [key: executions])
  }

  /// Adds the process executions of another experiment on the same machine behind its own.
  ///
  /// - Complexity: O(number of executions of `other`).
  public mutating func append(_ other: Experiment) {
    for (key, added) in other.executions {
      executions[key, default: []].append(contentsOf: added)
    }
  }
}
