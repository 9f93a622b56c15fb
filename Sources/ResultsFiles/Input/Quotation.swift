// SPDX-License-Identifier: GPL-3.0-or-later

/// A text that a file holds, quoted for an error message: without control characters, and
/// shortened to 40 characters.
///
/// - Complexity: O(1), however long the text is.
func quoted(_ text: String) -> String {
  let scalars = text.unicodeScalars.prefix(41)
  let printable = scalars.prefix(40).map { scalar in
    scalar.properties.generalCategory == .control ? "\u{FFFD}" : String(scalar)
  }
  return "\"\(printable.joined())\(scalars.count > 40 ? "…" : "")\""
}
