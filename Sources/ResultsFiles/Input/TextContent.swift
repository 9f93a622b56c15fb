// SPDX-License-Identifier: GPL-3.0-or-later

/// The text of a file, as bytes of valid UTF-8.
struct TextContent {
  private let bytes: [UInt8]
  private let path: String
  /// The bytes without the colors that programs give to what they print.
  private let plainBytes: [UInt8]
  /// Whether lines end with carriage returns alone.
  private let endsWithReturns: Bool
  /// What all lines have before what is read.
  let prefix: LinePrefix

  /// Takes the bytes of a text.
  ///
  /// - Throws: `ResultsFileError` with its place if a byte belongs to no text.
  init(bytes: [UInt8], path: String) throws(ResultsFileError) {
    try TextEncoding.requireText(bytes, path: path)
    self.bytes = bytes
    self.path = path
    plainBytes = Self.withoutColors(bytes)
    endsWithReturns =
      bytes.first(UInt8(ascii: "\n")) == nil && bytes.first(UInt8(ascii: "\r")) != nil
    prefix = LinePrefix(of: plainBytes)
  }

  /// The bytes without escape sequences such as `ESC [ 32 m`.
  private static func withoutColors(_ bytes: [UInt8]) -> [UInt8] {
    let escape: UInt8 = 0x1B
    guard bytes.first(escape) != nil else { return bytes }
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    var rest = bytes[...]
    while let start = rest.firstIndex(of: escape) {
      plain += rest[..<start]
      let sequence = rest[start...].dropFirst()
      let end = sequence.dropFirst().firstIndex { !(0x20...0x3F).contains($0) }
      let isColor = sequence.first == UInt8(ascii: "[") && end.map { bytes[$0] == 0x6D } ?? false
      // Other escapes stay, and are no part of any format.
      if !isColor { plain.append(escape) }
      rest = isColor ? rest[((end ?? start) + 1)...] : sequence
    }
    return plain + rest
  }

  /// The rows of the text, whose fields are separated by a character of ASCII.
  func rows(separatedBy separator: UInt8) -> DelimitedRows {
    rows(of: bytesOfRows, separatedBy: separator)
  }

  /// Names in a table keep whatever they hold; only behind a prefix colors are those of a log.
  private var bytesOfRows: [UInt8] { prefix == LinePrefix() ? bytes : plainBytes }

  private func rows(of given: [UInt8], separatedBy separator: UInt8) -> DelimitedRows {
    let bytes = endsWithReturns ? given.map { $0 == 0x0D ? 0x0A : $0 } : given
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
  func lines() -> TextLines { TextLines(bytes: plainBytes, path: path, prefix: prefix) }

  /// The first lines, up to 1 MiB of them, by which a format is recognized.
  func beginningLines() -> TextLines {
    TextLines(bytes: Array(plainBytes.prefix(1 << 20)), path: path, prefix: prefix)
  }

  /// The fields of the first line, or of as much of it as makes out a format; empty if it is blank
  /// or cannot be read.
  func header(separatedBy separator: UInt8) -> [String] {
    var rows = rows(of: Array(bytesOfRows.prefix(1 << 16)), separatedBy: separator)
    return (try? rows.next())?.strings ?? []
  }

  /// The first few characters, quoted.
  var beginning: String {
    let line = bytes.drop { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      .prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    return quoted(String(decoding: line.prefix(200), as: UTF8.self))
  }
}
