// SPDX-License-Identifier: GPL-3.0-or-later

/// A series divided into segments, and what that division costs.
public struct Segmentation: Sendable, Hashable, Codable {
  /// The segments, first to last; together they cover every index of the series once.
  public var segments: [Segment]
  /// The sum of the segments' costs and of a penalty per changepoint.
  public var cost: Double

  /// The first index of each segment but the first, ascending.
  public var changepoints: [Int] { segments.dropFirst().map(\.range.lowerBound) }

  /// Creates a segmentation from its segments and their penalised cost.
  package init(segments: [Segment], cost: Double) {
    self.segments = segments
    self.cost = cost
  }
}
