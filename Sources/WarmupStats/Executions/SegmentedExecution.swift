// SPDX-License-Identifier: GPL-3.0-or-later

package import Changepoints

/// The times of a process execution without their outliers, and the segments that they fall into.
///
/// This part of the analysis does not depend on a tolerance. ``Method/ratio(_:)`` and
/// ``Method/barrett2017(_:)`` have it in common.
package struct SegmentedExecution: Sendable, Hashable {
  /// The times that are no outliers, and where they came from.
  package var series: FilteredSeries
  /// The values of ``series`` in ascending order.
  package var ascending: [Double]
  /// The segments, over the iterations of the file, first to last.
  package var segments: [Segment]
  /// The penalty that was chosen from the data; `nil` if the options set it.
  package var chosenPenalty: ChosenPenalty?

  /// All times, in seconds, in the order they were measured.
  package var times: [Double] { series.times }

  /// The steps in which the values were recorded, as far as they show it, in seconds.
  ///
  /// - Complexity: O(n) for n values.
  var resolution: Double { SmallVarianceTreatment.resolution(ofAscending: ascending) }

  /// Creates a segmented execution from its parts.
  package init(
    series: FilteredSeries, ascending: [Double], segments: [Segment],
    chosenPenalty: ChosenPenalty? = nil
  ) {
    self.series = series
    self.ascending = ascending
    self.segments = segments
    self.chosenPenalty = chosenPenalty
  }

  /// Finds the outliers of `times`, in seconds, and the changepoints of what is left.
  ///
  /// - Precondition: `times` is not empty, and each time is finite.
  /// - Complexity: O(n log n) for n times and their outliers; then that of `PELT`, or of
  ///   `PublishedPELT` if the options ask for compatibility, or `PublishedPenaltyPath` for
  ///   ``Method/traini2023(_:)``.
  package init(segmenting times: [Double], options: AnalysisOptions) {
    precondition(!times.isEmpty, "an execution that completed has at least one iteration")
    if case .traini2023(let method) = options.method {
      self = method.segments(of: times, window: options.window)
      return
    }
    let compatibility = options.method.compatibility
    let (series, ascending) = OutlierFilter(window: options.window, compatibility: compatibility)
      .filter(times)
    // The iterations of one process are not independent, which calls for a larger penalty than
    // usual: Barrett et al., OOPSLA 2017, §7.
    let penalty = Penalty.multipleOfLog(options.penaltyFactor)
    let segments =
      switch compatibility {
      case nil: PELT(penalty: penalty).segments(of: series.values, ascending: ascending)
      case .warmupStats: PublishedPELT(penalty: penalty).segmentation(of: series.values).segments
      }
    self.init(
      series: series, ascending: ascending, segments: series.segmentsOfIterations(segments))
  }
}
