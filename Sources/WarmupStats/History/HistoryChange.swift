// SPDX-License-Identifier: GPL-3.0-or-later

/// A change of the level of a benchmark's performance.
public struct HistoryChange: Sendable, Hashable, Codable {
  /// The point, from 0, that the new level most likely begins with.
  public var point: Int
  /// The points that it may begin with, at the level of ``HistoryOptions/level``.
  public var possiblePoints: ClosedRange<Int>
  /// The new level divided by the one before it: above 1 is slower.
  public var ratio: Double
  /// The interval of ``ratio``, at the level of ``HistoryOptions/level``.
  public var interval: ClosedRange<Double>

  /// Whether the benchmark takes more or less time than before.
  public var direction: ComparisonDirection { ratio > 1 ? .slower : .faster }

  /// Creates a change from its parts.
  package init(
    point: Int, possiblePoints: ClosedRange<Int>, ratio: Double, interval: ClosedRange<Double>
  ) {
    self.point = point
    self.possiblePoints = possiblePoints
    self.ratio = ratio
    self.interval = interval
  }
}
