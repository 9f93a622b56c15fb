// SPDX-License-Identifier: GPL-3.0-or-later

/// JSON texts, one a line, each of which is parsed only when its turn comes.
struct JSONLines {
  private let bytes: [UInt8]
  private let path: String
  private var position = 0
  private var line = 0

  init(_ bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  /// Whether there is more than one line, and the first is a whole JSON text.
  static func isOneEachLine(_ bytes: borrowing [UInt8]) -> Bool {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
      bytes[end...].contains(where: { !JSONDocument.isWhitespace($0) })
    else { return false }
    return (try? JSONDocument(parsing: Array(bytes[..<end]), path: "")) != nil
  }

  /// The next text; `nil` at the end of the file.
  mutating func next() throws(ResultsFileError) -> JSONValue? {
    while position < bytes.count {
      line += 1
      let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let text = bytes[position..<end]
      position = end + 1
      if text.contains(where: { !JSONDocument.isWhitespace($0) }) {
        return try JSONDocument(parsing: Array(text), path: path, line: line).root
      }
    }
    return nil
  }
}
