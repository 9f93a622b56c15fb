// SPDX-License-Identifier: GPL-3.0-or-later

/// A piece of a line, or a whole line, with the styles of its parts.
struct StyledText {
  /// How a piece stands out on a terminal with colours; without colours it does not.
  enum Style: Equatable {
    case plain, strong, faint, marked
    case tone(Tone)
    case label(ClassLabel)
  }

  /// A part in one style.
  fileprivate struct Piece {
    var text: String
    var style: Style
  }

  /// Most texts have one piece or none, which stands here without memory of its own.
  private var first: Piece?
  private var others: [Piece] = []
  /// How many columns it takes.
  private(set) var width = 0

  init() {}

  init(_ text: String, _ style: Style = .plain) {
    self.init(text.isEmpty ? nil : Piece(text: text.escapedForTerminal, style: style))
  }

  private init(_ piece: Piece?) {
    first = piece
    width = piece?.text.displayWidth ?? 0
  }

  var isEmpty: Bool { first == nil }

  static func + (left: StyledText, right: StyledText) -> StyledText {
    var sum = left
    sum += right
    return sum
  }

  static func += (left: inout StyledText, right: StyledText) {
    guard let first = right.first else { return }
    guard !left.isEmpty else {
      left = right
      return
    }
    left.others.append(first)
    left.others += right.others
    left.width += right.width
  }

  /// Makes room for so many pieces more.
  mutating func reserveCapacity(forMore count: Int) {
    others.reserveCapacity(others.count + count)
  }

  /// So many spaces.
  static func spaces(_ count: Int) -> StyledText {
    guard count > 0 else { return StyledText() }
    return StyledText(Piece(text: String(repeating: " ", count: count), style: .plain))
  }

  /// The text with spaces added on one side, up to `width` columns.
  func padded(to width: Int, trailing: Bool = false) -> StyledText {
    let padding = StyledText.spaces(width - self.width)
    return trailing ? padding + self : self + padding
  }

  /// Writes the pieces into the line that is being written.
  func write(to lines: inout TextLines) {
    guard let first else { return }
    lines.write(first.text, code: first.style.code)
    for piece in others { lines.write(piece.text, code: piece.style.code) }
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
