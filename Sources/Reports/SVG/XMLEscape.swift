// SPDX-License-Identifier: GPL-3.0-or-later

extension String {
  /// The string as text or as a quoted attribute of HTML, XML and SVG.
  ///
  /// Characters that XML 1.0 cannot hold, and those that reorder text, become U+FFFD.
  package var escapedForXML: String {
    // Most text needs no escape, and is not copied.
    guard !utf8.allSatisfy(\.standsForItselfInXML) else { return self }
    var escaped = ""
    escaped.reserveCapacity(utf8.count)
    for scalar in unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\n", "\r", "\t": escaped.unicodeScalars.append(scalar)
      default:
        let isForeign = scalar.isHazardous || scalar.value == 0xFFFE || scalar.value == 0xFFFF
        escaped.unicodeScalars.append(isForeign ? "\u{FFFD}" : scalar)
      }
    }
    return escaped
  }
}

extension UInt8 {
  /// Whether the byte is printable ASCII that means nothing else in XML.
  fileprivate var standsForItselfInXML: Bool {
    (0x20...0x7E).contains(self) && !"&<>\"'".utf8.contains(self)
  }
}
