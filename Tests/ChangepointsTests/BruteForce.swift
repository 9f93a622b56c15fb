// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import RealModule

#if arch(x86_64)
  typealias Extended = Float80
#else
  typealias Extended = Double
#endif

/// The best segmentation found by writing down the cost of every segmentation there is.
///
/// It follows the definitions with two-pass variances in the widest numbers there are, and shares
/// nothing with the library.
struct BruteForce {
  var cost: SegmentCost
  var penalty: Penalty
  var minimumSegmentLength: Int
  var smallVariances: SmallVarianceTreatment

  /// All ways of dividing `0..<count`, as ascending changepoints.
  static func divisions(count: Int, minimumSegmentLength: Int) -> [[Int]] {
    guard count > 0 else { return [] }
    return (0..<(1 << (count - 1))).compactMap { bits in
      let changepoints = (1..<count).filter { bits & (1 << ($0 - 1)) != 0 }
      let bounds = [0] + changepoints + [count]
      let isAllowed = zip(bounds, bounds.dropFirst()).allSatisfy {
        $1 - $0 >= minimumSegmentLength
      }
      return isAllowed || changepoints.isEmpty ? changepoints : nil
    }
  }

  /// All segmentations that cost the least, to rounding, as their changepoints, and that cost.
  func best(of values: [Double]) -> (changepoints: [[Int]], cost: Double) {
    let divisions = Self.divisions(
      count: values.count, minimumSegmentLength: minimumSegmentLength)
    let costs = divisions.map { total(of: values, changepoints: $0) }
    let least = costs.min() ?? 0
    let limit = least + 1e-10 * (1 + abs(least))
    return (zip(divisions, costs).filter { $0.1 <= limit }.map(\.0), least)
  }

  func total(of values: [Double], changepoints: [Int]) -> Double {
    let bounds = [0] + changepoints + [values.count]
    var total = Double(changepoints.count) * penalty.perChangepoint(count: values.count, cost: cost)
    for (start, end) in zip(bounds, bounds.dropFirst()) {
      total += segmentCost(Array(values[start..<end]), of: values)
      if penalty == .mbic { total += Double.log(Double(end - start)) }
    }
    return total
  }

  private func segmentCost(_ segment: [Double], of values: [Double]) -> Double {
    let count = Double(segment.count)
    switch cost {
    case .normalMean(let variance):
      let squares = Double(squares(segment, around: mean(segment)))
      return count * Double.log(2 * .pi * variance) + squares / variance
    case .normalVariance(let known):
      let center = known.map(Extended.init) ?? mean(values)
      return logarithmic(squares(segment, around: center), segment.count, values)
    case .normalMeanAndVariance:
      return logarithmic(squares(segment, around: mean(segment)), segment.count, values)
    }
  }

  private func logarithmic(_ squares: Extended, _ count: Int, _ values: [Double]) -> Double {
    var variance = squares / Extended(count)
    switch smallVariances {
    case .floor(let floor): if variance <= 0 { variance = Extended(floor) }
    case .resolution(let given):
      let step = Extended(given ?? derivedResolution(values))
      variance += step * step / 12
    }
    return Double(count) * (Double.log(2 * .pi) + Double.log(Double(variance)) + 1)
  }

  private func derivedResolution(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let gaps = zip(sorted, sorted.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }
    let half = sorted.count / 2
    let median = sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
    return max(gaps.min() ?? (median == 0 ? 1 : 0), 1e-6 * abs(median))
  }

  private func mean(_ values: [Double]) -> Extended {
    values.reduce(Extended(0)) { $0 + Extended($1) } / Extended(values.count)
  }

  private func squares(_ values: [Double], around center: Extended) -> Extended {
    values.reduce(Extended(0)) { $0 + (Extended($1) - center) * (Extended($1) - center) }
  }
}
