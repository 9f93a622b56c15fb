// SPDX-License-Identifier: GPL-3.0-or-later

import CKernels

/// The costs of all segments of a series: a row for each end, with a number for each start.
///
/// Rows are filled up to whole vectors. For n values they take 4n² bytes.
struct CostRows {
  /// The most values whose costs are kept, which takes 270 MB.
  static let greatestCount = 8192

  private var storage: [Double] = []
  /// Where the row of each end begins, and one place more.
  private var offsets: [Int] = [0]

  /// Makes the rows of the ends from 0 to `count`; `append` adds one end's to the storage.
  init(count: Int, append: (_ end: Int, _ storage: inout [Double]) -> Void) {
    let lanes = Int(COST_LANES)
    storage.reserveCapacity((count + lanes) * (count + lanes) / 2 + count)
    let size = storage.capacity * MemoryLayout<Double>.stride
    unsafe storage.withUnsafeMutableBufferPointer {
      unsafe advise_large_pages($0.baseAddress, size)
    }
    for end in 0...count {
      append(end, &storage)
      offsets.append(storage.count)
    }
  }

  /// Reads the row of an end: the cost of the segment from each start.
  func withRow<T>(end: Int, _ body: (UnsafeBufferPointer<Double>) -> T) -> T {
    let range = offsets[end]..<offsets[end + 1]
    return unsafe storage.withUnsafeBufferPointer {
      unsafe body(UnsafeBufferPointer(rebasing: $0[range]))
    }
  }
}
