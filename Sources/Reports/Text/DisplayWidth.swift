// SPDX-License-Identifier: GPL-3.0-or-later

extension String {
  /// How many columns of a terminal the string takes.
  ///
  /// - Complexity: O(length).
  package var displayWidth: Int {
    if isPrintableASCII { return utf8.count }
    if unicodeScalars.allSatisfy(\.isPlainNarrow) { return unicodeScalars.count }
    return reduce(0) { $0 + $1.displayWidth }
  }

  /// Whether the string is printable ASCII, of which every byte takes one column, as most text is.
  var isPrintableASCII: Bool { utf8.allSatisfy { (0x20...0x7E).contains($0) } }

  /// The string with spaces on one side, so that it takes at least `width` columns.
  func padded(to width: Int, trailing: Bool = false) -> String {
    let padding = String(repeating: " ", count: max(0, width - displayWidth))
    return trailing ? padding + self : self + padding
  }
}

extension Character {
  /// How many columns of a terminal the character takes: 0, 1 or 2.
  ///
  /// East Asian wide and fullwidth characters (Unicode Standard Annex #11,
  /// https://www.unicode.org/reports/tr11/) and characters shown as emoji (Unicode Technical
  /// Standard #51) take two; marks without a base, format and control characters none. Characters
  /// of ambiguous width count as narrow, as terminals outside East Asia have them.
  package var displayWidth: Int {
    if let ascii = asciiValue, (0x20...0x7E).contains(ascii) { return 1 }
    guard let base = unicodeScalars.first else { return 0 }
    if base.properties.isEmojiPresentation
      || unicodeScalars.contains("\u{FE0F}")
      || wideRanges.contains(where: { $0.contains(base.value) })
    {
      return 2
    }
    switch base.properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark: return 0
    default: return 1
    }
  }
}

/// The blocks whose characters have East_Asian_Width W or F, beyond those with emoji presentation.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF,
  0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
  0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF,
  0x1F200...0x1F2FF, 0x20000...0x3FFFD,
]
