// SPDX-License-Identifier: GPL-3.0-or-later

/// A text as a JSON string (RFC 8259), in its quotation marks.
func jsonString(_ text: String) -> String {
  var escaped = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": escaped += "\\\""
    case "\\": escaped += "\\\\"
    case "\n": escaped += "\\n"
    case "\t": escaped += "\\t"
    case "\r": escaped += "\\r"
    case "\u{0}"..<"\u{20}":
      let digits = String(scalar.value, radix: 16)
      escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: escaped.unicodeScalars.append(scalar)
    }
  }
  return escaped + "\""
}

/// A text as a field of CSV (RFC 4180), in quotation marks if it needs them.
///
/// U+0000, which no text holds, becomes U+FFFD.
func csvField(_ text: String) -> String {
  let isPlain = text.unicodeScalars.allSatisfy { scalar in
    scalar != "," && scalar != "\"" && scalar != "\n" && scalar != "\r" && scalar != "\0"
  }
  let spaces = Array(" \t\r".utf8)
  let isTrimmed = ![text.utf8.first, text.utf8.last].compactMap(\.self).contains(
    where: spaces.contains)
  guard !isPlain || !isTrimmed else { return text }
  // By scalars: a mark that an accent follows is one character with it.
  var escaped = "\"".unicodeScalars
  for scalar in text.unicodeScalars {
    if scalar == "\"" { escaped.append(scalar) }
    escaped.append(scalar == "\0" ? "\u{FFFD}" : scalar)
  }
  escaped.append("\"")
  return String(escaped)
}
