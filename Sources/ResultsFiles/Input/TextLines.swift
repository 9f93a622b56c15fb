// SPDX-License-Identifier: GPL-3.0-or-later

/// The lines of a text, one after another.
struct TextLines: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private let path: String
  private var position = 0
  private var number = 0

  init(bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  mutating func next() -> TextLine? {
    guard position < bytes.count else { return nil }
    number += 1
    let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    var text = bytes[position..<end]
    if text.last == UInt8(ascii: "\r") { text.removeLast() }
    position = end + 1
    return TextLine(
      text: String(decoding: text, as: UTF8.self), number: number,
      isEnded: end < bytes.count, path: path)
  }
}

/// A line of a text.
struct TextLine {
  let text: String
  /// The number of the line, from 1.
  let number: Int
  /// Whether the line has the line break that ends it; the last line of a file that was cut
  /// short has none.
  let isEnded: Bool
  private let path: String

  init(text: String, number: Int, isEnded: Bool, path: String) {
    self.text = text
    self.number = number
    self.isEnded = isEnded
    self.path = path
  }

  /// The words of the line.
  var words: [Substring] { text.split(whereSeparator: \.isWhitespace) }

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

  /// The time in seconds that a word of the line is.
  func time(_ word: Substring, in unit: TimeUnit) throws(ResultsFileError) -> Double {
    let time = number(word).map(unit.inSeconds)
    guard let time, time > 0, time < .infinity else {
      throw error(at: word, expected: "a positive time", found: quoted(String(word)))
    }
    return time
  }

  /// The decimal number that a word of the line is; `nil` if it is none.
  func number(_ word: Substring) -> Double? {
    let bytes = Array(word.utf8)
    return bytes.number(in: bytes.indices)
  }

  /// An error at a word of the line.
  func error(at word: Substring, expected: String, found: String) -> ResultsFileError {
    let column = text.unicodeScalars.distance(
      from: text.startIndex, to: word.startIndex)
    return ResultsFileError(
      path: path, place: .line(number, column: column + 1), expected: expected, found: found)
  }

  /// An error at the line as a whole.
  func error(expected: String, found: String) -> ResultsFileError {
    error(at: text[...], expected: expected, found: found)
  }
}
