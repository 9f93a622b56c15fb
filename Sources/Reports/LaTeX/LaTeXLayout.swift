// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints

/// How a table, or a part of it, stands on a page: groups of rows side by side, as many as there are
/// columns.
struct LaTeXLayout {
  let table: Table
  /// The columns that are shown.
  let shown: [Int]
  /// How many groups stand side by side.
  let columns: Int
  let style: LaTeXStyle
  /// Groups side by side, from above to below.
  private(set) var bands: [[Table.Group]]
  /// The widths of the columns of one group, in points.
  private let widths: [Double]

  /// Lays out some columns of a table; all that are shown, without more.
  ///
  /// - Complexity: O(number of cells).
  init(_ table: Table, columns: Int, style: LaTeXStyle, shown: [Int]? = nil) {
    self.table = table
    self.columns = columns
    self.style = style
    // Where room is short, the counts beside the class tell how many executions are steady.
    let shown =
      shown
      ?? table.shownColumns.filter {
        columns == 1 && !style.stacksCounts || table.columns[$0].content != .share
          || table.columns[$0].dropOrder < 4
      }
    self.shown = shown
    bands = Self.sideBySide(table.groups, columns)
    widths = shown.map { Self.width(of: $0, in: table, style) }
  }

  // MARK: Width

  /// The width of a group, in points.
  var blockWidth: Double {
    widths.reduce(0, +) + style.gap * Double(max(0, widths.count - 1))
  }

  /// The width of the whole, in points.
  var width: Double { blockWidth * Double(columns) + style.groupGap * Double(columns - 1) }

  /// The width of a column: that of its widest cell or of its heading, in points.
  private static func width(of index: Int, in table: Table, _ style: LaTeXStyle) -> Double {
    let column = table.columns[index]
    let room = column.hasHistograms && style.showsHistograms ? 1.8 * style.font.em : 0
    let heading =
      lines(of: column.headingWithUnit, atMost: style.headingLines)
      .map(style.font.bold.width).max() ?? 0
    return table.rows.reduce(heading + room) { widest, row in
      let cell = LaTeXCell(cell: row.cells[index], column: column, style: style)
      return max(widest, cell.box(notes: row.notes).width)
    }
  }

  /// The same with a part of the columns.
  func showing(_ shown: [Int]) -> LaTeXLayout {
    LaTeXLayout(table, columns: columns, style: style, shown: shown)
  }

  // MARK: Height

  /// The parts that are no higher than some points; each has at least one row.
  ///
  /// - Complexity: O(number of cells).
  func parts(noHigherThan most: Double) -> [LaTeXLayout] {
    let room = max(0, most - headHeight)
    var parts: [[[Table.Group]]] = [[]]
    var used = 0.0
    for band in bands {
      for piece in pieces(of: band, noHigherThan: room) {
        let height = height(of: piece)
        if used > 0, used + height > room {
          parts.append([])
          used = 0
        }
        parts[parts.count - 1].append(piece)
        used += height
      }
    }
    return parts.map { bands in
      var part = self
      part.bands = bands
      return part
    }
  }

  private var headHeight: Double { 3.5 * style.font.lineHeight }

  private func rowHeight(_ row: Int) -> Double {
    0.3 * style.size
      + shown.reduce(style.font.lineHeight) { highest, index in
        let cell = LaTeXCell(
          cell: table.rows[row].cells[index], column: table.columns[index], style: style)
        return max(highest, cell.box(notes: table.rows[row].notes).height)
      }
  }

  private func height(of band: [Table.Group]) -> Double {
    let name = band.contains { !$0.heading.isEmpty } ? 1.6 * style.font.lineHeight : 0
    return name + (band.map { $0.rows.reduce(0) { $0 + rowHeight($1) } }.max() ?? 0)
  }

  /// A band, or parts of it with as many lines as there is room for.
  private func pieces(of band: [Table.Group], noHigherThan most: Double) -> [[Table.Group]] {
    guard height(of: band) > most else { return [band] }
    let lines = band.map(\.rows.count).max() ?? 0
    let highest = band.flatMap(\.rows).map(rowHeight).max() ?? 1
    let step = max(1, Int(clamped: max(0, most - 1.6 * style.font.lineHeight) / highest))
    return stride(from: 0, to: lines, by: step).map { start in
      band.map { group in
        let from = min(group.rows.lowerBound + start, group.rows.upperBound)
        return Table.Group(
          path: group.path, rows: from..<min(from + step, group.rows.upperBound))
      }
    }
  }

