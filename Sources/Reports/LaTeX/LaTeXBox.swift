// SPDX-License-Identifier: GPL-3.0-or-later

/// Markup, and how much room it takes on the page.
struct LaTeXBox {
  /// The markup.
  var markup = ""
  /// The width, in points.
  var width = 0.0
  /// The height with the gap to the next line, in points.
  var height = 0.0

  init(markup: String = "", width: Double = 0, height: Double = 0) {
    (self.markup, self.width, self.height) = (markup, width, height)
  }

  /// Text on one line.
  init(_ text: String, _ font: LaTeXFont) {
    self.init(
      markup: text.escapedForLaTeX, width: font.width(of: text), height: font.lineHeight)
  }

  static func + (left: LaTeXBox, right: LaTeXBox) -> LaTeXBox {
    LaTeXBox(
      markup: left.markup + right.markup, width: left.width + right.width,
      height: max(left.height, right.height))
  }
}

extension [LaTeXBox] {
  /// The boxes side by side, with something between two.
  func joined(by separator: LaTeXBox) -> LaTeXBox {
    enumerated().reduce(LaTeXBox()) { line, box in
      box.offset == 0 ? box.element : line + separator + box.element
    }
  }
}
