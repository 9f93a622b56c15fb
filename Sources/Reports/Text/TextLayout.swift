// SPDX-License-Identifier: GPL-3.0-or-later

internal import WarmupStats

/// How the columns of a table are written where a line has so much room.
///
/// Where room is short, counts first go below the class, then what all names have in common goes,
/// then the middle of long names, then cells lose their histograms, then names are shortened more,
/// then columns go that only show in another way what others tell, then intervals go below their
/// values, then names are shortened again or, where they would become equal, broken into lines, and
/// at last any columns go, in their drop order. Room that is left then goes to the names.
struct TextLayout {
  private var columns: [TextColumn]
  private let available: Int
  private let groupHeadings: [String]

  /// The headings of the columns that there was no room for.
  private(set) var omittedHeadings: [String] = []

  private static let gap = 2
  private static let roomForMarks = 8
  /// How many rows a core writes at a time.
  private static let rowsAtOnce = 1000

  init(_ table: Table, width: Int) {
    available = width
    groupHeadings = table.groups.map(\.heading)
    let marked = table.shownColumns.first { table.columns[$0].role == .label }
    columns = table.shownColumns.concurrentlyMapped(
      atOnce: table.rows.count < Self.rowsAtOnce ? .max : 1
    ) { index in
      TextColumn(
        table.columns[index], at: index, of: table.rows, showsMarks: index == marked)
    }
    fit()
  }

  // MARK: Making it fit

  /// Whether lines are too wide all the same.
  var isTooWide: Bool { excess > 0 }

  private mutating func fit() {
    compact { $0.stacksCounts = true }
    dropSharedParts()
    shortenLabels(to: 40)
    compact { $0.showsHistograms = false }
    shortenLabels(to: 24)
    omitColumns(from: Column.redundant)
    compact { $0.stacksIntervals = true }
    shortenLabels(to: 12)
    breakLabels(to: 24)
    omitColumns(from: 1)
    breakLabels(to: 8)
    lengthenLabels()
  }

  /// Omits columns in their drop order, from the greatest down to `least`, as long as the lines
  /// are too wide.
  private mutating func omitColumns(from least: Int) {
    while isTooWide,
      let worst = columns.indices.max(by: { dropOrder($0) < dropOrder($1) }),
      dropOrder(worst) >= least
    {
      omittedHeadings.insert(columns.remove(at: worst).column.heading, at: 0)
    }
  }

  private func dropOrder(_ index: Int) -> Int { columns[index].column.dropOrder }

  /// Writes columns more narrowly, the first to be dropped first, as long as the lines are too wide.
  private mutating func compact(_ change: (inout TextPresentation) -> Void) {
    let order = columns.indices.sorted { (-dropOrder($0), $0) < (-dropOrder($1), $1) }
    for index in order where isTooWide { columns[index].present(change) }
  }

  /// By how much the lines are too wide; negative if there is room left.
  private var excess: Int {
    max(-1_000_000, columns.reduce(-Self.gap) { $0 + $1.width + Self.gap } - available)
  }

  /// What readers should know of names that are written without what they have in common.
  var sentences: [String] {
    columns.compactMap { column in
      column.shared.map { $0.sentence(heading: column.column.heading) }
    }
  }

  private mutating func dropSharedParts() {
    for index in columns.indices where columns[index].isLabel && isTooWide {
      columns[index].dropSharedParts()
    }
  }

  /// Shortens names just as much as is needed, but not below some width, nor so that names become
  /// equal.
  private mutating func shortenLabels(to shortest: Int) {
    for index in columns.indices where columns[index].isLabel && isTooWide {
      let now = columns[index].labelWidth
      let needed = max(shortest, now - excess)
      // Where names that differ begin or end alike, somewhat less can be too much, and less not.
      for width in stride(from: needed, through: shortest, by: -1) where width < now {
        if columns[index].shortenLabels(to: width) { break }
      }
    }
  }

  /// Breaks names into lines just as much as is needed, but not below some width.
  private mutating func breakLabels(to shortest: Int) {
    for index in columns.indices where columns[index].isLabel && isTooWide {
      let widths = stride(
        from: columns[index].labelWidth - excess + Self.roomForMarks, through: shortest, by: -1)
      for width in widths where width < columns[index].labelWidth && isTooWide {
        columns[index].breakLabels(to: width)
      }
    }
  }

  /// Lengthens names again as far as there is room, because a column that went leaves more of it
  /// than was needed.
  private mutating func lengthenLabels() {
    for index in columns.indices where columns[index].isLabel && excess < 0 {
      let before = columns[index]
      // Marks of notes count with the name that they follow, so that there may be more room.
      let room = before.labelWidth - excess + Self.roomForMarks
      let widths = stride(from: min(before.widestLabel, room), to: before.labelWidth, by: -1)
      let isShortened = widths.contains { columns[index].shortenLabels(to: $0) && !isTooWide }
      let isLonger =
        isShortened
        || before.isBroken
          && widths.contains {
            columns[index].breakLabels(to: $0)
            return !isTooWide
          }
      if !isLonger { columns[index] = before }
    }
  }

  // MARK: Lines

  /// Whether every group's name fits where else the heading of the first column stands.
  private var namesStandInHeadings: Bool {
    let width = columns.first?.width ?? 0
    return groupHeadings.allSatisfy { $0.escapedForTerminal.displayWidth <= width }
  }

  /// The lines of a group: the heading and the rows, as a table of its own under its name.
  func lines(of group: Table.Group, inColor: Bool) -> TextLines {
    let widths = columns.map(\.width)
    var lines = TextLines(inColor: inColor)
    if !namesStandInHeadings { lines.write(line: StyledText(group.heading, .strong)) }
    writeHeadings(
      labelHeading: namesStandInHeadings ? group.heading : "", widths, to: &lines)
    let width = widths.reduce(-Self.gap) { $0 + $1 + Self.gap }
    lines.write(line: StyledText(String(repeating: "─", count: width), .faint))
    let parts = group.rows.concurrentlyMappedParts(of: Self.rowsAtOnce) { rows in
      var lines = TextLines(inColor: inColor)
      for row in rows { write(row, widths, to: &lines) }
      return lines
    }
    for part in parts { lines.append(part) }
    return lines
  }

  private func write(_ row: Int, _ widths: [Int], to lines: inout TextLines) {
    let height = columns.indices.reduce(0) { max($0, columns[$1].cells[row].height) }
    for line in 0..<height {
      for index in columns.indices {
        columns[index].write(line, of: row, width: widths[index], to: &lines)
        lines.write(spaces: Self.gap)
      }
      lines.endLine()
    }
  }

  private func writeHeadings(
    labelHeading: String, _ widths: [Int], to lines: inout TextLines
  ) {
    let wrapped = columns.enumerated().map { index, column in
      index == 0 && !labelHeading.isEmpty ? [labelHeading] : column.headingLines
    }
    let height = wrapped.map(\.count).max() ?? 0
    for line in 0..<height {
      for (index, heading) in wrapped.enumerated() {
        let blank = height - heading.count
        StyledText(line < blank ? "" : heading[line - blank], .strong)
          .padded(
            to: widths[index], trailing: columns[index].column.alignment == .trailing
          ).write(to: &lines)
        lines.write(spaces: Self.gap)
      }
      lines.endLine()
    }
  }
}
