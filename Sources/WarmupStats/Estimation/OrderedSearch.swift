// SPDX-License-Identifier: GPL-3.0-or-later

extension RandomAccessCollection where Index == Int {
  /// The first index whose element satisfies `condition`, or the end, where every element behind
  /// one that satisfies it does so too.
  ///
  /// - Complexity: O(log n) for n elements.
  func firstIndexInOrder(where condition: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension Sequence where Element: Hashable {
  /// The elements, each at its first place only.
  package var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

extension Double {
  /// The greatest number that two positive ones are multiples of, taking for zero what is no more
  /// than `noise`, by Euclid's algorithm with the remainder of least magnitude; the other of 0 and
  /// another number.
  package static func commonDivisor(_ first: Double, _ second: Double, noise: Double) -> Double {
    var (larger, smaller) = (max(first, second), min(first, second))
    while smaller > noise {
      (larger, smaller) = (smaller, larger.remainder(dividingBy: smaller).magnitude)
    }
    return larger
  }
}
