// SPDX-License-Identifier: GPL-3.0-or-later

/// How deep the sections of a Mustache template are nested.
enum TemplateNesting {
  /// The line, from 1, of the first section that is nested deeper than `limit`; `nil` if none is.
  ///
  /// - Complexity: O(length).
  static func firstLine(of text: String, deeperThan limit: Int) -> Int? {
    var (opening, closing): ([UInt8], [UInt8]) = (Array("{{".utf8), Array("}}".utf8))
    let bytes = Array(text.utf8)
    var (depth, line, index) = (0, 1, 0)
    while index < bytes.count {
      guard bytes[index...].starts(with: opening) else {
        if bytes[index] == UInt8(ascii: "\n") { line += 1 }
        index += 1
        continue
      }
      index += opening.count
      guard index < bytes.count else { return nil }
      switch bytes[index] {
      case UInt8(ascii: "#"), UInt8(ascii: "^"), UInt8(ascii: "<"), UInt8(ascii: "$"):
        depth += 1
        if depth > limit { return line }
      case UInt8(ascii: "/"): depth -= 1
      case UInt8(ascii: "="):
        if let delimiters = delimiters(in: bytes[(index + 1)...]) {
          (opening, closing) = delimiters
        }
      default: break
      }
      // An end of a tag that is not there is left to the parser.
      while index < bytes.count, !bytes[index...].starts(with: closing) {
        if bytes[index] == UInt8(ascii: "\n") { line += 1 }
        index += 1
      }
    }
    return nil
  }

  /// The two words before the next equals sign, which delimit tags from there on.
  private static func delimiters(in rest: ArraySlice<UInt8>) -> ([UInt8], [UInt8])? {
    guard let end = rest.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    let words = rest[..<end].split { $0 == UInt8(ascii: " ") }
    return words.count == 2 ? (Array(words[0]), Array(words[1])) : nil
  }
}
