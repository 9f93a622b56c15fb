// SPDX-License-Identifier: GPL-3.0-or-later

/// A piece of a line, or a whole line, with the styles of its parts.
struct StyledText {
  /// How a piece stands out on a terminal with colours; without colours it does not.
  enum Style: Equatable {
    case plain, strong, faint, marked
    case tone(Tone)
    case label(ClassLabel)
  }

  var pieces: [(text: String, style: Style)] = []

  init() {}

  init(_ text: String, _ style: Style = .plain) {
    if !text.isEmpty { pieces = [(text.escapedForTerminal, style)] }
  }

  var isEmpty: Bool { pieces.isEmpty }

  var width: Int { pieces.reduce(0) { $0 + $1.text.displayWidth } }

  static func + (left: StyledText, right: StyledText) -> StyledText {
    var sum = left
    sum += right
    return sum
  }

  static func += (left: inout StyledText, right: StyledText) { left.pieces += right.pieces }

  /// So many spaces.
  static func spaces(_ count: Int) -> StyledText {
    var text = StyledText()
    if count > 0 { text.pieces = [(String(repeating: " ", count: count), .plain)] }
    return text
  }

  /// The text with spaces added on one side, up to `width` columns.
  func padded(to width: Int, trailing: Bool = false) -> StyledText {
    let padding = StyledText.spaces(width - self.width)
    return trailing ? padding + self : self + padding
  }

  /// The characters, with escape sequences for colours if asked; no spaces at the end.
  func rendered(inColor: Bool) -> String {
    var pieces = pieces
    while let last = pieces.last {
      let trimmed = last.text.withoutTrailingSpaces
      pieces[pieces.count - 1].text = trimmed
      guard trimmed.isEmpty else { break }
      pieces.removeLast()
    }
    guard inColor else { return pieces.map(\.text).joined() }
    return pieces.map { piece in
      let code = piece.style.code
      return code.isEmpty ? piece.text : "\u{1B}[\(code)m\(piece.text)\u{1B}[0m"
    }.joined()
  }
}

extension StyledText.Style {
  /// The parameters of the ANSI escape sequence (ECMA-48 SGR); empty for plain text.
  ///
  /// Blue, yellow and magenta are told apart with every common colour blindness, and a symbol and
  /// a word always stand beside them.
  fileprivate var code: String {
    switch self {
    case .plain: ""
    case .strong: "1"
    case .faint: "2"
    case .marked: "1;36"
    case .tone(.better): "1;34"
    case .tone(.worse): "1;33"
    case .tone(.mixed): "1;35"
    case .tone(.neutral): ""
    case .label(.flat), .label(.warmup), .label(.steady), .label(.goodInconsistent): "34"
    case .label(.slowdown), .label(.badInconsistent), .label(.inconsistent): "33"
    case .label(.noSteadyState), .label(.crashed): "35"
    case .label(.tooFewIterations), .label(.singleMeasurement): "2"
    }
  }
}

extension String {
  fileprivate var withoutTrailingSpaces: String {
    var end = endIndex
    while end > startIndex, self[index(before: end)] == " " { end = index(before: end) }
    return String(self[..<end])
  }
}
