// SPDX-License-Identifier: GPL-3.0-or-later

/// A cell of a table in Markdown.
enum MarkdownCell {
  /// What stands between two bars.
  static func markup(of cell: Cell) -> String {
    switch cell {
    case .empty: ""
    case .classes(let classes):
      "\(classes.overall.textSymbol) \(classes.text.escapedForMarkdown)"
    case .verdict(let verdict):
      if verdict.isTelling {
        "**\(verdict.word)**" + String(verdict.text.dropFirst(verdict.word.count))
      } else {
        verdict.text.escapedForMarkdown
      }
    case .text, .number, .measured, .share, .change: cell.plainText.escapedForMarkdown
    }
  }
}
