// SPDX-License-Identifier: GPL-3.0-or-later

/// Where the members of a flat JSON object stand in its text.
struct JSONLine {
  /// A member: its name without escapes, and its value.
  struct Member {
    var name: Range<Int>
    var value: Range<Int>
  }

  private let bytes: [UInt8]
  private var position: Int

  /// The members of an object; `nil` if values have members or elements themselves, or a name has
  /// an escape.
  ///
  /// - Precondition: the range holds one JSON object, which was parsed.
  static func members(of range: Range<Int>, in bytes: [UInt8]) -> [Member]? {
    var line = JSONLine(bytes: bytes, position: range.lowerBound)
    var members: [Member] = []
    guard line.take("{") else { return nil }
    while !line.take("}") {
      guard members.isEmpty || line.take(","), let name = line.string(), line.take(":"),
        let value = line.value(), line.position < range.upperBound,
        !bytes[name].contains(UInt8(ascii: "\\"))
      else { return nil }
      members.append(Member(name: name.dropFirst().dropLast(), value: value))
    }
    return members
  }

  private mutating func skipSpace() {
    while position < bytes.count, JSONDocument.isWhitespace(bytes[position]) { position += 1 }
  }

  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: mark) else { return false }
    position += 1
    return true
  }

  /// A string with its quotation marks.
  private mutating func string() -> Range<Int>? {
    let start = position
    guard take("\"") else { return nil }
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard take("\"") else { return nil }
    return bytes[start..<position].firstIndex(of: UInt8(ascii: "\"")).map { $0..<position }
  }

  /// A value that is no array and no object.
  private mutating func value() -> Range<Int>? {
    skipSpace()
    guard position < bytes.count, !"[{".utf8.contains(bytes[position]) else { return nil }
    if bytes[position] == UInt8(ascii: "\"") { return string() }
    let start = position
    while position < bytes.count, !",}".utf8.contains(bytes[position]),
      !JSONDocument.isWhitespace(bytes[position])
    { position += 1 }
    return start..<position
  }
}
