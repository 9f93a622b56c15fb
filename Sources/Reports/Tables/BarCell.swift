// SPDX-License-Identifier: GPL-3.0-or-later

/// A number as the length of a bar, beside the length that stands for the baseline.
public struct BarCell: Sendable, Hashable {
  /// The number, where 1 is the baseline; not negative.
  public var ratio: Double
  /// The number that the longest bar of the column stands for, at least 1.
  public var greatest: Double

  /// The length of the bar, in 0...1.
  public var length: Double { min(1, ratio / greatest) }
  /// Where the baseline's bar ends, in 0...1.
  public var baseline: Double { 1 / greatest }

  /// The number in per cent of the baseline.
  public var words: String {
    NumberFormat.fixed(100 * ratio, decimals: 0) + " %"
  }

  /// Creates a bar.
  public init(ratio: Double, greatest: Double) {
    precondition(ratio >= 0 && greatest >= 1, "bars are not negative, and the baseline fits")
    self.ratio = ratio
    self.greatest = greatest
  }
}
