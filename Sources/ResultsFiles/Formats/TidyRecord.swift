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

  /// The columns that are passed over.
  static let unreadColumns: [Column] = [.outlier, .segment, .steady, .timestamp]

  /// The greatest number that an iteration may have.
  static let greatestIteration = 1e15

  /// Whether a number can be that of an iteration.
  static func isIteration(_ number: Double) -> Bool {
    number >= 0 && number < greatestIteration && number == number.rounded()
  }
}

extension ExecutionCollector {
  /// Adds the times of the rows that begin at `start` and are written as the one that was added last.
  ///
  /// They end before the first time that cannot be analyzed.
  ///
  /// - Parameter unit: The unit of their values.
  /// - Returns: The rows that were added.
  mutating func add(
    rowsLike pattern: RowPattern, in bytes: [UInt8], from start: Int, unit: ScoreUnit
  ) -> RowPattern.Run {
    var all = RowPattern.Run(count: 0, length: 0, number: 0)
    // Taken out while it is written to, so that it is not copied.
    var values: [Double] = []
    swap(&values, &roomForValues)
    if values.isEmpty { values = [Double](repeating: 0, count: Self.rowsAtATime) }
    defer { swap(&values, &roomForValues) }
    while let last = lastAdded {
      func run(_ most: Int) -> RowPattern.Run {
        pattern.run(
          in: bytes, from: start + all.length, after: last.number, into: &values, most: most)
      }
      var rows = run(values.count)
      let valid = Self.convert(&values, count: rows.count, from: unit)
      let isCutShort = valid < rows.count
      if isCutShort {
        rows = run(valid)
        _ = Self.convert(&values, count: valid, from: unit)
      }
      add(values[..<rows.count], number: last.number == nil ? nil : rows.number)
      all.count += rows.count
      all.length += rows.length
      guard rows.count == values.count else { break }
    }
    return all
  }

  /// How many rows are read before their times are looked at.
  private static let rowsAtATime = 512

  /// Converts values to times, in seconds; returns how many there are before one that cannot be
  /// analyzed.
  private static func convert(
    _ values: inout [Double], count: Int, from unit: ScoreUnit
  ) -> Int {
    for index in 0..<count {
      let time = unit.time(values[index])
      guard TimeRange.contains(time) else { return index }
      values[index] = time
    }
    return count
  }

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
