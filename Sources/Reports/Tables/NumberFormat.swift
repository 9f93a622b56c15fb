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
    return decimal.text(decimals: max(0, decimal.count - decimal.exponent))
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
  /// The digits as a whole number, which does not end in zero; 0 if there are none.
  private var digits: UInt64 = 0
  /// How many digits there are.
  private(set) var count = 0
  private(set) var exponent: Int

  /// 1, 10, 100 and so on, as far as they go.
  private static let powersOfTen = (0..<19).reduce(into: [1] as [UInt64]) { powers, place in
    powers.append(powers[place] * 10)
  }

  /// The shortest digits that mean the value; none if it is zero.
  ///
  /// - Precondition: `value` is finite.
  init(_ value: Double) {
    isNegative = value < 0
    var places = 0
    var pointPlace: Int?
    let text = value.magnitude.description
    let end = text.utf8.firstIndex(of: UInt8(ascii: "e"))
    // No more than 18 digits follow the zeros in front.
    for character in text.utf8[..<(end ?? text.endIndex)] {
      if character == UInt8(ascii: ".") {
        pointPlace = places
      } else {
        digits = digits * 10 + UInt64(character - UInt8(ascii: "0"))
        places += 1
        if digits > 0 { count += 1 }
      }
    }
    exponent = (pointPlace ?? places) - (places - count)
    if let end { exponent += Int(text[end...].dropFirst()) ?? 0 }
    dropZeros()
  }

  /// Rounds to that many decimals, halves away from zero.
  mutating func round(decimals: Int) {
    let kept = exponent + decimals
    guard kept < count else { return }
    if kept < 0 {
      digits = 0
    } else {
      let unit = Self.powersOfTen[count - kept]
      let rest = digits % unit
      digits = digits / unit + (rest >= unit / 2 ? 1 : 0)
    }
    count = max(0, kept)
    // Rounding up can add a digit in front, as from 0.0996 to 0.100.
    if digits == Self.powersOfTen[count] {
      count += 1
      exponent += 1
    }
    dropZeros()
  }

  /// Rounds to that many significant digits, and says how many decimals show them.
  ///
  /// Negative if the last of them stands before the decimal point; 0 for zero.
  mutating func round(significantDigits count: Int) -> Int {
    guard digits > 0 else { return 0 }
    round(decimals: count - exponent)
    return count - exponent
  }

  /// Drops zeros at the end.
  private mutating func dropZeros() {
    while digits > 0, digits.isMultiple(of: 10) {
      digits /= 10
      count -= 1
    }
    if digits == 0 { (count, exponent) = (0, 0) }
  }

  /// The digit at a place, from 0; zeros stand on either side of the digits.
  private func digit(at place: Int) -> UInt8 {
    guard place >= 0, place < count else { return 0 }
    return UInt8(truncatingIfNeeded: digits / Self.powersOfTen[count - 1 - place] % 10)
  }

  /// The number without an exponent, with that many digits after the point.
  func text(decimals: Int) -> String {
    func write(_ places: Range<Int>, to text: inout String) {
      for place in places {
        text.unicodeScalars.append(Unicode.Scalar(UInt8(ascii: "0") + digit(at: place)))
      }
    }
    var whole = isNegative && digits > 0 ? "-" : ""
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
