// SPDX-License-Identifier: GPL-3.0-or-later

import ResultsFiles

/// A time that is written as a number with or without a unit.
enum TimeText {
  /// The seconds that words say: `0.25`, `250 ms` or `250ms`; `nil` if they say no time.
  ///
  /// - Parameter unit: the unit of a number alone.
  static func seconds(_ words: [String], unit: String) -> Double? {
    switch words.count {
    case 1:
      if let number = number(words[0]) { return seconds(number, in: unit) }
      let digits = words[0].prefix { $0.isASCII && ($0.isNumber || "+-.".contains($0)) }
      // An exponent is told from a unit by its digits.
      let mantissa = words[0].dropFirst(digits.count).first.map { "eE".contains($0) } ?? false
      var end = digits.endIndex
      if mantissa {
        let exponent = words[0][words[0].index(after: end)...]
          .prefix { $0.isASCII && ($0.isNumber || "+-".contains($0)) }
        if exponent.contains(where: \.isNumber) { end = exponent.endIndex }
      }
      guard let number = number(words[0][..<end]) else { return nil }
      return seconds(number, in: String(words[0][end...]))
    case 2:
      guard let number = number(words[0]) else { return nil }
      return seconds(number, in: words[1])
    default: return nil
    }
  }

  private static func seconds(_ number: Double, in unit: String) -> Double? {
    ReadingOptions.seconds(number, in: unit)
  }

  /// A decimal number; neither a name such as `nan` nor a hexadecimal one.
  private static func number(_ text: some StringProtocol) -> Double? {
    let isDecimal = text.utf8.allSatisfy {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || "+-.eE".utf8.contains($0)
    }
    return isDecimal ? Double(text) : nil
  }
}
