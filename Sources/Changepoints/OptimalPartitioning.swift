// SPDX-License-Identifier: GPL-3.0-or-later

/// The segmentation of least penalised cost, found by trying every last changepoint of every
/// beginning of the series.
///
/// This is the plain method that ``PELT`` shortens, and what it is tested against: the two answer
/// the same. `O(n²)` time and `O(n)` memory for a series of `n` values, whatever they are.
///
/// B. Jackson, J. D. Scargle, D. Barnes, S. Arabhi, A. Alt, P. Gioumousis, E. Gwin,
/// P. Sangtrakulcharoen, L. Tan and T. T. Tsai, "An algorithm for optimal partitioning of data on
/// an interval", IEEE Signal Processing Letters 12 (2005) 105–108,
/// https://doi.org/10.1109/LSP.2001.838216.
public struct OptimalPartitioning: Sendable, Hashable {
  /// The costs, the penalty and the least length of a segment.
  public var choices: PELT

  /// Creates the method with the choices of ``PELT``.
  public init(_ choices: PELT = PELT()) { self.choices = choices }

  /// The segmentation of `values` with the least penalised cost.
  ///
  /// The values are finite; ties are broken as by ``PELT``.
  public func segmentation(of values: [Double]) -> Segmentation {
    let objective = choices.objective(of: values)
    return Segmentation(
      of: values, ranges: choices.ranges(of: values, objective, search: partialOptima),
      objective: objective)
  }

  /// The best segmentation of every first part of a series that is not empty.
  func partialOptima(of objective: Objective) -> PartialOptima {
    let count = objective.values.count
    let minimumSegmentLength = choices.minimumSegmentLength
    var optima = PartialOptima(count: count, perChangepoint: objective.perChangepoint)
    var moments: [Moments] = []
    moments.reserveCapacity(count)
    var totals = [Double](repeating: .infinity, count: count)
    for end in 1...count {
      moments.append(objective.emptyMoments(at: end - 1))
      let value = objective.moments(at: end - 1)
      for start in 0..<end { moments[start].absorb(value) }
      guard end >= minimumSegmentLength else { continue }
      let starts = 0...(end - minimumSegmentLength)
      var least = Double.infinity
      for start in starts where optima.costs[start] < .infinity {
        let length = objective.penalty.perSegment(length: Double(end - start))
        totals[start] = optima.costs[start] + objective.cost(moments[start]) + length
        least = min(least, totals[start])
      }
      let limit = least + Objective.tolerance(end: end, cost: least)
      var best: Int?
      for start in starts where totals[start] <= limit {
        if let other = best, !optima.prefers(start: start, to: other) { continue }
        best = start
      }
      if let best { optima.record(end: end, start: best, total: least + objective.perChangepoint) }
    }
    return optima
  }
}
