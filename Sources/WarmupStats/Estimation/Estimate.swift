// SPDX-License-Identifier: GPL-3.0-or-later

/// A quantity and the interval that it is believed to lie in, in the unit of the quantity.
public struct Estimate: Sendable, Hashable {
  /// The median, or the value that the interval is about.
  public var median: Double
  /// The lower end of the interval.
  public var lower: Double
  /// The upper end of the interval.
  public var upper: Double
  /// The level of the interval, in (0, 1).
  public var level: Double

  /// The mean distance of the interval's ends from the median: the symmetric "±" of tables.
  public var halfWidth: Double { ((upper - median) + (median - lower)) / 2 }

  /// Creates an estimate from its parts.
  public init(median: Double, lower: Double, upper: Double, level: Double) {
    self.median = median
    self.lower = lower
    self.upper = upper
    self.level = level
  }
}

/// The median of some values and the range that holds the middle nine tenths of them.
public struct Spread: Sendable, Hashable {
  /// The median.
  public var median: Double
  /// The 5th percentile, by linear interpolation.
  public var lower: Double
  /// The 95th percentile, by linear interpolation.
  public var upper: Double

  /// Creates a spread from its parts.
  public init(median: Double, lower: Double, upper: Double) {
    self.median = median
    self.lower = lower
    self.upper = upper
  }
}
