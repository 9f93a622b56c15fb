// SPDX-License-Identifier: GPL-3.0-or-later

/// The text of a file, as bytes.
struct TextContent {
  let bytes: [UInt8]
  let path: String

  /// The rows of the text, whose fields are separated by a character.
  func rows(separatedBy separator: Character = ",") -> DelimitedRows {
    DelimitedRows(bytes: bytes, path: path, separator: separator)
  }

  /// The first few characters, quoted.
  var beginning: String {
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }.prefix(40)
    return quoted(String(decoding: line, as: UTF8.self))
  }
}
