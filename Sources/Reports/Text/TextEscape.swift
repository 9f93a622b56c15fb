// SPDX-License-Identifier: GPL-3.0-or-later

extension String {
  /// The string as one line that a terminal shows and does not obey.
  ///
  /// White space becomes a space. Control characters, and those that reorder text or do not show,
  /// become U+FFFD, so that a name can neither move the cursor nor pose as another.
  package var escapedForTerminal: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          if scalar == "\t" || scalar.properties.generalCategory == .lineSeparator
            || scalar == "\n" || scalar == "\r"
            || scalar.properties.generalCategory == .paragraphSeparator
          {
            return " "
          }
          return scalar.isHazardous || scalar.isInvisible ? "\u{FFFD}" : scalar
        }))
  }

  /// The lines with a space in whatever a build service would take for a command to it.
  ///
  /// GitHub Actions obeys `::` at the beginning of a line, and `##[` anywhere in one.
  ///
  /// - Complexity: O(length).
  package var withoutWorkflowCommands: String {
    let bytes = Array(utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var isAtStart = true
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let rest = bytes[index...]
      if rest.starts(with: "##[".utf8) {
        result += "## [".utf8
        (index, isAtStart) = (index + 3, false)
        continue
      }
      if isAtStart, rest.starts(with: "::".utf8) {
        result += ": :".utf8
        (index, isAtStart) = (index + 2, false)
        continue
      }
      if isAtStart, rest.starts(with: "\u{1B}[".utf8) {
        // A colour stands before the text of its line.
        let end = rest.dropFirst(2).firstIndex { (0x40...0x7E).contains($0) } ?? bytes.endIndex - 1
        result += rest[...end]
        index = end + 1
        continue
      }
      result.append(byte)
      isAtStart = byte == UInt8(ascii: "\n") || (isAtStart && byte == UInt8(ascii: " "))
      index += 1
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension Unicode.Scalar {
  /// Whether the character does not show, as a zero-width space, and so makes two names look alike.
  var isInvisible: Bool { properties.generalCategory == .format }

  /// Whether the character is a control, or changes the direction of the text around it.
  var isHazardous: Bool {
    properties.generalCategory == .control
      || (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
  }
}
