// SPDX-License-Identifier: GPL-3.0-or-later

package import Changepoints

/// The times of a process execution without their outliers, and the segments that they fall into.
///
/// This is all of the analysis that the methods have in common: it does not depend on a tolerance.
package struct SegmentedExecution: Sendable, Hashable {
  /// The times that are no outliers, and where they came from.
  package var series: FilteredSeries
  /// The segments, over the iterations of the file, first to last.
  package var segments: [Segment]

  /// Finds the outliers of `times`, in seconds, and the changepoints of what is left.
  ///
  /// - Precondition: `times` is not empty, and each time is finite.
  /// - Complexity: O(n log n) for n times and their outliers; then that of `PELT`, or of
  ///   `PublishedPELT` if the options ask for compatibility.
  package init(segmenting times: [Double], options: AnalysisOptions) {
    precondition(!times.isEmpty, "an execution that completed has at least one iteration")
    let compatibility = options.method.compatibility
    let series = OutlierFilter(window: options.window, compatibility: compatibility)(times)
    // The iterations of one process are not independent, which calls for a larger penalty than
    // usual: Barrett et al., OOPSLA 2017, §7.
    let penalty = Penalty.multipleOfLog(options.penaltyFactor)
    let segmentation =
      switch compatibility {
      case nil: PELT(penalty: penalty).segmentation(of: series.values)
      case .warmupStats: PublishedPELT(penalty: penalty).segmentation(of: series.values)
      }
    self.series = series
    self.segments = series.segmentsOfIterations(segmentation.segments)
  }
}