  /// The groups, or the parts of the only one, that stand side by side.
  private static func sideBySide(_ groups: [Table.Group], _ columns: Int) -> [[Table.Group]] {
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

  // MARK: Markup

  /// The lengths that the markup depends on, as the template names them.
  var values: [String: TemplateValue] {
    [
      "size": .text(Self.fontSize(style.size)),
      "intervalSize": .text(Self.fontSize(style.smallFont.size)),
      "gap": .text(LaTeXCell.points(style.gap / 2)),
      "columnSpec": .text(columnSpec),
      "headings": .list(headings),
      "bands": .list(bands.map(values)),
    ]
  }

  private static func fontSize(_ size: Double) -> String {
    let (size, line) = (NumberFormat.shortest(size), NumberFormat.shortest(1.2 * size))
    return "\\fontsize{\(size)}{\(line)}\\selectfont"
  }

  private var blockGap: String { "@{\\hspace{\(LaTeXCell.points(style.groupGap))}}" }

  private func isBroken(_ place: Int) -> Bool {
    guard table.columns[shown[place]].holdsNames, let most = style.nameWidth else { return false }
    return widths[place] >= most * style.size
  }

  private var columnSpec: String {
    let block = shown.indices.map { place -> String in
      if isBroken(place) {
        return ">{\\raggedright\\arraybackslash}p{\(LaTeXCell.points(widths[place]))}"
      }
      return table.columns[shown[place]].alignment == .leading ? "l" : "r"
    }.joined()
    return "@{}\(Array(repeating: block, count: columns).joined(separator: blockGap))@{}"
  }

  private var headings: [TemplateValue] {
    (0..<columns).flatMap { block in
      shown.map { index in
        let column = table.columns[index]
        let isNumber = column.alignment == .trailing
        let room = column.hasHistograms && style.showsHistograms ? 1.8 * style.font.em : 0
        return [
          "isFirst": .flag(block == 0 && index == shown.first), "isNumber": .flag(isNumber),
          "room": .text(room > 0 ? LaTeXCell.points(room) : ""),
          "align": .text(
            (index == shown.first ? "@{}" : "") + (isNumber ? "r" : "l")
              + (index != shown.last ? "" : block == columns - 1 ? "@{}" : blockGap)),
          "lines": .list(
            Self.lines(of: column.headingWithUnit, atMost: style.headingLines).enumerated().map {
              ["isFirst": .flag($0 == 0), "text": .text($1)]
            }),
        ]
      }
    }
  }

  /// A heading in as many lines as make it least wide; in fewer if they do.
  private static func lines(of heading: String, atMost most: Int) -> [String] {
    let words = heading.split(separator: " ").map(String.init)
    guard most > 1, words.count > 1 else { return [heading] }
    let divisions = (1...words.count).map { place in
      [words.prefix(place).joined(separator: " ")]
        + (place == words.count
          ? []
          : lines(
            of: words.dropFirst(place).joined(separator: " "), atMost: most - 1))
    }
    return divisions.min { first, second in
      let widths = [first, second].map { $0.map(\.count).max() ?? 0 }
      return (widths[0], first.count) < (widths[1], second.count)
    } ?? [heading]
  }

  private func values(of band: [Table.Group]) -> TemplateValue {
    [
      "hasNames": .flag(band.contains { !$0.heading.isEmpty }),
      "names": .list(
        band.enumerated().map {
          [
            "isFirst": .flag($0 == 0), "width": .number(shown.count),
            "align": .text("@{}l" + ($0 == columns - 1 ? "@{}" : blockGap)),
            "room": .text(LaTeXCell.points(blockWidth)),
            "text": .text($1.heading.breakableWordsInLaTeX),
          ]
        }),
      "rows": .list(
        (0..<(band.map(\.rows.count).max() ?? 0)).map { ["cells": .list(cells($0, of: band))] }),
    ]
  }

  /// The cells of a line across the groups of a band; blank where a group has fewer rows.
  private func cells(_ line: Int, of band: [Table.Group]) -> [TemplateValue] {
    band.enumerated().flatMap { number, group in
      shown.map { index in
        let isFirst = number == 0 && index == shown.first
        guard line < group.rows.count else { return ["isFirst": .flag(isFirst)] }
        let row = table.rows[group.rows.lowerBound + line]
        let cell = LaTeXCell(
          cell: row.cells[index], column: table.columns[index], style: style)
        return [
          "isFirst": .flag(isFirst), "markup": .text(cell.box(notes: row.notes).markup),
          "text": .text(cell.cell.plainText),
        ]
      }
    }
  }
}
