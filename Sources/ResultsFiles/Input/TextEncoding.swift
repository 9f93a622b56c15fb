// SPDX-License-Identifier: GPL-3.0-or-later

import CSimdJSON

/// How the characters of a file are written as bytes.
enum TextEncoding: String, Sendable {
  case utf8 = "UTF-8"
  case utf8WithMark = "UTF-8 with a byte-order mark"
  case utf16LittleEndian = "UTF-16, little-endian"
  case utf16BigEndian = "UTF-16, big-endian"

  /// The byte-order mark of UTF-8.
  static let markOfUTF8: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The encoding that the first bytes tell of.
  init(of bytes: [UInt8]) {
    if bytes.starts(with: Self.markOfUTF8) {
      self = .utf8WithMark
    } else if bytes.starts(with: [0xFF, 0xFE]) {
      self = .utf16LittleEndian
    } else if bytes.starts(with: [0xFE, 0xFF]) {
      self = .utf16BigEndian
    } else {
      self = .utf8
    }
  }

  /// Turns the bytes into UTF-8 without a mark.
  ///
  /// - Throws: `ResultsFileError` if bytes that are said to be UTF-16 are not.
  func decode(_ bytes: inout [UInt8], path: String) throws(ResultsFileError) {
    switch self {
    case .utf8: return
    case .utf8WithMark: bytes.removeFirst(Self.markOfUTF8.count)
    case .utf16LittleEndian, .utf16BigEndian:
      let high = self == .utf16BigEndian ? 0 : 1
      var units: [UInt16] = []
      units.reserveCapacity(bytes.count / 2)
      for index in stride(from: 2, to: bytes.count - 1, by: 2) {
        units.append(UInt16(bytes[index + high]) << 8 | UInt16(bytes[index + 1 - high]))
      }
      var decoded: [UInt8] = []
      decoded.reserveCapacity(units.count)
      let isDamaged = transcode(
        units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true,
        into: { decoded.append($0) })
      guard !isDamaged, bytes.count.isMultiple(of: 2) else {
        throw ResultsFileError(
          path: path, place: TextPlace.place(of: decoded.count, in: decoded),
          expected: "\(rawValue), as the first bytes say", found: "something else")
      }
      bytes = decoded
    }
  }

  /// Makes sure that bytes are valid UTF-8 without NUL.
  ///
  /// - Parameter firstLine: The line of the file at which they begin.
  static func requireText(
    _ bytes: [UInt8], path: String, from firstLine: Int = 1
  ) throws(ResultsFileError) {
    let isValid = unsafe bytes.withUnsafeBufferPointer { text in
      unsafe text_is_utf8(text.baseAddress, text.count) != 0
    }
    guard isValid else {
      let offset = firstInvalidUTF8(in: bytes)
      let found = offset < bytes.count ? "0x" + String(bytes[offset], radix: 16) : "the end"
      throw ResultsFileError(
        path: path, place: TextPlace.place(of: offset, in: bytes, from: firstLine),
        expected: "text in UTF-8, or in UTF-16 with a byte-order mark", found: "the byte \(found)")
    }
    guard let zero = bytes.first(0) else { return }
    throw ResultsFileError(
      path: path, place: TextPlace.place(of: zero, in: bytes, from: firstLine),
      expected: "text in UTF-8, or in UTF-16 with a byte-order mark", found: "the byte 0x0")
  }

  /// Where the first bytes stand that are no character of UTF-8.
  static func firstInvalidUTF8(in bytes: [UInt8]) -> Int {
    var decoder = UTF8()
    var offset = 0
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      offset += UTF8.width(scalar)
    }
    return offset
  }
}
