// SPDX-License-Identifier: GPL-3.0-or-later

/// The segmentation of least penalised cost, found with pruning.
public struct PELT: Sendable, Hashable {
  /// What a segment costs.
  public var cost: SegmentCost
  /// What a changepoint costs.
  public var penalty: Penalty
  /// The least number of values in a segment; at least 1.
  public var minimumSegmentLength: Int
  /// What becomes of variances near zero.
  public var smallVariances: SmallVarianceTreatment

  /// Creates the method with these choices.
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
  public func segmentation(of values: [Double]) -> Segmentation {
    segmentation(of: values, tuning: PruningTuning())
  }

  /// The same with another tuning, to which the result is indifferent.
  package func segmentation(of values: [Double], tuning: PruningTuning) -> Segmentation {
    let objective = Objective(
      values: values, cost: cost, penalty: penalty, smallVariances: smallVariances)
    guard values.count >= 2 * minimumSegmentLength else {
      return Segmentation(of: values, whole: objective)
    }
    if case .flooredLogarithm = objective.form { return exhaustive.segmentation(of: values) }
    let optima = PrunedSearch.partialOptima(
      of: objective, minimumSegmentLength: minimumSegmentLength, tuning: tuning)
    return Segmentation(of: values, ranges: optima.ranges, objective: objective)
  }

  private var exhaustive: OptimalPartitioning {
    OptimalPartitioning(
      cost: cost, penalty: penalty, minimumSegmentLength: minimumSegmentLength,
      smallVariances: smallVariances)
  }
}
