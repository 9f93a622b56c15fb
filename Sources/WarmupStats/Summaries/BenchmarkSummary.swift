// SPDX-License-Identifier: GPL-3.0-or-later

/// One process execution and, if it completed, what the method finds in it.
public struct AnalyzedExecution: Sendable, Hashable {
  /// What was measured.
  public var execution: ProcessExecution
  /// What was found; `nil` exactly if the execution did not complete.
  public var analysis: ExecutionAnalysis?

  /// Creates an analysed execution from its parts.
  package init(execution: ProcessExecution, analysis: ExecutionAnalysis?) {
    self.execution = execution
    self.analysis = analysis
  }
}

/// How often each classification occurs among the process executions of one benchmark key.
public struct ClassificationCounts: Sendable, Hashable {
  /// How many executions are flat.
  public var flat = 0
  /// How many executions warm up.
  public var warmup = 0
  /// How many executions slow down.
  public var slowdown = 0
  /// How many executions have no steady state.
  public var noSteadyState = 0
  /// How many executions crashed or timed out.
  public var crashed = 0

  /// Creates counts of zero.
  public init() {}

  /// How many executions have that classification.
  public subscript(classification: Classification) -> Int {
    get {
      switch classification {
      case .flat: flat
      case .warmup: warmup
      case .slowdown: slowdown
      case .noSteadyState: noSteadyState
      }
    }
    set {
      switch classification {
      case .flat: flat = newValue
      case .warmup: warmup = newValue
      case .slowdown: slowdown = newValue
      case .noSteadyState: noSteadyState = newValue
      }
    }
  }
}

/// How one benchmark key behaves over all of its process executions.
public struct BenchmarkSummary: Sendable, Hashable {
  /// What was measured.
  public var key: BenchmarkKey
  /// How the completed executions behave together; `nil` if none completed.
  public var consistency: Consistency?
  /// How often each classification occurs.
  public var counts: ClassificationCounts
  /// The first steady iteration, counted from 1, over the executions.
  ///
  /// `nil` if an execution has no steady state, and if all are flat.
  public var steadyIteration: Spread?
  /// The time before the steady state, in seconds, over the executions.
  ///
  /// `nil` if an execution has no steady state, and if all are flat.
  public var timeToSteady: Spread?
  /// The mean time of an iteration in the steady state, in seconds.
  ///
  /// `nil` if an execution has no steady state, or none completed.
  public var steadyPerformance: Estimate?
  /// The process executions, in the order of the files.
  public var executions: [AnalyzedExecution]

  /// Creates a summary from its parts.
  package init(
    key: BenchmarkKey, consistency: Consistency?, counts: ClassificationCounts,
    steadyIteration: Spread?, timeToSteady: Spread?, steadyPerformance: Estimate?,
    executions: [AnalyzedExecution]
  ) {
    self.key = key
    self.consistency = consistency
    self.counts = counts
    self.steadyIteration = steadyIteration
    self.timeToSteady = timeToSteady
    self.steadyPerformance = steadyPerformance
    self.executions = executions
  }
}
