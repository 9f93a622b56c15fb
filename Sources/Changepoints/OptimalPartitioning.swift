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
  /// What a segment costs.
  public var cost: SegmentCost
  /// What a changepoint costs.
  public var penalty: Penalty
  /// The least number of values in a segment; at least 1.
  public var minimumSegmentLength: Int
  /// What becomes of variances near zero.
  public var smallVariances: SmallVarianceTreatment

  /// Creates the method with these choices, which mean the same as for ``PELT``.
  public init(
    cost: SegmentCost = .normalMeanAndVariance, penalty: Penalty = .bic,
    minimumSegmentLength: Int = 2, smallVariances: SmallVarianceTreatment = .resolution(nil)
  ) {
    precondition(minimumSegmentLength >= 1, "A segment has at least one value")
    self.cost = cost
    self.penalty = penalty
    self.minimumSegmentLength = minimumSegmentLength
    self.smallVariances = smallVariances
  }

  /// The segmentation of `values` with the least penalised cost.
  ///
  /// The values are finite; ties are broken as by ``PELT/segmentation(of:)``.
  public func segmentation(of values: [Double]) -> Segmentation {
    let objective = Objective(
      values: values, cost: cost, penalty: penalty, smallVariances: smallVariances)
    guard values.count >= 2 * minimumSegmentLength else {
      return Segmentation(of: values, whole: objective)
    }
    let optima = partialOptima(of: objective)
    return Segmentation(of: values, ranges: optima.ranges, objective: objective)
  }

  private func partialOptima(of objective: Objective) -> PartialOptima {
    let count = objective.values.count
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
