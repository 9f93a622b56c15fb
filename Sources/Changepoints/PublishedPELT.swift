// SPDX-License-Identifier: GPL-3.0-or-later

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

  /// Creates the method with this penalty.
  package init(penalty: Penalty) {
    self.penalty = penalty
  }

  /// The segmentation that R finds for `values`, which are finite.
  ///
  /// Means and variances are of the values themselves, as R's `param.est` reports them; the cost
  /// is the one that was minimised. Fewer than four values, which R refuses, are one segment.
  package func segmentation(of values: [Double]) -> Segmentation {
    let search = PublishedSearch(
      PublishedCosts(values, addsLogOfLength: penalty == .mbic), keepsCosts: false)
    let perChangepoint = penalty.perChangepoint(
      count: values.count, cost: .normalMeanAndVariance)
    return Segmentation(of: values, search.results(penalties: [perChangepoint])[0])
  }
}

extension Segmentation {
  /// What R's search found in `values`, with means and variances of the values themselves.
  init(of values: [Double], _ result: PublishedSearch.Result) {
    self.init(
      segments: result.ranges.map { Segment(of: values, range: $0) }, cost: result.cost)
  }
}
