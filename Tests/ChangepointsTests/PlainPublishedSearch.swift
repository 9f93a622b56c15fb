// SPDX-License-Identifier: GPL-3.0-or-later

import CKernels
import Changepoints
import RealModule

/// One search as R makes it, written down plainly, with what it knew at every end.
struct PlainPublishedSearch {
  /// The least penalised cost of the first values, by how many they are; NaN where there is none.
  var costs: [Double]
  /// Where the last segment of the first values begins, by how many they are.
  var lastStarts: [Int]
  /// The end at which each start was given up, and `Int32.max` where it never was.
  var givenUp: [Int32]

  init(_ values: [Double], penalty: Double) {
    let sums = Self.sums(values)
    let squares = Self.sums(values.map { $0 * $0 })
    func cost(_ start: Int, _ end: Int) -> Double {
      let k = Double(end - start)
      let difference = sums[end] - sums[start]
      var variance = (squares[end] - squares[start] - difference * difference / k) / k
      if variance <= 0 { variance = 1e-11 }
      return k * ((Double.log(2 * .pi) + Self.logarithm(variance)) + 1)
    }
    let count = values.count
    costs = [Double](repeating: .nan, count: count + 1)
    lastStarts = [Int](repeating: 0, count: count + 1)
    givenUp = [Int32](repeating: .max, count: count + 1)
    costs[0] = -penalty
    for end in 2...3 { costs[end] = cost(0, end) }
    var candidates = [0, 2]
    for end in 4...count {
      let totals = candidates.map { (costs[$0] + cost($0, end)) + penalty }
      let least = totals.min() ?? .nan
      costs[end] = least
      lastStarts[end] = candidates[totals.firstIndex(of: least) ?? 0]
      for (start, total) in zip(candidates, totals) where !(total <= least + penalty) {
        givenUp[start] = Int32(end)
      }
      candidates = candidates.filter { givenUp[$0] == .max } + [end - 1]
    }
  }

  /// Where segments end.
  var ends: [Int] {
    var ends: [Int] = []
    var end = costs.count - 1
    while end > 0 {
      ends.append(end)
      end = lastStarts[end]
    }
    return ends.reversed()
  }

  /// Sums of the first values, from none on, with 64 bits of significand until they are kept.
  static func sums(_ values: [Double]) -> [Double] {
    var sum = ExtendedSum()
    return [0]
      + values.map { value in
        sum.add(value)
        return sum.value
      }
  }

  /// The logarithm that decides ties; `accurateLogarithms()` holds it to its promise.
  static func logarithm(_ value: Double) -> Double {
    var values = [Double](repeating: value, count: 8)
    unsafe accurate_logarithms(&values)
    return values[0]
  }
}
