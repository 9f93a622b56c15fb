// SPDX-License-Identifier: GPL-3.0-or-later

/// Writes tables in GitHub-flavoured Markdown.
public struct MarkdownRenderer: Sendable, Hashable {
  /// Creates a renderer.
  public init() {}

  /// The table as a heading, a Markdown table per group, and the words that explain them.
  ///
  /// - Complexity: O(size of the table).
  public func render(_ table: Table) -> String {
    var blocks = ["## \(table.title.escapedForMarkdown)"]
    let facts = table.statedFacts.map {
      "\($0.name.escapedForMarkdown): \($0.value.escapedForMarkdown)"
    }
    if !facts.isEmpty { blocks.append(facts.joined(separator: "; ")) }
    if table.rows.isEmpty { blocks.append("Nothing was measured.") }
    for group in table.groups {
      if !group.heading.isEmpty { blocks.append("### \(group.heading.escapedForMarkdown)") }
      blocks.append(rows(of: group, in: table))
    }
    blocks += explanations(of: table)
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private func rows(of group: Table.Group, in table: Table) -> String {
    let shown = table.shownColumns
    let headings = shown.map { table.columns[$0].headingWithUnit.escapedForMarkdown }
    let rules = shown.map { table.columns[$0].alignment == .leading ? ":---" : "---:" }
    let rows = group.rows.map { index -> String in
      let row = table.rows[index]
      let marks = row.notes.map { "<sup>\($0)</sup>" }.joined(separator: " ")
      let marked = shown.first { table.columns[$0].role == .label }
      return line(
        shown.map { MarkdownCell.markup(of: row.cells[$0]) + ($0 == marked ? marks : "") })
    }
    return ([line(headings), line(rules)] + rows).joined(separator: "\n")
  }

  private func line(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |"
  }

  private func explanations(of table: Table) -> [String] {
    let symbols = table.classLabels.map { "\($0.textSymbol) \($0.word): \($0.meaning)" }
    let notes = table.notes.map { note in
      (note.number.map { "<sup>\($0)</sup> " } ?? "Note: ") + note.text.escapedForMarkdown
    }
    return (symbols.isEmpty ? [] : [symbols.joined(separator: "; ") + "."])
      + table.legend.map(\.escapedForMarkdown) + notes
  }
}
