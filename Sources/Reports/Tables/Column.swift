// SPDX-License-Identifier: GPL-3.0-or-later

/// A column of a table.
package struct Column: Sendable, Hashable {
  /// What a column is for.
  package enum Role: Sendable, Hashable {
    /// Its value heads a group of rows that share it.
    case group
    /// Its value names the row.
    case label
    /// It holds what the table is for.
    case value
    /// All rows have the same value, which people need to be told only once.
    case stated
    /// It is for programs; people know as much from other columns.
    case hidden
  }

  /// What the cells of a column hold, unless they are empty.
  package enum Content: Sendable, Hashable {
    /// Words or names.
    case text
    /// Numbers.
    case number
    /// Whole numbers that may differ within a row: the least and the greatest.
    case range
    /// One class label a row.
    case label
    /// The class label of a benchmark, and how many executions have each.
    case classes
    /// Quantities and their ranges.
    case measured(MeasuredCell.Kind)
    /// Parts of a whole.
    case share
    /// What something was, and what became of it.
    case change
    /// Verdicts, and if they are explained their reasons.
    case verdict(isExplained: Bool)
  }

  /// On which side cells are flush.
  package enum Alignment: Sendable, Hashable {
    /// At the left, as text is.
    case leading
    /// At the right, as numbers are.
    case trailing
  }

  /// The name that programs know the column by, such as `steady_iteration`; where numbers have
  /// a base unit the name ends in it.
  package var name: String
  /// The heading that people read.
  package var heading: String
  /// The unit of every number in the column; `nil` if they have none, or each its own.
  package var unit: String?
  /// What the column is for.
  package var role: Role
  /// What the cells hold.
  package var content: Content
  /// How soon the column goes where there is little room: the greatest first, 0 never, and from
  /// ``redundant`` on sooner than others are cramped for it.
  package var dropOrder: Int

  /// The drop order of columns that show in another way what others tell.
  package static let redundant = 7

  /// On which side cells are flush.
  package var alignment: Alignment {
    switch content {
    case .text, .label, .classes, .change, .verdict, .measured(.bar), .measured(.sparkline):
      .leading
    case .number, .range, .measured, .share: .trailing
    }
  }

  /// Whether the cells are names of rows.
  package var holdsNames: Bool { role == .label && content == .text }

  /// The heading and the unit of the column.
  package var headingWithUnit: String { unit.map { "\(heading) (\($0))" } ?? heading }

  /// Creates a column.
  package init(
    name: String, heading: String, content: Content, unit: String? = nil, role: Role = .value,
    dropOrder: Int = 0
  ) {
    self.name = name
    self.heading = heading
    self.content = content
    self.unit = unit
    self.role = role
    self.dropOrder = dropOrder
  }
}
