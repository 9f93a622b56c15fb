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
    shown = table.shownColumns
  }

  /// The columns of the longtable.
  var columnSpec: String {
    let block = shown.map { index -> String in
      let column = table.columns[index]
      guard column.role == .label, column.content == .text else {
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
        guard line < group.rows.count else { return LaTeXCell.blank(isFirst: isFirst) }
        let row = table.rows[group.rows.lowerBound + line]
        return LaTeXCell.values(
          of: row.cells[index], in: table.columns[index], marks: row.notes, isFirst: isFirst,
          isCompact: isCompact)
      }
    }
  }
}

/// The values that a template has for a cell of a table.
enum LaTeXCell {
  static func blank(isFirst: Bool) -> TemplateValue {
    [
      "isFirst": .flag(isFirst), "isLabel": false, "text": "", "behaviour": .nothing,
      "measured": .nothing, "share": .nothing, "verdict": .nothing,
    ]
  }

  static func values(
    of cell: Cell, in column: Column, marks: [Int], isFirst: Bool, isCompact: Bool
  ) -> TemplateValue {
    let isLabel = column.role == .label && column.content == .text
    return [
      "isFirst": .flag(isFirst),
      "isLabel": .flag(isLabel),
      "label": .text(cell.plainText.breakableInLaTeX),
      "marks": .list(marks.enumerated().map { ["number": .text(($0 > 0 ? "," : "") + "\($1)")] }),
      "text": .text(text(of: cell)),
      "behaviour": behaviour(in: cell, isCompact: isCompact),
      "measured": measured(in: cell),
      "share": share(in: cell),
      "verdict": verdict(in: cell),
    ]
  }

  private static func text(of cell: Cell) -> String {
    switch cell {
    case .text, .count, .countRange, .number, .bar: cell.plainText
    case .empty, .behaviour, .behaviours, .spread, .estimate, .share, .interval, .transition,
      .verdict:
      ""
    }
  }

  private static func behaviour(in cell: Cell, isCompact: Bool) -> TemplateValue {
    let (overall, counts): (Behaviour, [Behaviours.Count])
    switch cell {
    case .behaviour(let behaviour): (overall, counts) = (behaviour, [])
    case .behaviours(let behaviours): (overall, counts) = (behaviours.overall, behaviours.telling)
    default: return .nothing
    }
    // Of inconsistent executions the counts say more than the word.
    let isInconsistent = overall == .goodInconsistent || overall == .badInconsistent
    let needsWord = counts.isEmpty || !isInconsistent
    return [
      "macro": .text(overall.macro), "word": .text(overall.word),
      "showsWord": .flag(needsWord && (!isCompact || cell == .behaviour(overall))),
      "hasCounts": .flag(!counts.isEmpty),
      "counts": .list(
        counts.enumerated().map {
          [
            "isFirst": .flag($0 == 0), "count": .number($1.count),
            "macro": .text($1.behaviour.macro),
          ]
        }),
    ]
  }

  private static func measured(in cell: Cell) -> TemplateValue {
    switch cell {
    case .spread(let spread):
      [
        "value": .text(spread.median.text), "unit": .text(spread.median.unit ?? ""),
        "interval": .text(spread.rangeText), "histogram": .text(histogram(spread.histogram)),
      ]
    case .estimate(let estimate):
      [
        "value": .text(estimate.value.text), "unit": .text(estimate.value.unit ?? ""),
        "interval": .text("±\(estimate.halfWidth.text)"),
        "histogram": .text(histogram(estimate.histogram)),
      ]
    case .interval(let interval):
      [
        "value": .text(interval.value.text), "unit": .text(interval.value.unit ?? ""),
        "interval": .text(interval.rangeText), "histogram": .text(histogram(nil)),
      ]
    case .transition(let transition):
      [
        "value": .text(transition.change), "unit": "",
        "interval": .text(transition.tellingVerdict ?? ""), "histogram": "",
      ]
    default: .nothing
    }
  }

  /// A bar per bin, the one with the median marked; without a histogram, room for one.
  private static func histogram(_ histogram: Histogram?) -> String {
    guard let histogram else { return "\\kern1.8em" }
    let bars = histogram.heights.enumerated().map { bin, height in
      let isMarked = bin == histogram.medianBin
      let tall = height > 0 ? max(0.08, height) : isMarked ? 0.05 : 0
      return "\\\(isMarked ? "wsmark" : "wsbar"){\(NumberFormat.fixed(tall, decimals: 2))}"
    }
    return "\\wshistogram{\(bars.joined())}"
  }

  private static func verdict(in cell: Cell) -> TemplateValue {
    guard case .verdict(let verdict) = cell else { return .nothing }
    return [
      "word": .text(verdict.shownWord), "isTelling": .flag(verdict.isTelling),
      "reasons": .list(verdict.reasons.map(TemplateValue.text)),
    ]
  }

  private static func share(in cell: Cell) -> TemplateValue {
    guard case .share(let share) = cell else { return .nothing }
    return [
      "percentage": .text(share.percentage), "count": .text(NumberFormat.integer(share.count)),
    ]
  }
}
