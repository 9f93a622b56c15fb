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
func csvField(_ text: String) -> String {
  let isPlain = text.unicodeScalars.allSatisfy { scalar in
    scalar != "," && scalar != "\"" && scalar != "\n" && scalar != "\r"
  }
  let isTrimmed = text.first?.isWhitespace != true && text.last?.isWhitespace != true
  return isPlain && isTrimmed ? text : "\"\(text.replacing("\"", with: "\"\""))\""
}
