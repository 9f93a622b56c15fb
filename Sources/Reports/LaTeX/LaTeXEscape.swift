// SPDX-License-Identifier: GPL-3.0-or-later

extension String {
  /// The string as text in LaTeX, on one line, in every engine and font encoding.
  ///
  /// Characters that pdfTeX may not know are given to `\wsunicode`, which the tables' preamble
  /// defines.
  package var escapedForLaTeX: String {
    var escaped = ""
    var index = ""
    for scalar in unicodeScalars {
      // Digits below the line that follow one another are one index.
      if let digit = scalar.digitBelowTheLine {
        index.append(digit)
        continue
      }
      if !index.isEmpty { escaped += "\\textsubscript{\(index)}" }
      index = ""
      escaped += scalar.escapedForLaTeX
    }
    return index.isEmpty ? escaped : escaped + "\\textsubscript{\(index)}"
  }

  /// The string as text in LaTeX that can be broken where a name has its joints: after a full
  /// stop, an underscore, a slash or a colon, before a capital letter, and within long runs.
  var breakableInLaTeX: String {
    var escaped = ""
    var run = 0
    var previous: Unicode.Scalar = " "
    for scalar in unicodeScalars {
      let isJoint =
        "._/:-".unicodeScalars.contains(previous)
        || (scalar.properties.isUppercase && previous.properties.isLowercase)
      if run > 0 && (isJoint || run >= 7) {
        escaped += "\\allowbreak{}"
        run = 0
      }
      escaped += scalar.escapedForLaTeX
      run += 1
      previous = scalar
    }
    return escaped
  }
}

extension String {
  /// The string as text in LaTeX in which words that could be too long for a line can be broken.
  var breakableWordsInLaTeX: String {
    split(separator: " ", omittingEmptySubsequences: false).map { word in
      word.count > 14 ? String(word).breakableInLaTeX : String(word).escapedForLaTeX
    }.joined(separator: " ")
  }
}

extension Unicode.Scalar {
  /// The digit that stands below the line, such as 4 for ₄; `nil` for other characters.
  fileprivate var digitBelowTheLine: Character? {
    (0x2080...0x2089).contains(value) ? Character(UnicodeScalar(UInt8(value - 0x2080 + 0x30))) : nil
  }

  fileprivate var escapedForLaTeX: String {
    switch self {
    case "\\": "\\textbackslash{}"
    case "{", "}", "$", "&", "#", "%", "_": "\\\(self)"
    case "~": "\\textasciitilde{}"
    case "^": "\\textasciicircum{}"
    case "<": "\\textless{}"
    case ">": "\\textgreater{}"
    case "|": "\\textbar{}"
    case "`": "\\textasciigrave{}"
    case "'": "\\textquotesingle{}"
    // Not active, as it is with some languages of babel.
    case "\"": "{\\string\"}"
    // Two of them would make a dash, two commas a quotation mark.
    case "-": "-{}"
    case ",": ",{}"
    case "[", "]", "*": "{\(self)}"
    case "\u{2009}", "\u{202F}": "\\,"
    case "\u{A0}": "~"
    case "±": "\\ensuremath{\\pm}"
    case "−": "\\ensuremath{-}"
    case "·": "\\ensuremath{\\cdot}"
    case "×": "\\ensuremath{\\times}"
    case "∞": "\\ensuremath{\\infty}"
    case "µ", "μ": "\\ensuremath{\\mu}"
    case "→": "\\ensuremath{\\rightarrow}"
    case "δ": "\\ensuremath{\\delta}"
    case "▼": "\\ensuremath{\\scriptstyle\\bigtriangledown}"
    case "▲": "\\ensuremath{\\scriptstyle\\bigtriangleup}"
    case "\u{2080}"..."\u{2089}": "\\textsubscript{\(value - 0x2080)}"
    case "–": "--"
    case "…": "\\ldots{}"
    case "\n", "\r", "\t": " "
    default: isWritableInEveryEngine ? String(self) : inItsOwnFont
    }
  }

  /// ASCII, and the letters of Latin-1 that even the oldest font encoding can compose.
  private var isWritableInEveryEngine: Bool {
    (0x20...0x7E).contains(value)
      || ((0xC0...0xFF).contains(value) && !"ÐðÞþ×÷".unicodeScalars.contains(self))
  }

  private var inItsOwnFont: String {
    let scalar: Unicode.Scalar = isHazardous ? "\u{FFFD}" : self
    return "\\wsunicode{\(String(scalar.value, radix: 16, uppercase: true))}{\(scalar)}"
  }
}
