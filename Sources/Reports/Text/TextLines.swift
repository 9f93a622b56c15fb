// SPDX-License-Identifier: GPL-3.0-or-later

/// Lines of text that are written part by part, without spaces at their ends.
struct TextLines {
  private var bytes: [UInt8] = []
  /// Whether escape sequences give the parts their colors.
  private let inColor: Bool
  /// How many spaces stand before what is written next in the line.
  private var spaces = 0

  init(inColor: Bool) { self.inColor = inColor }

  /// What was written.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Writes so many spaces; none if the number is not positive.
  mutating func write(spaces count: Int) { spaces += max(0, count) }

  /// Writes characters, with the codes of their style if it has any.
  mutating func write(_ text: String, code: String) {
    let shown = text.withoutTrailingSpaces
    guard !shown.isEmpty else {
      spaces += text.utf8.count
      return
    }
    bytes += repeatElement(UInt8(ascii: " "), count: spaces)
    if inColor, !code.isEmpty {
      bytes += "\u{1B}[\(code)m\(shown)\u{1B}[0m".utf8
    } else {
      bytes += shown.utf8
    }
    spaces = text.utf8.count - shown.utf8.count
  }

  /// Ends the line.
  mutating func endLine() {
    spaces = 0
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Writes a whole line.
  mutating func write(line: StyledText) {
    line.write(to: &self)
    endLine()
  }

  /// Puts other lines behind these.
  mutating func append(_ others: TextLines) { bytes += others.bytes }
}

extension String {
  fileprivate var withoutTrailingSpaces: String {
    guard utf8.last == UInt8(ascii: " ") else { return self }
    var end = utf8.endIndex
    while end > utf8.startIndex, utf8[utf8.index(before: end)] == UInt8(ascii: " ") {
      end = utf8.index(before: end)
    }
    return String(self[..<end])
  }
}
