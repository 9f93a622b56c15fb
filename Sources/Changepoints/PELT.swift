// SPDX-License-Identifier: GPL-3.0-or-later

/// The segmentation of least penalised cost, found by pruning what cannot be part of it.
///
/// A series is divided into segments so that the sum of the segments' costs, which say how badly a
/// normal distribution of its own explains each (``SegmentCost``), and of a penalty for every
/// changepoint (``Penalty``) is as small as it can be. The result is the true minimum, always, the
/// same as that of ``OptimalPartitioning``:
///
///     let pelt = PELT(penalty: .multipleOfLog(15))
///     for segment in pelt.segmentation(of: times).segments {
///       print(segment.range, segment.mean)
///     }
///
/// ## The method
///
/// The best segmentation of the first `t` values ends with a segment that starts at some `s`, and
/// before it stands the best segmentation of the first `s` values. Trying all `s` for all `t` takes
/// quadratic time. Killick, Fearnhead and Eckley drop the starts that can never be best again. With
/// `F(t)` the least cost of the first `t` values, one penalty for each segment but the first, and
/// `C` the cost of a segment: if `F(s) + C(s, t) > F(t)`, then a last segment that starts at `t` is
/// better than one that starts at `s` for every later end, because splitting a segment never
/// raises its cost. Two things have to be minded that are often not:
///
/// - With a minimum length of segments, no segment that starts at `t` may end before `t` plus that
///   length. Until then `s` stays; programs that drop it at once miss optima, for instance of
///   1, 2, 3, 3, 1 with a penalty of 15 ln 5.
/// - A treatment of small variances must not make splitting costly (``SmallVarianceTreatment``).
///   Under ``SmallVarianceTreatment/floor(_:)`` it can be, so there nothing is pruned, and the time
///   is always that of ``OptimalPartitioning``.
///
/// ## Accuracy
///
/// Variances are not differences of sums of squares, which cancel, but are kept for each start with
/// the updates of Welford and of Chan, Golub and LeVeque, relative to a value of the segment. They
/// are right to 1e-9 where the standard deviation is a billionth of the mean. Costs that agree to
/// 13 digits count as tied. The result does not depend on the processor: its vectors are used where
/// it has them, but all round alike.
///
/// ## Complexity
///
/// Time is `O(n)` where changepoints keep coming as the series grows. Where they do not, nothing is
/// ever pruned; but starts far from the best are put aside, behind a bound that says when one of
/// them could matter again, so that about `n log n` steps remain: on one core, a million values
/// take about a second, with or without changepoints. Memory is `O(n)`.
///
/// R. Killick, P. Fearnhead and I. A. Eckley, "Optimal detection of changepoints with a linear
/// computational cost", Journal of the American Statistical Association 107 (2012) 1590–1598,
/// https://doi.org/10.1080/01621459.2012.737745.
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
  ///
  /// The penalty by default is the one that suits independent values; times of successive
  /// iterations are not, and need a larger one.
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
  /// The values are finite. Among segmentations whose costs differ by no more than rounding, the
  /// one with the fewest changepoints is taken, then the one with the earliest last changepoint,
  /// then the earliest one before it, and so on. A series too short for two segments has one; a
  /// series of no values has none.
  public func segmentation(of values: [Double]) -> Segmentation {
    segmentation(of: values, tuning: PruningTuning())
  }

  /// The same with another tuning, to which the result is indifferent.
  package func segmentation(of values: [Double], tuning: PruningTuning) -> Segmentation {
    let objective = objective(of: values)
    return Segmentation(
      of: values, ranges: ranges(of: values, objective, tuning: tuning), objective: objective)
  }

  /// The same for values that are not an array, such as a slice of one.
  public func segmentation(of values: some Sequence<Double>) -> Segmentation {
    segmentation(of: Array(values))
  }

  /// The segments of ``segmentation(of:)``, without their cost; a series too short for two segments
  /// takes no search.
  ///
  /// - Parameter ascending: the same values in ascending order.
  package func segments(of values: [Double], ascending: [Double]) -> [Segment] {
    ranges(of: values, objective(of: values, ascending: ascending), tuning: PruningTuning())
      .map { Segment(of: values, range: $0) }
  }

  private func ranges(
    of values: [Double], _ objective: @autoclosure () -> Objective, tuning: PruningTuning
  ) -> [Range<Int>] {
    ranges(of: values, objective()) { objective in
      if case .flooredLogarithm = objective.form {
        return OptimalPartitioning(self).partialOptima(of: objective)
      }
      return PrunedSearch.partialOptima(
        of: objective, minimumSegmentLength: minimumSegmentLength, tuning: tuning)
    }
  }

  /// What these choices make of a series.
  func objective(of values: [Double], ascending: [Double]? = nil) -> Objective {
    Objective(
      values: values, ascending: ascending, cost: cost, penalty: penalty,
      smallVariances: smallVariances)
  }

  /// What the segments of least penalised cost cover, as a search finds them where there is room for
  /// more than one.
  func ranges(
    of values: [Double], _ objective: @autoclosure () -> Objective,
    search: (Objective) -> PartialOptima
  ) -> [Range<Int>] {
    guard values.count >= 2 * minimumSegmentLength else {
      return values.isEmpty ? [] : [0..<values.count]
    }
    return search(objective()).ranges
  }
}
