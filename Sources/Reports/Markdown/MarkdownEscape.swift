// SPDX-License-Identifier: GPL-3.0-or-later

extension String {
  /// The string as text in GitHub-flavoured Markdown, on one line, also within a table.
  ///
  /// What could begin markup, HTML, mathematics, an emoji, an automatic link, or a mention of a
  /// user or an issue is written so that it does not, and reads the same once rendered. It must
  /// not stand at the start of a line, where plain digits and hyphens begin lists.
  package var escapedForMarkdown: String {
    let scalars = Array(unicodeScalars)
    var escaped = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : " "
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "|", "~", "$", "#", "!":
        escaped.append("\\")
        escaped.append(scalar)
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\n", "\r", "\t": escaped.append(" ")
      default:
        escaped.append(scalar.isHazardous ? "\u{FFFD}" : scalar)
        // Where GitHub's filters look for mentions, links and emoji in the rendered text, a comment
        // parts what they look for.
        let isParted =
          switch scalar {
          case "@": next.isOfWord
          case ".": index >= 3 && scalars[index - 3..<index].allSatisfy { "wW".contains($0) }
          case ":": next == "/" || Self.namesEmoji(scalars[(index + 1)...])
          default: false
          }
        if isParted { escaped.append(contentsOf: "<!-- -->".unicodeScalars) }
      }
    }
    return String(escaped)
  }

  /// Whether what follows a colon is a word and another colon, by which emoji are called; none of
  /// them has capital letters.
  private static func namesEmoji(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    let word = scalars.prefix { ("a"..."z").contains($0) || "0123456789+-_".contains($0) }
    return !word.isEmpty && word.endIndex < scalars.endIndex && scalars[word.endIndex] == ":"
  }
}

extension Unicode.Scalar {
  fileprivate var isOfWord: Bool { properties.isAlphabetic || properties.numericType != nil }
}

extension String {
  fileprivate func contains(_ scalar: Unicode.Scalar) -> Bool { unicodeScalars.contains(scalar) }
}
