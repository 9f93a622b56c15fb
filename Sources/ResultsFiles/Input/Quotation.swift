// SPDX-License-Identifier: GPL-3.0-or-later

/// A text that a file holds, quoted for an error message: without control characters, and
/// shortened to 40 characters.
func quoted(_ text: String) -> String {
  let printable = text.prefix(40).unicodeScalars.map { scalar in
    scalar.properties.generalCategory == .control ? "\u{FFFD}" : String(Character(scalar))
  }
  return "\"\(printable.joined())\(text.count > 40 ? "…" : "")\""
}
