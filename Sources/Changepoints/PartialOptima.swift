// SPDX-License-Identifier: GPL-3.0-or-later

/// The best segmentation of every beginning of a series, as far as they are known.
struct PartialOptima {
  /// For the first `end` values: their least cost, each segment but the first penalised.
  private(set) var costs: [Double]
  /// Where the last segment of that best segmentation starts.
  private(set) var lastStarts: [Int32]
  /// How many changepoints it has.
  private(set) var changepointCounts: [Int32]

  /// The cost of no values is minus one penalty, which the first segment's cancels.
  init(count: Int, perChangepoint: Double) {
    precondition(count < Int(Int32.max), "A series has fewer than 2³¹ values")
    costs = [Double](repeating: .infinity, count: count + 1)
    lastStarts = [Int32](repeating: 0, count: count + 1)
    changepointCounts = [Int32](repeating: -1, count: count + 1)
    costs[0] = -perChangepoint
  }

  /// Whether the segmentation that ends with `start` is to be preferred to that which ends with
  /// `other`, if both cost the same: it has fewer changepoints, or the last one is earlier.
  func prefers(start: Int, to other: Int) -> Bool {
    let count = changepointCounts[start]
    let otherCount = changepointCounts[other]
    return count == otherCount ? start < other : count < otherCount
  }

  /// Records that the last segment before `end` starts at `start`, with the total cost that has.
  mutating func record(end: Int, start: Int, total: Double) {
    costs[end] = total
    lastStarts[end] = Int32(start)
    changepointCounts[end] = changepointCounts[start] + 1
  }

  /// The ranges of the segments of the best segmentation of everything.
  var ranges: [Range<Int>] {
    var ranges: [Range<Int>] = []
    var end = costs.count - 1
    while end > 0 {
      let start = Int(lastStarts[end])
      ranges.append(start..<end)
      end = start
    }
    return ranges.reversed()
  }
}
