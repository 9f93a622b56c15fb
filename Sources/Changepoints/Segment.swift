// SPDX-License-Identifier: GPL-3.0-or-later

/// A stretch of a series between two changepoints.
public struct Segment: Sendable, Hashable, Codable {
  /// The indices of the series that the segment covers, half-open, from 0.
  ///
  /// The lower bound is the changepoint: the first index of the segment.
  public var range: Range<Int>
  /// The mean of the segment's values, in their unit.
  public var mean: Double
  /// The maximum-likelihood variance of the segment's values (divided by their count), in their
  /// unit squared.
  public var variance: Double

  /// Creates a segment from its parts.
  package init(range: Range<Int>, mean: Double, variance: Double) {
    self.range = range
    self.mean = mean
    self.variance = variance
  }
}
