// SPDX-License-Identifier: GPL-3.0-or-later

/// The distribution of a resampled sum of whole numbers, by going through all resamples.
struct EnumeratedSum {
  /// How many of the resamples have each sum.
  var counts: [Int: Int]
  /// How many resamples there are.
  var total: Int { counts.values.reduce(0, +) }

  /// Goes through every way of drawing, from each segment, as many values as it has.
  init(segments: [[Int]]) {
    var counts = [0: 1]
    for segment in segments {
      for _ in segment {
        var next: [Int: Int] = [:]
        for (sum, count) in counts {
          for value in segment { next[sum + value, default: 0] += count }
        }
        counts = next
      }
    }
    self.counts = counts
  }

  /// The probability of a sum of at most `bound`.
  func probability(atMost bound: Int) -> Double {
    Double(counts.filter { $0.key <= bound }.values.reduce(0, +)) / Double(total)
  }

  /// The least sum with a probability of at least `p`.
  func quantile(_ p: Double) -> Int {
    var seen = 0
    for (sum, count) in counts.sorted(by: { $0.key < $1.key }) {
      seen += count
      if Double(seen) >= p * Double(total) { return sum }
    }
    return counts.keys.max()!
  }
}
