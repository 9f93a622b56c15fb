// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

/// Puts the iterations that a harness prints one after another together to process executions.
struct LoggedExecutions {
  private struct Execution {
    let key: BenchmarkKey
    var times: [Double] = []
    var warmup: Int?
    var outcome = ProcessExecution.Outcome.completed
    var error: ResultsFileError?
  }

  private var running: OrderedDictionary<BenchmarkKey, Execution> = [:]
  private var ended: [Execution] = []
  /// The units of the times.
  var units: [String] = []

  /// Whether an execution of a key is under way.
  func isRunning(_ key: BenchmarkKey) -> Bool { running[key] != nil }

  /// Whether the execution of a key that is under way has warmup iterations.
  func isWarmingUp(_ key: BenchmarkKey) -> Bool { running[key]?.warmup ?? 0 > 0 }

  /// Begins a new execution of a key, after the one that may be under way.
  mutating func begin(_ key: BenchmarkKey) {
    end(key)
    running[key] = Execution(key: key)
  }

  /// Adds an iteration to the execution of a key; it counts as warmup, or not, if that is known.
  mutating func add(
    _ time: () throws(ResultsFileError) -> Double, to key: BenchmarkKey, isWarmup: Bool? = nil,
    skipsInvalid: Bool
  ) throws(ResultsFileError) {
    var execution = running.removeValue(forKey: key) ?? Execution(key: key)
    do {
      execution.times.append(try time())
      if let isWarmup { execution.warmup = (execution.warmup ?? 0) + (isWarmup ? 1 : 0) }
    } catch {
      guard skipsInvalid else { throw error }
      execution.error = execution.error ?? error
    }
    running[key] = execution
  }

  /// Ends the execution of a key that is under way, if one is.
  mutating func end(
    _ key: BenchmarkKey, _ outcome: ProcessExecution.Outcome = .completed,
    error: ResultsFileError? = nil
  ) {
    guard var execution = running.removeValue(forKey: key) else { return }
    execution.outcome = outcome
    execution.error = execution.error ?? error
    ended.append(execution)
  }

  /// Ends the executions that are under way.
  ///
  /// - Parameter error: What is wrong with executions that are still under way at the end.
  mutating func endAll(error: ((BenchmarkKey) -> ResultsFileError)? = nil) {
    for key in Array(running.keys) { end(key, error: error?(key)) }
  }

  /// Adds the executions to the results of a file.
  func add(to results: inout FileResults) throws(ResultsFileError) {
    results.source.units = units
    for execution in ended {
      try results.add(executionOf: execution.key) { () throws(ResultsFileError) in
        if let error = execution.error { throw error }
        guard execution.outcome == .completed, !execution.times.isEmpty else {
          return ProcessExecution(
            failed: execution.outcome == .completed ? .crashed : execution.outcome)
        }
        return ProcessExecution(
          times: execution.times, harnessWarmupIterations: execution.warmup)
      }
    }
  }
}
