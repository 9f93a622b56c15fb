// SPDX-License-Identifier: GPL-3.0-or-later

/// A table as a document in Markdown that takes no more than some bytes.
struct MarkdownDocument {
  private let table: Table
  private let shown: [Int]
  /// How many bytes rows may still take.
  private var room: Int

  /// The whole document.
  private(set) var text = ""

  /// More notes than that say little.
  private static let mostNotes = 20
  /// What headings and the lines that count omitted rows take at most, beside the rows.
  private static let reserve = 600

  init(_ table: Table, room: Int) {
    let table = table.withNotesOncePerKind()
    self.table = table
    // A bar shows what a number beside it tells.
    shown = table.shownColumns.filter { table.columns[$0].content != .measured(.bar) }
    let (head, foot) = (Self.head(of: table), Self.foot(of: table))
    self.room = room - Self.reserve - (head + foot).reduce(0) { $0 + $1.utf8.count + 2 }
    var blocks = head
    // A note says why, where there is one.
    if table.rows.isEmpty, table.notes.isEmpty { blocks.append("There is nothing to show.") }
    if table.hasVerdicts {
      blocks += changesFirst()
    } else {
      blocks += sections(of: Array(table.rows.indices))
    }
    text = (blocks + foot).joined(separator: "\n\n") + "\n"
  }

  // MARK: Words around the rows

  private static func head(of table: Table) -> [String] {
    let facts = table.statedFacts.map {
      "\($0.name.escapedForMarkdown): \($0.value.escapedForMarkdown)"
    }
    return ["## \(table.title.escapedForMarkdown)"]
      + (facts.isEmpty ? [] : [facts.joined(separator: "; ")])
      + (table.hasVerdicts ? table.legend.prefix(1).map(\.escapedForMarkdown) : [])
  }

  private static func foot(of table: Table) -> [String] {
    let symbols = table.classLabels.map { "\($0.textSymbol) \($0.displayName): \($0.meaning)" }
    let notes = table.notes.prefix(mostNotes).map { note in
      (note.number.map { "<sup>\($0)</sup> " } ?? "Note: ") + note.text.escapedForMarkdown
    }
    let more = table.notes.count - notes.count
    return (symbols.isEmpty ? [] : [symbols.joined(separator: "; ") + "."])
      + table.legend.dropFirst(table.hasVerdicts ? 1 : 0).map(\.escapedForMarkdown) + notes
      + (more > 0 ? ["\(NumberFormat.integer(more)) more notes."] : [])
  }

  // MARK: Rows

  /// What changed, and the rest to be opened.
  private mutating func changesFirst() -> [String] {
    let changed = table.changedRows
    let unchanged = table.rows.indices.filter { table.kind(ofRow: $0) == .unchanged }
    var blocks = sections(of: changed)
    guard !unchanged.isEmpty else { return blocks }
    let count = "\(NumberFormat.integer(unchanged.count)) without a change"
    let rest = sections(of: unchanged)
    blocks.append("<details>\n<summary>\(count)</summary>")
    blocks += rest
    blocks.append("</details>")
    return blocks
  }

  /// Some rows as a table per group, and how many there was no room for.
  private mutating func sections(of rows: [Int]) -> [String] {
    let wanted = Set(rows)
    var blocks: [String] = []
    var omitted = 0
    for group in table.groups {
      let rows = group.rows.filter(wanted.contains).sorted { rank($0) < rank($1) }
      guard !rows.isEmpty else { continue }
      let heading =
        group.heading.isEmpty ? [] : ["### \(group.heading.escapedForMarkdown)"]
      var lines = [line(headings), line(rules)]
      room -= (heading + lines).reduce(0) { $0 + $1.utf8.count + 2 }
      for row in rows {
        let line = line(of: row)
        guard line.utf8.count < room else {
          omitted += 1
          continue
        }
        room -= line.utf8.count + 1
        lines.append(line)
      }
      if lines.count > 2 { blocks += heading + [lines.joined(separator: "\n")] }
    }
    if omitted > 0 { blocks.append("\(NumberFormat.integer(omitted)) more.") }
    return blocks
  }

  /// The worst change comes first, and what is not about a single benchmark last.
  private func rank(_ row: Int) -> (Int, Int) {
    let rank =
      switch table.kind(ofRow: row) {
      case .changed(.worse): 0
      case .changed(.mixed): 1
      case .changed: 2
      case .unchanged: 3
      case .overall: 4
      }
    return (rank, row)
  }

  private var headings: [String] {
    shown.map { table.columns[$0].headingWithUnit.escapedForMarkdown }
  }

  private var rules: [String] {
    shown.map { table.columns[$0].alignment == .leading ? ":---" : "---:" }
  }

  private func line(of index: Int) -> String {
    let row = table.rows[index]
    let marks = row.notes.map { "<sup>\($0)</sup>" }.joined(separator: " ")
    let marked = shown.first { table.columns[$0].role == .label }
    return line(shown.map { MarkdownCell.markup(of: row.cells[$0]) + ($0 == marked ? marks : "") })
  }

  private func line(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |"
  }
}
