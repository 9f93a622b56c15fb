// SPDX-License-Identifier: GPL-3.0-or-later

/// A number, or the least and the greatest of several whole ones.
package enum NumberCell: Sendable, Hashable {
  /// Whole numbers from the least to the greatest, which are often the same.
  case range(ClosedRange<Int>)
  /// A number with the digits to print.
  case exact(Numeral)

  /// The digits, and the unit if the column has none.
  package var text: String {
    switch self {
    case .range(let range): NumberFormat.range(range)
    case .exact(let number): number.withUnit
    }
  }
}
