// SPDX-License-Identifier: GPL-3.0-or-later

import CSimdJSON

/// What parts the whole of a decimal number from its fraction.
enum DecimalMark {
  case point
  case comma

  /// The number that a whole word is; `nil` if it is none, or has the other mark.
  ///
  /// With a comma there are digits before and behind it, and nothing groups thousands.
  func number(_ word: Substring) -> Double? {
    var bytes = Array(word.utf8)
    guard self == .comma else { return bytes.number(in: bytes.indices) }
    guard let mark = bytes.firstIndex(of: UInt8(ascii: ",")), !bytes.contains(UInt8(ascii: ".")),
      mark > 0, bytes[mark - 1].isDigit, mark + 1 < bytes.count, bytes[mark + 1].isDigit
    else { return nil }
    bytes[mark] = UInt8(ascii: ".")
    return bytes.number(in: bytes.indices)
  }
}

extension UInt8 {
  /// Whether it is a decimal digit of ASCII.
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}

extension [UInt8] {
  /// The decimal number that a range of the bytes is as a whole; `nil` if it is none, or too
  /// large.
  func number(in range: Range<Int>) -> Double? {
    var number = 0.0
    let isNumber = unsafe withUnsafeBytes { bytes in
      let text = unsafe bytes.baseAddress.map {
        unsafe ($0 + range.lowerBound).assumingMemoryBound(to: CChar.self)
      }
      return unsafe decimal_parse(text, range.count, &number) != 0
    }
    return isNumber ? number : nil
  }
}

/// The numbers of a log that a program prints with the decimal mark of its locale: all with a
/// point, or all with a comma.
struct LocalizedNumbers {
  /// The mark of the numbers so far; `nil` if none had one.
  private var mark: DecimalMark?

  /// Whether a number had a decimal comma.
  var useComma: Bool { mark == .comma }

  /// Whether a number had a decimal point.
  var usePoint: Bool { mark == .point }

  /// The number that a word of a line is; `nil` if it is none.
  ///
  /// - Throws: `ResultsFileError` if it has another decimal mark than numbers before it.
  mutating func number(
    _ word: Substring, in line: TextLine
  ) throws(ResultsFileError) -> Double? {
    try number(word) { line.error(at: word, expected: $0, found: $1) }
  }

  /// The number that a word is; `nil` if it is none.
  ///
  /// - Parameter error: The error for what was expected and what was found.
  /// - Throws: That error if it has another decimal mark than numbers before it.
  mutating func number(
    _ word: Substring, error: (_ expected: String, _ found: String) -> ResultsFileError
  ) throws(ResultsFileError) -> Double? {
    let isMarked = word.utf8.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".") }
    let found: DecimalMark = word.utf8.contains(UInt8(ascii: ",")) ? .comma : .point
    guard let number = found.number(word) else { return nil }
    guard isMarked else { return number }
    guard mark == nil || mark == found else {
      throw error(
        "the same decimal mark in all numbers",
        "a decimal \(found) after a decimal \(found == .comma ? "point" : "comma")")
    }
    mark = found
    return number
  }
}
