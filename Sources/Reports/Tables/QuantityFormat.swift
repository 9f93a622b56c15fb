// SPDX-License-Identifier: GPL-3.0-or-later

/// How numbers of a quantity are printed in one unit: times in a unit of time, others in thousands,
/// millions and so on of theirs.
package struct QuantityFormat: Sendable, Hashable {
  /// The unit with its multiple, such as `ms` or `million dispatches`.
  package var unit: String
  /// What a number is divided by.
  package var divisor: Double

  /// The multiples and their words.
  private static let multiples: [(divisor: Double, word: String)] = [
    (1e12, "trillion"), (1e9, "billion"), (1e6, "million"), (1e3, "thousand"),
  ]

  /// Creates the format that suits some numbers, in a unit; `s` is that of times.
  package init(unit: String, suiting values: [Double]) {
    let positive = values.filter { $0 > 0 && $0 < .infinity }.sorted()
    let middle = positive.isEmpty ? 1 : positive[positive.count / 2]
    if unit == "s" {
      let time = TimeUnit(suiting: values) ?? TimeUnit(for: middle)
      self.init(unit: time.symbol, divisor: 1 / time.perSecond)
    } else if let multiple = Self.multiples.first(where: { middle >= $0.divisor }) {
      self.init(unit: "\(multiple.word) \(unit)", divisor: multiple.divisor)
    } else {
      self.init(unit: unit, divisor: 1)
    }
  }

  private init(unit: String, divisor: Double) {
    self.unit = unit
    self.divisor = divisor
  }

  /// A number with four significant digits.
  package func numeral(_ value: Double) -> Numeral {
    Numeral(exact: value, text: NumberFormat.significant(value / divisor, digits: 4))
  }
}
