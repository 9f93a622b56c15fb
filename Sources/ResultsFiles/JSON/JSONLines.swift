// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

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
    guard let end = endOfLine(in: bytes, from: 0),
      bytes[end...].contains(where: { !JSONDocument.isWhitespace($0) })
    else { return false }
    return (try? JSONDocument(parsing: Array(bytes[..<end]), path: "")) != nil
  }

  /// The first line feed from `start` on; `nil` if there is none.
  ///
  /// The C library finds it at the speed of memory, and a file may be one line of gigabytes.
  private static func endOfLine(in bytes: borrowing [UInt8], from start: Int) -> Int? {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress,
        let found = unsafe memchr(base + start, CInt(UInt8(ascii: "\n")), buffer.count - start)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }

  /// The next text; `nil` at the end of the file.
  mutating func next() throws(ResultsFileError) -> JSONValue? {
    while position < bytes.count {
      line += 1
      let end = Self.endOfLine(in: bytes, from: position) ?? bytes.count
      let text = bytes[position..<end]
      position = end + 1
      if text.contains(where: { !JSONDocument.isWhitespace($0) }) {
        return try JSONDocument(parsing: Array(text), path: path, line: line).root
      }
    }
    return nil
  }
}
