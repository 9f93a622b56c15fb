// SPDX-License-Identifier: GPL-3.0-or-later

internal import RealModule

/// How numbers are written for people: which digits, which unit.
///
/// Rounding works on the shortest decimal digits that mean the number, halves away from zero, as
/// people round: 0.125 to two decimals is 0.13.
package enum NumberFormat {
  /// A whole number, with thin spaces between groups of three digits where there are five or more.
  package static func integer(_ value: Int) -> String {
    grouped(String(value))
  }

  /// How many things there are, such as "1 benchmark" or "2 benchmarks".
  package static func counted(_ count: Int, _ thing: String) -> String {
    "\(integer(count)) \(thing)\(count == 1 ? "" : "s")"
  }

  /// Names one after another, of which a long list shows the first ten and how many follow.
  package static func list(_ names: [String]) -> String {
    let shown = names.prefix(10).joined(separator: ", ")
    return names.count > 10 ? "\(shown) and \(integer(names.count - 10)) more" : shown
  }

  /// Whole numbers from the least to the greatest, or the one if they are the same.
  package static func range(_ range: ClosedRange<Int>) -> String {
    range.count == 1
      ? integer(range.lowerBound) : "\(integer(range.lowerBound))–\(integer(range.upperBound))"
  }

  /// A number with that many decimals; negative `decimals` round to tens, hundreds and so on.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "–" : value < 0 ? "−∞" : "∞" }
    var decimal = Decimal(value)
    decimal.round(decimals: decimals)
    return decimal.text(decimals: max(0, decimals))
  }

  /// An interval to be written with so many decimals: the same, or rounded outward where both ends
  /// would read the same, so that nothing reads as certain.
  package static func distinguishable(
    _ range: ClosedRange<Double>, decimals: Int
  ) -> ClosedRange<Double> {
    guard
      fixed(range.lowerBound, decimals: decimals) == fixed(range.upperBound, decimals: decimals)
    else { return range }
    let step = Double.pow(10, -Double(decimals))
    return (range.lowerBound.nextDown / step).rounded(.down)
      * step...(range.upperBound.nextUp / step).rounded(.up) * step
  }

  /// A number with that many significant digits, in full, without an exponent.
  package static func significant(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return fixed(value, decimals: 0) }
    var decimal = Decimal(value)
    let decimals = decimal.round(significantDigits: digits)
    return decimal.text(decimals: max(0, decimals))
  }

  /// How many decimals show that many significant digits of a number.
  ///
  /// Negative if the last of them stands before the decimal point; 0 for a number that is zero or
  /// not finite.
  package static func decimals(of value: Double, significantDigits: Int) -> Int {
    guard value.isFinite else { return 0 }
    var decimal = Decimal(value)
    return decimal.round(significantDigits: significantDigits)
  }

  /// A number of iterations: whole, or with one decimal if it is not.
  package static func iteration(_ value: Double) -> String {
    Int(exactly: value).map(integer)
      ?? fixed(value, decimals: value == value.rounded() ? 0 : 1)
  }

  /// A fraction in per cent, such as `99 %` or `99.9 %`, with as few digits as it needs.
  package static func percentage(_ fraction: Double) -> String {
    shortest(fraction * 100) + " %"
  }

  /// A number with as few decimals as it needs, and at most six.
  package static func shortest(_ value: Double) -> String {
    guard value.isFinite else { return fixed(value, decimals: 0) }
    var decimal = Decimal(value)
    decimal.round(decimals: 6)
    return decimal.text(decimals: max(0, decimal.digits.count - decimal.exponent))
  }

  /// Digits, perhaps after a minus, with thin spaces between groups of three.
  static func grouped(_ digits: String) -> String {
    let isNegative = digits.utf8.first == UInt8(ascii: "-")
    guard digits.utf8.count > 4 || isNegative else { return digits }
    var rest = digits.dropFirst(isNegative ? 1 : 0)
    var groups: [Substring] = []
    if rest.count > 4 {
      while rest.count > 3 {
        groups.insert(rest.suffix(3), at: 0)
        rest = rest.dropLast(3)
      }
    }
    return (isNegative ? "−" : "") + ([rest] + groups).joined(separator: "\u{2009}")
  }
}

/// A number as its decimal digits: ± 0.d₁d₂d₃… × 10^exponent, with d₁ not zero.
struct Decimal {
  var isNegative: Bool
  var digits: [UInt8] = []
  var exponent: Int

  /// The shortest digits that mean the value; none if it is zero.
  ///
  /// - Precondition: `value` is finite.
  init(_ value: Double) {
    isNegative = value < 0
    exponent = 0
    digits.reserveCapacity(20)
    var pointPlace: Int?
    let text = value.magnitude.description
    let end = text.utf8.firstIndex(of: UInt8(ascii: "e"))
    for character in text.utf8[..<(end ?? text.endIndex)] {
      if character == UInt8(ascii: ".") {
        pointPlace = digits.count
      } else {
        digits.append(character - UInt8(ascii: "0"))
      }
    }
    exponent = pointPlace ?? digits.count
    if let end { exponent += Int(text[end...].dropFirst()) ?? 0 }
    normalize()
  }

  /// Rounds to that many decimals, halves away from zero.
  mutating func round(decimals: Int) {
    let kept = exponent + decimals
    guard kept < digits.count else { return }
    let roundsUp = kept >= 0 && digits[kept] >= 5
    digits.removeLast(digits.count - max(0, kept))
    if roundsUp {
      var place = digits.count - 1
      while place >= 0 && digits[place] == 9 {
        digits[place] = 0
        place -= 1
      }
      if place >= 0 {
        digits[place] += 1
      } else {
        digits.insert(1, at: 0)
        exponent += 1
      }
    }
    normalize()
  }

  /// Rounds to that many significant digits, and says how many decimals show them.
  ///
  /// Negative if the last of them stands before the decimal point; 0 for zero.
  mutating func round(significantDigits count: Int) -> Int {
    guard !digits.isEmpty else { return 0 }
    round(decimals: count - exponent)
    // Rounding up can add a digit in front, as from 0.0996 to 0.100.
    return count - exponent
  }

  /// Drops zeros at both ends.
  private mutating func normalize() {
    let leading = digits.prefix { $0 == 0 }.count
    digits.removeFirst(leading)
    exponent -= leading
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { exponent = 0 }
  }

  /// The number without an exponent, with that many digits after the point.
  func text(decimals: Int) -> String {
    func write(_ places: Range<Int>, to text: inout String) {
      for place in places {
        let digit = digits.indices.contains(place) ? digits[place] : 0
        text.unicodeScalars.append(Unicode.Scalar(UInt8(ascii: "0") + digit))
      }
    }
    var whole = isNegative && !digits.isEmpty ? "-" : ""
    write(0..<max(0, exponent), to: &whole)
    if exponent <= 0 { whole += "0" }
    var text = NumberFormat.grouped(whole)
    if decimals > 0 {
      text += "."
      write(exponent..<exponent + decimals, to: &text)
    }
    return text
  }
}
