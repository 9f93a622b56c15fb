// SPDX-License-Identifier: GPL-3.0-or-later

import CKernels

/// Rows of numbers kept column by column, so that one step over all rows uses the processor's
/// vectors.
struct CandidateTable {
  /// The columns; as far as ``memberSquares`` they are those of the C kernels, in their order.
  enum Column: Int, CaseIterable {
    /// What is added to the cost of the moments.
    case fixed
    case count, shift, offset, squares
    /// The sum of the fixed part and the cost, or the bound.
    case total
    case memberCount, memberSquares
    /// What the row stands for: the start of a segment, or the index of a group.
    case label
    /// The first end for which the row is no longer a candidate.
    case expiry
  }

  private static let lanes = Int(CANDIDATE_LANES)
  private static let columnCount = Column.allCases.count

  private var storage: [Double]
  private var capacity: Int
  /// The number of rows.
  private(set) var count = 0

  init(capacity: Int = 64) {
    self.capacity = (capacity + Self.lanes - 1) / Self.lanes * Self.lanes
    storage = Self.emptyStorage(capacity: self.capacity)
  }

  /// The number in that column of a row.
  subscript(column: Column, row: Int) -> Double {
    get { storage[column.rawValue * capacity + row] }
    set { storage[column.rawValue * capacity + row] = newValue }
  }

  /// What a row stands for, its total and its moments.
  func contents(at row: Int) -> (label: Int, total: Double, moments: Moments) {
    precondition(row < count, "There is such a row")
    let capacity = capacity
    return unsafe storage.withUnsafeBufferPointer { storage in
      func number(_ column: Column) -> Double { unsafe storage[column.rawValue * capacity + row] }
      let moments = Moments(
        count: number(.count), shift: number(.shift), offset: number(.offset),
        squares: number(.squares))
      return (Int(number(.label)), number(.total), moments)
    }
  }

  /// Adds a row; its total and its member columns are not yet known.
  mutating func append(fixed: Double, moments: Moments, label: Int, expiry: Double = .infinity) {
    if count == capacity { grow() }
    let row = count
    count += 1
    unsafe withRows { unsafe $0.set(row, fixed, moments, label: label, expiry: expiry) }
  }

  /// Replaces all rows by so many others, for which there is room.
  mutating func refill(
    _ newCount: Int, expiry: Double,
    _ contents: (_ row: Int) -> (fixed: Double, moments: Moments, label: Int)
  ) {
    precondition(newCount <= capacity, "There is room")
    truncate(to: min(count, newCount))
    count = newCount
    unsafe withRows { rows in
      for row in 0..<newCount {
        let (fixed, moments, label) = contents(row)
        unsafe rows.set(row, fixed, moments, label: label, expiry: expiry)
      }
    }
  }

  /// Adds a copy of a row of another table.
  mutating func append(row: Int, of other: CandidateTable) {
    if count == capacity { grow() }
    let (newRow, capacity, otherCapacity) = (count, capacity, other.capacity)
    unsafe storage.withUnsafeMutableBufferPointer { storage in
      unsafe other.storage.withUnsafeBufferPointer { others in
        for column in 0..<Self.columnCount {
          unsafe storage[column * capacity + newRow] = others[column * otherCapacity + row]
        }
      }
    }
    count += 1
  }

  /// The least total of a row, infinity if there are no rows.
  var leastTotal: Double {
    var least = Double.infinity
    for row in 0..<count { least = min(least, self[.total, row]) }
    return least
  }

  /// Writes the totals of the first rows, as many as there is room for, which may be more rows than
  /// there are.
  func copyTotals(to numbers: UnsafeMutableBufferPointer<Double>) {
    let first = Column.total.rawValue * capacity
    _ = unsafe numbers.update(fromContentsOf: storage[first..<first + numbers.count])
  }

  /// Removes one row; the last takes its place.
  mutating func remove(at row: Int) {
    move(from: count - 1, to: row)
    truncate(to: count - 1)
  }

  /// Removes all rows for which `isKept`, asked once each in order, answers no.
  mutating func filter(_ isKept: (_ row: Int, _ table: inout CandidateTable) -> Bool) {
    var kept = 0
    for row in 0..<count where isKept(row, &self) {
      if kept < row { move(from: row, to: kept) }
      kept += 1
    }
    truncate(to: kept)
  }

