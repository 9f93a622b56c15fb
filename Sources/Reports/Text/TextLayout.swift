// SPDX-License-Identifier: GPL-3.0-or-later

/// How the columns of a table are written where a line has so much room.
///
/// Where room is short, counts first go below the class, then long labels are shortened, then
/// cells lose their histograms, then labels are shortened more, then columns go that only show in
/// another way what others tell, then intervals go below their values, then labels are shortened
/// again, and at last any columns go, in their order. Room that is left then goes to
/// the labels.
struct TextLayout {
  private var columns: [TextColumn]
  private let available: Int
  private let groupHeadings: [String]

  /// The headings of the columns that there was no room for.
  private(set) var omittedHeadings: [String] = []

  private static let gap = 2

  init(_ table: Table, width: Int) {
    available = width
    groupHeadings = table.groups.map(\.heading)
    let marked = table.shownColumns.first { table.columns[$0].role == .label }
    columns = table.shownColumns.map { index in
      TextColumn(
        table.columns[index], cells: table.rows.map { $0.cells[index] },
        marks: index == marked
          ? table.rows.map { $0.notes.map(superscript).joined(separator: " ") } : nil)
    }
    fit()
  }

  // MARK: Making it fit

  private var isTooWide: Bool {
    columns.reduce(-Self.gap) { $0 + $1.width + Self.gap } > available
  }

  private mutating func fit() {
    compact { $0.stacksCounts = true }
    shortenLabels(to: 40)
    compact { $0.showsHistograms = false }
    shortenLabels(to: 24)
    omitColumns(from: Column.redundant)
    compact { $0.stacksIntervals = true }
    shortenLabels(to: 12)
    omitColumns(from: 1)
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

  /// Shortens labels just as much as is needed, but not below some width.
  private mutating func shortenLabels(to shortest: Int) {
    for index in columns.indices where columns[index].isLabel {
      while isTooWide, columns[index].labelWidth > shortest {
        columns[index].shortenLabels(to: columns[index].labelWidth - 1)
      }
    }
  }

  /// Lengthens labels again as far as there is room, because a column that went leaves more of it
  /// than was needed.
  private mutating func lengthenLabels() {
    for index in columns.indices where columns[index].isLabel {
      while !isTooWide, columns[index].labelWidth < columns[index].widestLabel {
        columns[index].shortenLabels(to: columns[index].labelWidth + 1)
      }
      if isTooWide { columns[index].shortenLabels(to: columns[index].labelWidth - 1) }
    }
  }

  // MARK: Lines

  /// Whether every group's name fits where else the heading of the first column stands.
  private var namesStandInHeadings: Bool {
    let width = columns.first?.width ?? 0
    return groupHeadings.allSatisfy { $0.escapedForTerminal.displayWidth <= width }
  }

  /// The heading and the rows of a group, as a table of its own under its name.
  func lines(of group: Table.Group) -> [StyledText] {
    var lines: [StyledText] = []
    if !namesStandInHeadings { lines.append(StyledText(group.heading, .strong)) }
    let labelHeading = namesStandInHeadings ? group.heading : ""
    lines += headings(labelHeading: labelHeading)
    let width = columns.reduce(-Self.gap) { $0 + $1.width + Self.gap }
    lines.append(StyledText(String(repeating: "─", count: width), .faint))
    for row in group.rows {
      let height = columns.map { $0.cells[row].lines.count }.max() ?? 0
      lines += (0..<height).map { line in
        joined(columns.map { $0.line(line, of: row) })
      }
    }
    return lines
  }

  private func headings(labelHeading: String) -> [StyledText] {
    let wrapped = columns.enumerated().map { index, column in
      index == 0 && !labelHeading.isEmpty ? [labelHeading] : column.headingLines
    }
    let height = wrapped.map(\.count).max() ?? 0
    return (0..<height).map { line in
      joined(
        zip(columns, wrapped).map { column, heading in
          let blank = height - heading.count
          return StyledText(line < blank ? "" : heading[line - blank], .strong)
            .padded(to: column.width, trailing: column.column.alignment == .trailing)
        })
    }
  }

  private func joined(_ parts: [StyledText]) -> StyledText {
    parts.enumerated().reduce(StyledText()) { line, part in
      line + StyledText(part.offset == 0 ? "" : String(repeating: " ", count: Self.gap))
        + part.element
    }
  }
}
