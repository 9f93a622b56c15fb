// SPDX-License-Identifier: GPL-3.0-or-later

/// JSON texts that follow one another in a file, each of which is parsed only when its turn comes.
struct JSONTexts {
  /// The bytes of the file.
  let bytes: [UInt8]
  private let path: String
  /// Whether each line is a text; else a text ends where its brackets close.
  private let isLinewise: Bool
  /// Where the next text is looked for: behind the one that was parsed last.
  private(set) var position = 0
  private var line = 1
  /// Where the text stands that was parsed last.
  private var last = 0..<0

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
    guard let end = bytes.first(UInt8(ascii: "\n")),
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
        ? bytes.first(UInt8(ascii: "\n"), from: first) ?? bytes.count
        : Self.endOfText(in: bytes, from: first)
      position = end
      last = first..<end
      defer { line += bytes[first..<end].count { $0 == UInt8(ascii: "\n") } }
      return try JSONDocument(parsing: bytes[first..<end], path: path, line: line).root
    }
    return nil
  }

  /// How the line is written that was parsed last, of which some members may differ in other lines;
  /// `nil` unless it is a flat object in one line.
  func pattern(
    _ difference: (_ name: ArraySlice<UInt8>) -> RowPattern.Difference?
  ) -> RowPattern? {
    guard isLinewise, last.upperBound < bytes.count,
      let members = JSONLine.members(of: last, in: bytes)
    else { return nil }
    let parts = members.compactMap { member in
      difference(bytes[member.name]).map { RowPattern.Part(difference: $0, range: member.value) }
    }
    return RowPattern(of: bytes[last.lowerBound...last.upperBound], differences: parts)
  }

  /// Passes over lines behind the one that was parsed last, which were read.
  mutating func pass(_ lines: RowPattern.Run) {
    position += lines.length
    line += lines.count
  }
}
