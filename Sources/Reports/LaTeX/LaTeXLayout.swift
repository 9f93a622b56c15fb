// SPDX-License-Identifier: GPL-3.0-or-later

/// How the rows of a table stand on a page: groups side by side, as many as there are columns.
struct LaTeXLayout {
  private let table: Table
  private let shown: [Int]
  private let columns: Int

  /// Whether room is short, so that symbols stand without their words and long names are broken
  /// sooner.
  private var isCompact: Bool { columns > 1 }

  private static let blockGap = "@{\\hspace{1.6em}}"

  init(_ table: Table, columns: Int) {
    self.table = table
    self.columns = columns
    // Where room is short, the counts beside the class tell how many executions are steady.
    shown = table.shownColumns.filter {
      columns == 1 || table.columns[$0].content != .share || table.columns[$0].dropOrder < 4
    }
  }

  /// The columns of the longtable.
  var columnSpec: String {
    let block = shown.map { index -> String in
      let column = table.columns[index]
      guard column.holdsNames else {
        return column.alignment == .leading ? "l" : "r"
      }
      let longest = table.rows.map { $0.cells[index].plainText.count }.max() ?? 0
      let widest = isCompact ? (14, "6.2em") : (22, "9.5em")
      return longest > widest.0 ? ">{\\raggedright\\arraybackslash}p{\(widest.1)}" : "l"
    }.joined()
    let blocks = Array(repeating: block, count: columns).joined(separator: Self.blockGap)
    return "@{}\(blocks)@{}"
  }

  /// The headings of all columns of the longtable.
  var headings: [TemplateValue] {
    (0..<columns).flatMap { block in
      shown.map { index in
        let column = table.columns[index]
        let isNumber = column.alignment == .trailing
        let lines = Self.twoLines(column.headingWithUnit)
        return [
          "isFirst": .flag(block == 0 && index == shown.first), "isNumber": .flag(isNumber),
          "align": .text(
            (index == shown.first ? "@{}" : "") + (isNumber ? "r" : "l")
              + (index != shown.last ? "" : block == columns - 1 ? "@{}" : Self.blockGap)),
          "lines": .list(
            lines.enumerated().map { ["isFirst": .flag($0 == 0), "text": .text($1)] }),
        ]
      }
    }
  }

  /// A heading in the two lines that are least wide, or in one if it is one word.
  private static func twoLines(_ heading: String) -> [String] {
    let words = heading.split(separator: " ")
    let divisions = (1..<max(2, words.count)).map { place in
      [words.prefix(place), words.dropFirst(place)].map { $0.joined(separator: " ") }
    }
    let narrowest = divisions.min {
      ($0.map(\.count).max() ?? 0) < ($1.map(\.count).max() ?? 0)
    }
    return (narrowest ?? [heading]).filter { !$0.isEmpty }
  }

  /// The groups, or the parts of the only one, that stand side by side.
  private var groupsSideBySide: [[Table.Group]] {
    let groups = table.groups
    if groups.count == 1, columns > 1 {
      let rows = groups[0].rows
      let height = (rows.count + columns - 1) / columns
      return [
        stride(from: rows.lowerBound, to: rows.upperBound, by: height).map {
          Table.Group(path: groups[0].path, rows: $0..<min($0 + height, rows.upperBound))
        }
      ]
    }
    return stride(from: 0, to: groups.count, by: columns).map {
      Array(groups[$0..<min($0 + columns, groups.count)])
    }
  }

  var bands: [TemplateValue] {
    groupsSideBySide.map { band in
      [
        "hasNames": .flag(band.contains { !$0.heading.isEmpty }),
        "names": .list(
          band.enumerated().map {
            [
              "isFirst": .flag($0 == 0), "width": .number(shown.count),
              "text": .text($1.heading),
            ]
          }),
        "rows": .list(
          (0..<(band.map(\.rows.count).max() ?? 0)).map { ["cells": .list(cells($0, of: band))] }),
      ]
    }
  }

  /// The cells of a line across the groups of a band; blank where a group has fewer rows.
  private func cells(_ line: Int, of band: [Table.Group]) -> [TemplateValue] {
    band.enumerated().flatMap { number, group in
      shown.map { index in
        let isFirst = number == 0 && index == shown.first
        guard line < group.rows.count else { return ["isFirst": .flag(isFirst)] }
        let row = table.rows[group.rows.lowerBound + line]
        let cell = LaTeXCell(
          cell: row.cells[index], column: table.columns[index], isCompact: isCompact)
        return [
          "isFirst": .flag(isFirst), "markup": .text(cell.markup(notes: row.notes)),
          "text": .text(cell.cell.plainText),
        ]
      }
    }
  }
}
