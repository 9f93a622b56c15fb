// SPDX-License-Identifier: GPL-3.0-or-later

/// A number of things out of all of them.
package struct Share: Sendable, Hashable {
  /// How many there are.
  package var count: Int
  /// Out of how many.
  package var total: Int

  /// The share in per cent, with one decimal; a dash if there is nothing to share.
  package var percentage: String { total > 0 ? percentageDigits + " %" : "–" }

  /// The digits of the share in per cent, with one decimal.
  ///
  /// - Precondition: ``total`` is positive.
  package var percentageDigits: String {
    NumberFormat.fixed(100 * Double(count) / Double(total), decimals: 1)
  }

  /// Whether people read it as numbers of things, and not in per cent.
  package var isCounted: Bool

  /// The share in per cent and the number that it stands for, or the numbers: `8 of 10`.
  package var text: String {
    isCounted
      ? "\(NumberFormat.integer(count)) of \(NumberFormat.integer(total))"
      : "\(percentage) (\(NumberFormat.integer(count)))"
  }

  /// Creates a share.
  package init(count: Int, total: Int, isCounted: Bool = false) {
    self.count = count
    self.total = total
    self.isCounted = isCounted
  }
}
