// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// JSON texts that follow one another in a file, each of which is parsed only when its turn comes.
struct JSONTexts {
  private let bytes: [UInt8]
  private let path: String
  /// Whether each line is a text; else a text ends where its brackets close.
  private let isLinewise: Bool
  private var position = 0
  private var line = 1

  private init(_ bytes: [UInt8], path: String, isLinewise: Bool) {
    self.bytes = bytes
    self.path = path
    self.isLinewise = isLinewise
  }

  /// The texts in lines of a file, of which the first is that of this number.
  init(lines bytes: [UInt8], path: String, from line: Int) {
    self.init(bytes, path: path, isLinewise: true)
    self.line = line
  }

  /// The texts of a file that holds one in each line; `nil` unless there is more than one line, and
  /// the first is a whole text.
  init?(linewise bytes: [UInt8], path: String) {
    guard let end = Self.endOfLine(in: bytes, from: 0),
      bytes[end...].contains(where: { !JSONDocument.isWhitespace($0) }),
      (try? JSONDocument(parsing: bytes[..<end], path: "")) != nil
    else { return nil }
    self.init(bytes, path: path, isLinewise: true)
  }

  /// The texts of a file that holds several, not line by line; `nil` unless the first is whole and
  /// another one begins behind it.
  init?(concatenated bytes: [UInt8], path: String) {
    let start = bytes.firstIndex { !JSONDocument.isWhitespace($0) } ?? 0
    let end = Self.endOfText(in: bytes, from: start)
    guard let next = bytes[end...].first(where: { !JSONDocument.isWhitespace($0) }),
      next == UInt8(ascii: "{") || next == UInt8(ascii: "["),
      (try? JSONDocument(parsing: bytes[..<end], path: "")) != nil
    else { return nil }
    self.init(bytes, path: path, isLinewise: false)
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

  /// Where the brackets that open at `start` are closed; the end of the bytes if they are not.
  private static func endOfText(in bytes: borrowing [UInt8], from start: Int) -> Int {
    var depth = 0
    var isQuoted = false
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\") where isQuoted: index += 1
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += isQuoted ? 0 : 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= isQuoted ? 0 : 1
        if depth == 0 { return index + 1 }
      default: break
      }
      index += 1
    }
    return bytes.count
  }

  /// The next text; `nil` at the end of the file.
  mutating func next() throws(ResultsFileError) -> JSONValue? {
    while position < bytes.count {
      let first = bytes[position...].firstIndex { !JSONDocument.isWhitespace($0) } ?? bytes.count
      line += bytes[position..<first].count { $0 == UInt8(ascii: "\n") }
      position = first
      guard first < bytes.count else { return nil }
      let end =
        isLinewise
        ? Self.endOfLine(in: bytes, from: first) ?? bytes.count
        : Self.endOfText(in: bytes, from: first)
      position = end
      defer { line += bytes[first..<end].count { $0 == UInt8(ascii: "\n") } }
      return try JSONDocument(parsing: bytes[first..<end], path: path, line: line).root
    }
    return nil
  }
}
