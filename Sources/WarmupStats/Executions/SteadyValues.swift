// SPDX-License-Identifier: GPL-3.0-or-later

/// The times of a steady state that are no outliers, and where they stand.
///
/// Under ``Method/ratio(_:)`` the bursts that a steady state may hold are part of it.
public struct SteadyValues: Sendable, Hashable, Codable {
  /// All times of the execution, in seconds, in the memory that they have there.
  private let allTimes: [Double]
  /// The iterations that are outliers, ascending.
  private let outliers: [Int]
  /// For each steady segment, first to last, which of the values of ``series`` are its own.
  package let segments: [Range<Int>]

  /// Finds the values of the segments that cover `ranges` of iterations, one after the other.
  ///
  /// - Precondition: there is a range, and each holds a value of `series`.
  /// - Complexity: O(k log n) for k ranges and n values.
  package init(of ranges: some Sequence<Range<Int>>, in series: FilteredSeries) {
    allTimes = series.times
    outliers = series.outliers
    segments = ranges.map { series.indices(in: $0) }
  }

  /// The values of the segments that cover `ranges` of all iterations, outliers included, but
  /// without the very first iteration, as ``Method/traini2023(_:)`` has them.
  ///
  /// - Precondition: there is a range, and a time.
  package init(ofAllIterations times: [Double], in ranges: [Range<Int>]) {
    allTimes = times
    outliers = []
    let least = min(1, times.count - 1)
    segments = ranges.map { max($0.lowerBound, least)..<max($0.upperBound, least) }
  }

  /// All times of the execution that are no outliers, and their iterations.
  ///
  /// - Complexity: O(n) for n times: a second copy of all times is not kept.
  package var series: FilteredSeries { FilteredSeries(allTimes, without: outliers) }

  /// The times, in seconds, in the order they were measured.
  ///
  /// - Complexity: O(n) for n times of the execution.
  public var times: ArraySlice<Double> { series.values[indices] }

  /// The iteration, from 0, that each of ``times`` was measured in.
  ///
  /// - Complexity: O(n log k) for n times and k outliers.
  public var iterations: [Int] {
    let series = series
    return indices.map(series.iteration)
  }

  /// The times, in seconds, one array for each steady segment.
  ///
  /// - Complexity: O(n) for n times.
  package var timesBySegment: [[Double]] {
    let values = series.values
    return segments.map { Array(values[$0]) }
  }

  /// Which of the values of ``series`` are steady.
  var indices: Range<Int> {
    (segments.first?.lowerBound ?? 0)..<(segments.last?.upperBound ?? 0)
  }
}

extension SteadyValues {
  private enum CodingKeys: String, CodingKey {
    case allTimes = "times"
    case outliers, segments
  }

  /// Decodes the values, and checks that the segments lie among them.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    allTimes = try container.decode([Double].self, forKey: .allTimes)
    outliers = try container.decode([Int].self, forKey: .outliers)
    segments = try container.decode([Range<Int>].self, forKey: .segments)
    try decoder.require(
      outliers.ascend(within: allTimes.indices), "outliers ascend among the iterations")
    let bounds = segments.flatMap { [$0.lowerBound, $0.upperBound - 1] }
    let valueIndices = 0..<allTimes.count - outliers.count
    try decoder.require(
      !segments.isEmpty && bounds.allSatisfy(valueIndices.contains)
        && zip(bounds, bounds.dropFirst()).allSatisfy(<=),
      "steady segments follow one another among the values")
  }
}
