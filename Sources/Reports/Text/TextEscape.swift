// SPDX-License-Identifier: GPL-3.0-or-later

extension String {
  /// The string as one line that a terminal shows and does not obey.
  ///
  /// White space becomes a space. Control characters, and those that reorder text or do not show,
  /// become U+FFFD, so that a name can neither move the cursor nor pose as another.
  ///
  /// - Complexity: O(length).
  package var escapedForTerminal: String {
    // Most text needs no escape, and is not copied.
    guard !isPrintableASCII, unicodeScalars.contains(where: { !$0.isPlainNarrow }) else {
      return self
    }
    return String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          if scalar.isPlainNarrow { return scalar }
          if scalar == "\t" || scalar == "\n" || scalar == "\r" { return " " }
          switch scalar.properties.generalCategory {
          case .lineSeparator, .paragraphSeparator: return " "
          default: return scalar.isHazardous || scalar.isInvisible ? "\u{FFFD}" : scalar
          }
        }))
  }

  /// The lines with a space in whatever a build service would take for a command to it.
  ///
  /// GitHub Actions obeys `::` at the beginning of a line, and `##[` anywhere in one.
  ///
  /// - Complexity: O(length).
  package var withoutWorkflowCommands: String {
    let bytes = Array(utf8)
    guard bytes.mayHoldWorkflowCommand else { return self }
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

extension [UInt8] {
  /// Whether there are two colons, or two number signs, side by side.
  fileprivate var mayHoldWorkflowCommand: Bool {
    var before: UInt8 = 0
    for byte in self {
      if byte == before, byte == UInt8(ascii: ":") || byte == UInt8(ascii: "#") { return true }
      before = byte
    }
    return false
  }
}

extension Unicode.Scalar {
  /// Whether the character is one of those that tables are full of: printable, by itself, and one
  /// column wide.
  ///
  /// Of other characters Unicode's properties tell.
  var isPlainNarrow: Bool {
    switch value {
    case 0x20...0x7E, 0xA1...0xAC, 0xAE...0x2FF, 0x2010...0x2027, 0x2070...0x2094, 0x2500...0x259F:
      return true
    default: return false
    }
  }

  /// Whether the character does not show, as a zero-width space, and so makes two names look alike.
  var isInvisible: Bool { properties.generalCategory == .format }

  /// Whether the character is a control, or changes the direction of the text around it.
  var isHazardous: Bool {
    !isPlainNarrow && properties.generalCategory == .control
      || (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
  }
}
