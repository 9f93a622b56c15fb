// SPDX-License-Identifier: GPL-3.0-or-later

/// The text of a file, as bytes of valid UTF-8.
struct TextContent {
  private let bytes: [UInt8]
  private let path: String
  /// What all lines have before what is read.
  let prefix: LinePrefix

  /// Takes the bytes of a text.
  ///
  /// - Throws: `ResultsFileError` with its place if a byte belongs to no text.
  init(bytes: [UInt8], path: String) throws(ResultsFileError) {
    try TextEncoding.requireText(bytes, path: path)
    self.bytes = bytes
    self.path = path
    prefix = LinePrefix(of: bytes)
  }

  /// The rows of the text, whose fields are separated by a character of ASCII.
  func rows(separatedBy separator: UInt8) -> DelimitedRows {
    rows(of: bytes, separatedBy: separator)
  }

  private func rows(of bytes: [UInt8], separatedBy separator: UInt8) -> DelimitedRows {
    guard prefix != LinePrefix() else {
      return DelimitedRows(bytes: bytes, path: path, separator: separator)
    }
    var stripped: [UInt8] = []
    var indentation: Int?
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let length = prefix.length(in: line)
      indentation = indentation ?? length
      stripped += line.dropFirst(length)
      stripped.append(UInt8(ascii: "\n"))
    }
    stripped.removeLast()
    return DelimitedRows(
      bytes: stripped, path: path, separator: separator, indentation: indentation ?? 0)
  }

  /// The lines of the text.
  func lines() -> TextLines { TextLines(bytes: bytes, path: path, prefix: prefix) }

  /// The first lines, up to 1 MiB of them, by which a format is recognised.
  func beginningLines() -> TextLines {
    TextLines(bytes: Array(bytes.prefix(1 << 20)), path: path, prefix: prefix)
  }

  /// The fields of the first line, or of as much of it as makes out a format; empty if it is blank
  /// or cannot be read.
  func header(separatedBy separator: UInt8) -> [String] {
    var rows = rows(of: Array(bytes.prefix(1 << 16)), separatedBy: separator)
    return (try? rows.next())?.strings ?? []
  }

  /// The first few characters, quoted.
  var beginning: String {
    let line = bytes.drop { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      .prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    return quoted(String(decoding: line.prefix(200), as: UTF8.self))
  }
}
