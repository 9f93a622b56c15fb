// SPDX-License-Identifier: GPL-3.0-or-later

/// The text of a file, as bytes.
struct TextContent {
  private let bytes: [UInt8]
  private let path: String

  init(bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  /// The rows of the text, whose fields are separated by a character.
  func rows(separatedBy separator: Character = ",") -> DelimitedRows {
    DelimitedRows(bytes: bytes, path: path, separator: separator)
  }

  /// The lines of the text.
  func lines() -> TextLines { TextLines(bytes: bytes, path: path) }

  /// The first lines, up to 1 MiB of them, by which a format is recognised.
  func beginningLines() -> TextLines {
    TextLines(bytes: Array(bytes.prefix(1 << 20)), path: path)
  }

  /// The fields of the first line; empty if it is blank.
  func header(separatedBy separator: Character = ",") -> [String] {
    var rows = DelimitedRows(bytes: Array(bytes.prefix(1 << 16)), path: path, separator: separator)
    return rows.next()?.strings ?? []
  }

  /// The first few characters, quoted.
  var beginning: String {
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }.prefix(40)
    return quoted(String(decoding: line, as: UTF8.self))
  }
}
