// SPDX-License-Identifier: GPL-3.0-or-later

/// The length of a bar, beside the length that stands for the baseline.
package struct Bar: Sendable, Hashable {
  /// The number, where 1 is the baseline; not negative.
  package var ratio: Double
  /// The number that the longest bar of the column stands for, at least 1.
  package var greatest: Double

  /// The length of the bar, in 0...1.
  package var length: Double { min(1, ratio / greatest) }
  /// Where the baseline's bar ends, in 0...1.
  package var baseline: Double { 1 / greatest }

  /// Creates a bar.
  ///
  /// - Precondition: `ratio` is not negative, and `greatest` is at least 1.
  package init(ratio: Double, greatest: Double) {
    precondition(ratio >= 0 && greatest >= 1, "bars are not negative, and the baseline fits")
    self.ratio = ratio
    self.greatest = greatest
  }
}

extension MeasuredCell {
  /// A number as a bar, in per cent of the baseline.
  init(_ bar: Bar) {
    self.init(
      value: Numeral(
        exact: bar.ratio, text: NumberFormat.fixed(100 * bar.ratio, decimals: 0), unit: "%"),
      range: .unknown, thumbnail: .bar(bar))
  }
}
