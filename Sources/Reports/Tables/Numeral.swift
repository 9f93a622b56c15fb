// SPDX-License-Identifier: GPL-3.0-or-later

/// A number, the digits of it that are worth reading, and their unit where the column has none.
package struct Numeral: Sendable, Hashable {
  /// The exact number, in the base unit: seconds for times.
  package var exact: Double
  /// The digits to print.
  package var text: String
  /// The unit of the digits, where it differs within the column; `nil` otherwise.
  package var unit: String?

  /// The digits, and the unit if the column has none.
  package var withUnit: String { unit.map { "\(text) \($0)" } ?? text }

  /// Creates a numeral.
  package init(exact: Double, text: String, unit: String? = nil) {
    self.exact = exact
    self.text = text
    self.unit = unit
  }
}
