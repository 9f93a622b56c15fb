// SPDX-License-Identifier: GPL-3.0-or-later

import CKernels

/// The costs of all segments of a series: a row for each end, with a number for each start.
///
/// Rows are filled up to whole vectors. For n values they take 4n² bytes.
struct CostRows {
  /// The most values whose costs are kept, which takes 270 MB.
  static let greatestCount = 8192

  private let storage: AlignedNumbers
  /// Where the row of each end begins, and one place more.
  private var offsets: [Int] = [0]

  /// Makes the rows of the ends from 0 to `count`; `find` fills one end's.
  init(count: Int, find: (_ end: Int, _ row: UnsafeMutableBufferPointer<Double>) -> Void) {
    let lanes = Int(COST_LANES)
    offsets.reserveCapacity(count + 2)
    for end in 0...count { offsets.append(offsets[end] + (end + lanes - 1) / lanes * lanes) }
    storage = AlignedNumbers(count: offsets[count + 1])
    for end in 0...count {
      unsafe find(
        end, UnsafeMutableBufferPointer(rebasing: storage.numbers[offsets[end]..<offsets[end + 1]]))
    }
  }

  /// Reads the row of an end: the cost of the segment from each start.
  func withRow<T>(end: Int, _ body: (UnsafeBufferPointer<Double>) -> T) -> T {
    let range = offsets[end]..<offsets[end + 1]
    return withExtendedLifetime(storage) {
      unsafe body(UnsafeBufferPointer(rebasing: storage.numbers[range]))
    }
  }

  /// Reads the rows of some ends: where the first begins, and how far from there each one does.
  func withRows<T>(
    ends: ClosedRange<Int>, _ body: (_ rows: UnsafePointer<Double>?, _ offsets: [Int]) -> T
  ) -> T {
    let first = offsets[ends.lowerBound]
    return unsafe withRow(end: ends.lowerBound) { row in
      unsafe body(row.baseAddress, offsets[ends].map { $0 - first })
    }
  }
}
