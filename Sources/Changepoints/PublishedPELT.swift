// SPDX-License-Identifier: GPL-3.0-or-later

internal import RealModule

/// PELT as the R package `changepoint` 2.2 computes it, to the last digit, for those who must
/// match results published with it.
///
/// It is **not** the segmentation of least cost; ``PELT`` is. With segments of at least two values
/// its pruning gives up candidates that would have been best later, and its variances are
/// differences of sums of squares, which cancel where the values are large against their spread:
/// an offset of a million standard deviations gives dozens of changepoints in pure noise.
///
/// The cost is of a change in mean and variance, a variance that comes out as zero or less is
/// replaced by 1e-11, and every segment has at least two values. `O(n²)` time at worst.
package struct PublishedPELT: Sendable, Hashable {
  /// What a changepoint costs; ``Penalty/mbic`` includes its term for the segments' lengths.
  package var penalty: Penalty

  /// Whether this processor has the 80-bit numbers in which R accumulates its sums.
  ///
  /// Where it has not, sums of 64-bit numbers are used and the answer can differ from R's where
  /// two segmentations cost nearly the same.
  package static var isExact: Bool { Extended.significandBitCount == 63 }

  #if arch(x86_64) && os(Linux)
    private typealias Extended = Float80
  #else
    private typealias Extended = Double
  #endif

  /// Creates the method with this penalty.
  package init(penalty: Penalty) {
    self.penalty = penalty
  }

  /// The segmentation that R finds for `values`, which are finite.
  ///
  /// Means and variances are of the values themselves, as R's `param.est` reports them; the cost
  /// is the one that was minimised. Fewer than four values, which R refuses, are one segment.
  package func segmentation(of values: [Double]) -> Segmentation {
    guard !values.isEmpty else { return Segmentation(segments: [], cost: 0) }
    let segmentCost = RoundedCosts(values, penalty: penalty)
    guard values.count >= 4 else {
      let cost = segmentCost(0, values.count)
      return Segmentation(segments: [Segment(of: values, range: 0..<values.count)], cost: cost)
    }
    let perChangepoint = penalty.perChangepoint(
      count: values.count, cost: .normalMeanAndVariance)
    var optima = PartialOptima(count: values.count, perChangepoint: perChangepoint)
    for end in 2...3 { optima.record(end: end, start: 0, total: segmentCost(0, end)) }
    var candidates = [0, 2]
    var totals: [Double] = []
    for end in 4...values.count {
      totals.removeAll(keepingCapacity: true)
      for start in candidates {
        totals.append(optima.costs[start] + segmentCost(start, end) + perChangepoint)
      }
      var best = 0
      for index in totals.indices where totals[index] < totals[best] { best = index }
      optima.record(end: end, start: candidates[best], total: totals[best])
      let limit = totals[best] + perChangepoint
      var kept = 0
      for index in totals.indices where totals[index] <= limit {
        candidates[kept] = candidates[index]
        kept += 1
      }
      candidates.removeSubrange(kept...)
      candidates.append(end - 1)
    }
    let segments = optima.ranges.map { Segment(of: values, range: $0) }
    return Segmentation(segments: segments, cost: optima.costs[values.count])
  }

  /// What R finds that segments cost, in its order of operations and with its roundings.
  private struct RoundedCosts {
    /// Sums of the first values and of their squares, accumulated with 64 bits of significand and
    /// each rounded to 53.
    private var sums: [Double] = [0]
    private var sumsOfSquares: [Double] = [0]
    private let addsLogOfLength: Bool

    init(_ series: [Double], penalty: Penalty) {
      addsLogOfLength = penalty == .mbic
      var sum: Extended = 0
      var sumOfSquares: Extended = 0
      for value in series {
        sum += Extended(value)
        sumOfSquares += Extended(value * value)
        sums.append(Double(sum))
        sumsOfSquares.append(Double(sumOfSquares))
      }
    }

    /// The cost of the segment `start..<end`.
    func callAsFunction(_ start: Int, _ end: Int) -> Double {
      let sum = sums[end] - sums[start]
      let squares = sumsOfSquares[end] - sumsOfSquares[start]
      let count = Double(end - start)
      var variance = (squares - sum * sum / count) / count
      if variance <= 0 { variance = 1e-11 }
      let cost = count * (Double.log(2 * Double.pi) + Double.log(variance) + 1)
      return addsLogOfLength ? cost + Double.log(count) : cost
    }
  }
}
