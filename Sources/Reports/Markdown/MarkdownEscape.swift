// SPDX-License-Identifier: GPL-3.0-or-later

extension String {
  /// The string as text in GitHub-flavoured Markdown, on one line, also within a table.
  ///
  /// What could begin markup, HTML, mathematics, an emoji, an automatic link, or a mention of a
  /// user or an issue is written so that it does not, and reads the same once rendered. It must
  /// not stand at the start of a line, where plain digits and hyphens begin lists.
  package var escapedForMarkdown: String {
    let scalars = Array(unicodeScalars)
    var escaped = ""
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : " "
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "|", "~", "$", "#", "!": escaped += "\\\(scalar)"
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case ":" where next != " ": escaped += "&#58;"
      // A comment parts the sign from the name, and the dot from "www", where GitHub's filters
      // look for mentions and links in the rendered text.
      case "@" where next.properties.isAlphabetic || next.properties.numericType != nil:
        escaped += "@<!-- -->"
      case "." where index >= 3 && scalars[index - 3..<index].allSatisfy { "wW".contains($0) }:
        escaped += ".<!-- -->"
      case "\n", "\r", "\t": escaped += " "
      default: escaped += scalar.isHazardous ? "\u{FFFD}" : String(scalar)
      }
    }
    return escaped
  }
}

extension String {
  fileprivate func contains(_ scalar: Unicode.Scalar) -> Bool { unicodeScalars.contains(scalar) }
}
