// SPDX-License-Identifier: GPL-3.0-or-later

/// A quantity and the interval that it is believed to lie in, in the unit of the quantity.
public struct Estimate: Sendable, Hashable, Codable {
  /// The value that the interval is about: the median of the distribution that the interval is read
  /// from, or the mean if there is none, as for ``IntervalKind/t``.
  public var center: Double
  /// The lower end of the interval.
  public var lower: Double
  /// The upper end of the interval.
  public var upper: Double
  /// The level of the interval, in (0, 1).
  public var level: Double

  /// The mean distance of the interval's ends from the center: the symmetric "±" of tables.
  public var halfWidth: Double { ((upper - center) + (center - lower)) / 2 }

  /// Creates an estimate from its parts.
  package init(center: Double, lower: Double, upper: Double, level: Double) {
    self.center = center
    self.lower = lower
    self.upper = upper
    self.level = level
  }

  /// The median of a distribution and the interval of `level` that leaves out as much on either
  /// side.
  ///
  /// - Precondition: `level` lies in (0, 1).
  package init(of distribution: ResampledMeanDistribution, level: Double) {
    precondition(level > 0 && level < 1, "the level of an interval lies between 0 and 1")
    self.init(
      center: distribution.quantile(0.5), lower: distribution.quantile((1 - level) / 2),
      upper: distribution.quantile((1 + level) / 2), level: level)
  }
}

extension Estimate {
  private enum CodingKeys: String, CodingKey {
    case center, lower, upper, level
  }

  /// Decodes an estimate, and checks that its interval is one.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    center = try container.decode(Double.self, forKey: .center)
    lower = try container.decode(Double.self, forKey: .lower)
    upper = try container.decode(Double.self, forKey: .upper)
    level = try container.decode(Double.self, forKey: .level)
    try decoder.require(
      lower <= upper && level > 0 && level < 1, "an interval has ends in order and a level")
  }
}

extension Estimate: CustomStringConvertible {
  /// The value, the ends of the interval and its level, such as "0.02 (0.019…0.021, 99%)".
  public var description: String {
    let ends = "\(lower.inSixDigits)…\(upper.inSixDigits)"
    return "\(center.inSixDigits) (\(ends), \((100 * level).inSixDigits)%)"
  }
}

/// The median of some values and the range that holds the middle nine tenths of them.
public struct Spread: Sendable, Hashable, Codable {
  /// The median.
  public var median: Double
  /// The 5th percentile, by linear interpolation.
  public var lower: Double
  /// The 95th percentile, by linear interpolation.
  public var upper: Double

  /// Creates a spread from its parts.
  package init(median: Double, lower: Double, upper: Double) {
    self.median = median
    self.lower = lower
    self.upper = upper
  }

  /// The spread of `values`; `nil` if there are none.
  ///
  /// - Precondition: no value is NaN.
  package init?(of values: some Sequence<Double>) {
    guard let sample = SortedSample(values) else { return nil }
    self.init(
      median: sample.median, lower: sample.quantile(0.05), upper: sample.quantile(0.95))
  }
}

extension Spread {
  private enum CodingKeys: String, CodingKey {
    case median, lower, upper
  }

  /// Decodes a spread, and checks that its range holds the median.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    median = try container.decode(Double.self, forKey: .median)
    lower = try container.decode(Double.self, forKey: .lower)
    upper = try container.decode(Double.self, forKey: .upper)
    try decoder.require(lower <= median && median <= upper, "a range holds its median")
  }
}

extension Spread: CustomStringConvertible {
  /// The median and the range, such as "11 (2…20)".
  public var description: String {
    "\(median.inSixDigits) (\(lower.inSixDigits)…\(upper.inSixDigits))"
  }
}
