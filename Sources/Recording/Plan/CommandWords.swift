// SPDX-License-Identifier: GPL-3.0-or-later

/// The words of a command that is written as one text, without a shell.
public enum CommandWords {
  /// The characters that a shell would do something about.
  private static let special: Set<Character> = ["|", "&", ";", "<", ">", "$", "*", "?", "~", "`"]

  /// Divides a text into words at blanks; quotes keep words together, as in a shell.
  ///
  /// - Throws: ``RecordingError`` for a quotation that is not closed, for no word, and for an
  ///   unquoted character that only a shell would understand.
  public static func split(_ text: String) throws(RecordingError) -> [String] {
    var words: [String] = []
    var word: String?
    var quotation: Character?
    var isEscaped = false
    for character in text {
      if isEscaped {
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\", quotation != "'" {
        isEscaped = true
      } else if let open = quotation {
        if character == open { quotation = nil } else { word = (word ?? "") + String(character) }
      } else if character == "'" || character == "\"" {
        quotation = character
        word = word ?? ""
      } else if character.isWhitespace {
        if let complete = word { words.append(complete) }
        word = nil
      } else if special.contains(character) {
        throw RecordingError(
          .unusable,
          "\(quoted(text)): \(quoted(String(character))) is for a shell, and none runs commands; "
            + "quote it, or let one run them with --shell")
      } else {
        word = (word ?? "") + String(character)
      }
    }
    guard quotation == nil, !isEscaped else {
      throw RecordingError(
        .unusable, "\(quoted(text)): a closing quotation mark was expected before the end")
    }
    if let word { words.append(word) }
    guard !words.isEmpty else {
      throw RecordingError(.unusable, "a command was expected, and there is no word")
    }
    return words
  }

  /// A word with the names in braces that are known replaced; all others stay as they are.
  static func filled(_ word: String, with known: [String: String]) -> String {
    var result = ""
    var rest = word[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      let behind = rest[rest.index(after: open)...]
      if let close = behind.firstIndex(of: "}"), let value = known[String(behind[..<close])] {
        result += value
        rest = behind[behind.index(after: close)...]
      } else {
        result += "{"
        rest = behind
      }
    }
    return result + rest
  }
}

/// A text in quotation marks, with what a terminal would act on escaped.
func quoted(_ text: String) -> String {
  let shown = text.unicodeScalars.prefix(200).map { scalar in
    scalar.value < 32 || scalar.value == 127
      ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
  }
  return "\"\(shown.joined())\(text.unicodeScalars.count > 200 ? "…" : "")\""
}
