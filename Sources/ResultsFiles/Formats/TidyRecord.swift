// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// One iteration in a file of our own with one row, or one line, per iteration.
struct TidyRecord {
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

  /// The greatest number that an iteration may have.
  static let greatestIteration = 1e15

  /// Whether a number can be that of an iteration.
  static func isIteration(_ number: Double) -> Bool {
    number >= 0 && number < greatestIteration && number == number.rounded()
  }
}

extension ExecutionCollector {
  /// Adds what a row says.
  ///
  /// - Parameters:
  ///   - error: The error for what was expected and what was found.
  ///   - read: Reads the value of the row, and the number of its iteration.
  mutating func add(
    rowOf process: Process, unit: String,
    error: (_ expected: String, _ found: String) -> ResultsFileError,
    _ read: () throws(ResultsFileError) -> (value: TidyRecord.Value, iteration: Double?)
  ) throws(ResultsFileError) {
    do throws(ResultsFileError) {
      let row = try read()
      switch row.value {
      case .failure(let outcome):
        guard !hasTimes(process), !hasFailed(process) else {
          throw error("a time", quoted(outcome.rawValue))
        }
        fail(process, outcome)
      case .time(let time, let isWarmup):
        try add(
          to: process, isWarmup: isWarmup, number: row.iteration, unit: unit, error: error
        ) { () throws(ResultsFileError) in time }
      }
    } catch {
      try refuse(process, error)
    }
  }
}
