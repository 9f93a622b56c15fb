// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

/// One iteration in a file of our own with one row, or one line, per iteration.
struct TidyRecord {
  /// What makes up a process execution: rows that agree in it.
  struct Process: Hashable {
    var machine: String
    var key: BenchmarkKey
    var name: String
  }

  /// What the row says of an iteration, or of an execution that left none.
  enum Value {
    case time(Double, isWarmup: Bool?)
    case failure(ProcessExecution.Outcome)
  }

  /// The columns that there are.
  enum Column: Int, CaseIterable {
    case benchmark, vm, variant, machine, process, iteration
    /// The time, in seconds: short for a value whose unit is the second.
    case seconds
    case value, unit, warmup
    /// What an analysis found, which is written for other programs and not read again.
    case outlier, segment, steady
    /// When it was measured, which is not read.
    case timestamp
  }

  /// The names of the columns.
  static let columns = Column.allCases.map { "\($0)" }
  /// The columns that are written of what was measured.
  static let measuredColumns: [Column] = [
    .benchmark, .vm, .variant, .machine, .process, .iteration, .seconds, .warmup,
  ]
  /// The columns that are written of what was found in it.
  static let analyzedColumns: [Column] = [.outlier, .segment, .steady]

  var process: Process
  /// The number of the iteration, if it is given.
  var iteration: Double?
  var value: Value
  /// The unit of the value, as the file names it.
  var unit = "s"
}

/// Puts the rows of tidy files together to process executions.
struct TidyExecutions {
  private var rows: OrderedDictionary<TidyRecord.Process, Rows> = [:]
  private var units: [String] = []

  /// Adds a row, which is refused with the error that `error` makes of what was expected and what
  /// was found.
  mutating func add(
    _ record: TidyRecord, error: (_ expected: String, _ found: String) -> ResultsFileError
  ) throws(ResultsFileError) {
    try rows[record.process, default: Rows()].add(record, error: error)
    if case .time = record.value { units.appendOnce(record.unit) }
  }

  /// Notes that a row of an execution could not be read.
  mutating func refuse(_ process: TidyRecord.Process, _ error: ResultsFileError) {
    if rows[process]?.error == nil { rows[process, default: Rows()].error = error }
  }

  /// Adds the executions to the results of a file.
  func add(to results: inout FileResults) throws(ResultsFileError) {
    results.source.units = units
    for (process, rows) in rows {
      try results.add(executionOf: process.key, machine: process.machine) {
        () throws(ResultsFileError) in
        try rows.execution()
      }
    }
  }
}

/// The rows of one process execution.
private struct Rows {
  var error: ResultsFileError?
  private var times: [Double] = []
  private var lastIteration: Double?
  private var warmup: Int?
  private var hasMeasured = false
  private var failure: ProcessExecution.Outcome?

  mutating func add(
    _ record: TidyRecord, error: (_ expected: String, _ found: String) -> ResultsFileError
  ) throws(ResultsFileError) {
    if let last = lastIteration, let iteration = record.iteration, iteration <= last {
      throw error("an iteration after \(Int(last))", "\(Int(iteration))")
    }
    if let failure {
      throw error("no more rows of an execution that \(failure.rawValue)", "one")
    }
    lastIteration = record.iteration ?? lastIteration
    switch record.value {
    case .failure(let outcome):
      guard times.isEmpty else { throw error("a time", quoted(outcome.rawValue)) }
      failure = outcome
    case .time(let time, let isWarmup):
      guard isWarmup != true || !hasMeasured else {
        throw error("no warmup behind iterations that are none", "a warmup iteration")
      }
      if let isWarmup { warmup = (warmup ?? 0) + (isWarmup ? 1 : 0) }
      hasMeasured = hasMeasured || isWarmup != true
      times.append(time)
    }
  }

  func execution() throws(ResultsFileError) -> ProcessExecution {
    if let error { throw error }
    if let failure { return ProcessExecution(failed: failure) }
    return ProcessExecution(times: times, harnessWarmupIterations: warmup)
  }
}
