// SPDX-License-Identifier: GPL-3.0-or-later

/// The lines of a text, one after another.
///
/// A carriage return ends a line too, since programs that show progress write over a line with it.
struct TextLines: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private let path: String
  private let prefix: LinePrefix
  private var position = 0
  private var number = 1

  init(bytes: [UInt8], path: String, prefix: LinePrefix) {
    self.bytes = bytes
    self.path = path
    self.prefix = prefix
  }

  mutating func next() -> TextLine? {
    guard position < bytes.count else { return nil }
    let start = position
    let end =
      bytes[start...].firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      ?? bytes.count
    position = end + 1
    let line = number
    if end < bytes.count {
      if bytes[end] == UInt8(ascii: "\n") {
        number += 1
      } else if position < bytes.count, bytes[position] == UInt8(ascii: "\n") {
        position += 1
        number += 1
      }
    }
    let text = bytes[start..<end]
    let length = prefix.length(in: text)
    return TextLine(
      text: String(decoding: text.dropFirst(length), as: UTF8.self), number: line,
      indentation: length, isEnded: end < bytes.count, path: path)
  }
}

/// A line of a text.
struct TextLine {
  /// What stands in the line, without a prefix that all lines share.
  let text: String
  /// The number of the line, from 1.
  let number: Int
  /// Whether the line has the line break that ends it; the last line of a file that was cut
  /// short has none.
  let isEnded: Bool
  /// How many columns stand before the text.
  private let indentation: Int
  private let path: String

  init(text: String, number: Int, indentation: Int = 0, isEnded: Bool, path: String) {
    self.text = text
    self.number = number
    self.indentation = indentation
    self.isEnded = isEnded
    self.path = path
  }

  /// The words of the line.
  var words: [Substring] {
    // The characters of nearly all lines are bytes, of which no property has to be looked up.
    guard text.utf8.allSatisfy(Self.isASCII) else {
      return text.split(whereSeparator: \.isWhitespace)
    }
    return text.utf8.split(whereSeparator: Self.isSpace).map { Substring($0) }
  }

  /// Whether the line has nothing but white space.
  var isBlank: Bool {
    if let first = text.utf8.first, Self.isASCII(first), !Self.isSpace(first) { return false }
    return text.allSatisfy(\.isWhitespace)
  }

  private static func isASCII(_ byte: UInt8) -> Bool { byte < 0x80 }

  /// Whether a byte of ASCII is white space.
  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (UInt8(ascii: "\t")...UInt8(ascii: "\r")).contains(byte)
  }

  /// Where some characters of ASCII stand in the line first; `nil` if they do not.
  func firstRange(of mark: String) -> Range<String.Index>? {
    // Nearly all lines lack them, which bytes show many times as fast as characters.
    let (bytes, wanted) = (Array(text.utf8), Array(mark.utf8))
    var place = 0
    while let first = wanted.first, let start = bytes.first(first, from: place) {
      if bytes[start...].starts(with: wanted) { return text.firstRange(of: mark) }
      place = start + 1
    }
    return nil
  }

  /// What follows a beginning of the line; `nil` if the line begins otherwise.
  func rest(after prefix: String) -> Substring? {
    text.hasPrefix(prefix) ? text.dropFirst(prefix.count) : nil
  }

  /// Makes sure that the line was not cut short, since a number that was would be another one.
  func requireEnd() throws(ResultsFileError) {
    guard isEnded else {
      throw error(
        at: text[text.endIndex...], expected: "a line break at the end of the last line",
        found: "the end of the file, which may have been cut short")
    }
  }

  /// The time in seconds that a word of the line is, which has a decimal point.
  func time(_ word: Substring, in unit: TimeUnit) throws(ResultsFileError) -> Double {
    var numbers = LocalizedNumbers()
    guard !word.utf8.contains(UInt8(ascii: ",")) else {
      throw error(
        at: word, expected: "a number with a decimal point and no comma",
        found: quoted(String(word)))
    }
    return try time(word, in: unit, numbers: &numbers)
  }

  /// The time in seconds that a word of the line is, in a log that prints with its locale.
  func time(
    _ word: Substring, in unit: TimeUnit, numbers: inout LocalizedNumbers
  ) throws(ResultsFileError) -> Double {
    try time(word, number: numbers.number(word, in: self), converted: unit.inSeconds)
  }

  /// The time in seconds that a number is converted to, which a word of the line is.
  func time(
    _ word: Substring, number: Double?, converted convert: (Double) -> Double
  ) throws(ResultsFileError) -> Double {
    let time = number.map(convert)
    guard let time, TimeRange.contains(time) else {
      let isGrouped = number == nil && word.utf8.contains(UInt8(ascii: ","))
      var error = error(
        at: word,
        expected: isGrouped
          ? "a number without a comma that groups its digits"
          : TimeRange.expectation(insteadOf: time), found: quoted(String(word)))
      error.isVanishedTime = number == 0
      error.isTimeOutOfRange = TimeRange.isOutOfRange(time)
      throw error
    }
    return time
  }

  /// An error at a word of the line.
  func error(at word: Substring, expected: String, found: String) -> ResultsFileError {
    let column = text.unicodeScalars.distance(
      from: text.startIndex, to: word.startIndex)
    return ResultsFileError(
      path: path, place: .line(number, column: column + indentation + 1), expected: expected,
      found: found)
  }

  /// An error at the line as a whole.
  func error(expected: String, found: String) -> ResultsFileError {
    error(at: text[...], expected: expected, found: found)
  }
}