  /// Removes all rows from `newCount` on.
  mutating func truncate(to newCount: Int) {
    // The kernels work on whole vectors: rows that do not count must never be the least.
    for row in newCount..<count { self[.fixed, row] = .infinity }
    count = newCount
  }

  /// Adds values to every row's moments and sets its total to its fixed part and their cost.
  ///
  /// The least total is returned, infinity if there are no rows.
  mutating func absorb(_ values: Moments, objective: Objective) -> Double {
    unsafe candidates_absorb(
      &storage, capacity, count, candidate_moments(values), candidate_cost(objective.form))
  }

  /// The same, in less time, with totals that are only near theirs where they cannot be the least of
  /// the first `end` values, nor tie with it.
  mutating func absorbNearly(_ values: Moments, end: Int, objective: Objective) -> Double {
    unsafe candidates_absorb_nearly(
      &storage, capacity, count, candidate_moments(values), candidate_cost(objective.form),
      Self.marginPerValue * Double(end))
  }

  /// Twice the error of a logarithm that is only near, and that of rounding, for each value: a cost is
  /// at most 745 for one.
  private static let marginPerValue = 4e-10

  /// Adds values to every row's moments and sets its total to its fixed part and the least by which
  /// they raise the cost of a segment with at least the member columns' count and variance.
  ///
  /// The least total is returned, infinity if there are no rows.
  mutating func absorbAsBounds(_ values: Moments, objective: Objective) -> Double {
    unsafe bounds_absorb(
      &storage, capacity, count, candidate_moments(values), candidate_cost(objective.form))
  }

  /// The first row from `row` on whose total is at most `limit`.
  func firstRow(from row: Int = 0, withTotalAtMost limit: Double) -> Int? {
    let found = unsafe candidates_find(storage, capacity, count, row, limit)
    return found < count ? found : nil
  }

  /// The rows of a table while they are written: one look at whose the storage is, not one for each
  /// number.
  @unsafe private struct Rows {
    let storage: UnsafeMutableBufferPointer<Double>
    let capacity: Int

    func set(_ row: Int, _ fixed: Double, _ moments: Moments, label: Int, expiry: Double) {
      func set(_ column: Column, _ number: Double) {
        unsafe storage[column.rawValue * capacity + row] = number
      }
      set(.fixed, fixed)
      set(.count, moments.count)
      set(.shift, moments.shift)
      set(.offset, moments.offset)
      set(.squares, moments.squares)
      set(.label, Double(label))
      set(.expiry, expiry)
    }
  }

  private mutating func withRows(_ body: (Rows) -> Void) {
    let capacity = capacity
    unsafe storage.withUnsafeMutableBufferPointer {
      unsafe body(Rows(storage: $0, capacity: capacity))
    }
  }

  private mutating func move(from row: Int, to newRow: Int) {
    let capacity = capacity
    unsafe storage.withUnsafeMutableBufferPointer { storage in
      for column in 0..<Self.columnCount {
        unsafe storage[column * capacity + newRow] = storage[column * capacity + row]
      }
    }
  }

  private mutating func grow() {
    var larger = CandidateTable(capacity: 2 * capacity)
    for row in 0..<count { larger.append(row: row, of: self) }
    self = larger
  }

  private static func emptyStorage(capacity: Int) -> [Double] {
    var storage = [Double](repeating: 0, count: columnCount * capacity)
    for row in 0..<capacity { storage[Column.fixed.rawValue * capacity + row] = .infinity }
    return storage
  }
}

extension candidate_moments {
  init(_ moments: Moments) {
    self.init(
      count: moments.count, shift: moments.shift, offset: moments.offset, squares: moments.squares)
  }
}

extension candidate_cost {
  init(_ form: Objective.Form) {
    switch form {
    case .logarithm(let added): self.init(added: added, factor: 0)
    case .proportional(let factor): self.init(added: 0, factor: factor)
    case .flooredLogarithm: preconditionFailure("A floor rules out pruning")
    }
  }
}
