// SPDX-License-Identifier: GPL-3.0-or-later

/// Where a byte of a text stands.
enum TextPlace {
  /// The line and the column, in characters and from 1, of a byte.
  ///
  /// - Parameter firstLine: The line at which the bytes begin.
  /// - Complexity: O(`offset`).
  static func place(of offset: Int, in bytes: [UInt8], from firstLine: Int = 1)
    -> ResultsFileError.Place
  {
    let before = bytes[..<min(offset, bytes.count)]
    let line = before.count { $0 == UInt8(ascii: "\n") }
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    // Bytes 0x80 to 0xBF continue a character of UTF-8.
    let column = before[start...].count { $0 & 0xC0 != 0x80 }
    return .line(firstLine + line, column: column + 1)
  }
}
