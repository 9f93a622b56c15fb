// SPDX-License-Identifier: GPL-3.0-or-later

import CRows

/// How a row of a file is written, so that the rows behind it that differ in a few numbers alone are
/// read at once.
///
/// Files of a row per iteration say the same of thousands of rows: a row is compared with the bytes of
/// the one before it, and nothing else is done again for what is the same. Whatever is written in
/// another way is left to what reads any row.
struct RowPattern {
  /// What may differ from row to row.
  enum Difference {
    /// The number of the iteration, which grows.
    case number
    /// The value that is read.
    case value
    /// A field of a table, or a member of a JSON object, that is passed over.
    case field, member

    fileprivate var kind: row_part_kind {
      switch self {
      case .number: ROW_NUMBER
      case .value: ROW_VALUE
      case .field: ROW_FIELD
      case .member: ROW_MEMBER
      }
    }
  }

  /// Where something stands in a row that may differ.
  struct Part {
    var difference: Difference
    var range: Range<Int>
  }

  /// Rows that are written as the pattern says.
  struct Run {
    var count: Int
    /// How many bytes they have.
    var length: Int
    /// The number of the last one.
    var number: Double
  }

  /// Longer rows gain nothing by it.
  private static let greatestLength = 1 << 16

  private let bytes: [UInt8]
  private var parts: [row_part] = []
  private let separator: UInt8

  /// The pattern of one row; `nil` unless it ends with a line break and has no other.
  ///
  /// - Parameters:
  ///   - row: The bytes of the row, with its line break.
  ///   - differences: What may differ, where it stands in the row.
  ///   - separator: What separates fields.
  init?(
    of row: ArraySlice<UInt8>, differences: [Part], separator: UInt8 = UInt8(ascii: ",")
  ) {
    guard row.count <= Self.greatestLength,
      row.firstIndex(of: UInt8(ascii: "\n")) == row.endIndex - 1
    else { return nil }
    bytes = Array(row)
    self.separator = separator
    var end = row.startIndex
    for part in differences.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      guard part.range.lowerBound > end || part.range.lowerBound == row.startIndex else {
        return nil
      }
      add(ROW_TEXT, from: end - row.startIndex, to: part.range.lowerBound - row.startIndex)
      add(part.difference.kind, from: 0, to: 0)
      end = part.range.upperBound
    }
    guard end < row.endIndex else { return nil }
    add(ROW_TEXT, from: end - row.startIndex, to: row.count)
  }

  private mutating func add(_ kind: row_part_kind, from start: Int, to end: Int) {
    parts.append(
      row_part(
        kind: kind.rawValue, offset: UInt32(truncatingIfNeeded: start),
        length: UInt32(truncatingIfNeeded: end - start)))
  }

  /// Reads the values of the rows that begin at `start` and are written as the pattern says, up to as
  /// many as there is room for.
  ///
  /// - Parameter number: The number of the iteration before them.
  /// - Complexity: O(number of bytes of the rows).
  func run(
    in text: [UInt8], from start: Int, after number: Double?, into values: inout [Double],
    most: Int
  ) -> Run {
    let run = unsafe text.withUnsafeBufferPointer { text in
      unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe parts.withUnsafeBufferPointer { parts in
          unsafe values.withUnsafeMutableBufferPointer { values in
            var pattern = unsafe row_pattern(
              bytes: bytes.baseAddress, parts: parts.baseAddress, part_count: parts.count,
              separator: separator)
            return unsafe rows_read(
              text.baseAddress.map { unsafe $0 + start }, text.count - start, &pattern,
              number ?? -1, values.baseAddress, min(most, values.count))
          }
        }
      }
    }
    return Run(count: run.count, length: run.length, number: run.number)
  }
}

/// When it is worth finding out how a row is written: in files whose rows all differ it is mostly not.
struct PatternAttempts {
  private var waiting = 0
  private var wait = 0
  /// How many rows are passed over at most between two attempts.
  private static let longestWait = 64

  /// Whether to try with this row.
  mutating func isDue() -> Bool {
    waiting -= 1
    return waiting < 0
  }

  /// Notes how many rows were written as one.
  mutating func note(_ count: Int) {
    wait = count > 0 ? 0 : min(2 * wait + 1, Self.longestWait)
    waiting = wait
  }
}
