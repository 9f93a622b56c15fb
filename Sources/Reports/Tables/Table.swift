// SPDX-License-Identifier: GPL-3.0-or-later

/// What a table shows: columns, rows, and the words that explain them.
///
/// A table says what is shown, never how it is written; a renderer decides that.
public struct Table: Sendable, Hashable {
  /// What the table is about, in a few words.
  public var title: String
  /// The columns, first to last.
  public var columns: [Column]
  /// The rows, first to last; each has a cell per column.
  public var rows: [Row]
  /// What the numbers mean, one sentence or more each.
  public var legend: [String]
  /// What readers should know of some rows, or of all of them.
  public var notes: [Note]

  /// Creates a table from its parts.
  ///
  /// - Precondition: Each row has as many cells as there are columns.
  public init(
    title: String, columns: [Column], rows: [Row], legend: [String] = [], notes: [Note] = []
  ) {
    precondition(
      rows.allSatisfy { $0.cells.count == columns.count }, "a row has a cell per column")
    self.title = title
    self.columns = columns
    self.rows = rows
    self.legend = legend
    self.notes = notes
  }
}

/// A column of a table.
public struct Column: Sendable, Hashable {
  /// What a column is for.
  public enum Role: Sendable, Hashable {
    /// Its value heads a group of rows that share it.
    case group
    /// Its value names the row.
    case label
    /// It holds what the table is for.
    case value
    /// All rows have the same value, which people need to be told only once.
    case stated
  }

  /// What the cells of a column hold, unless they are empty.
  public enum Content: Sendable, Hashable {
    /// Words or names.
    case text
    /// Numbers of things.
    case count
    /// Numbers of things that may differ within a row: the least and the greatest.
    case countRange
    /// Behaviours, one per row.
    case behaviour
    /// Behaviours of several executions.
    case behaviours
    /// Medians and ranges.
    case spread
    /// Quantities with intervals.
    case estimate
    /// Parts of a whole.
    case share
    /// Numbers.
    case number
    /// Numbers and the intervals that they lie in.
    case interval
    /// Numbers as the lengths of bars.
    case bar
    /// What something was, and what became of it.
    case transition
    /// Verdicts, and if they are explained their reasons.
    case verdict(isExplained: Bool)
  }

  /// On which side cells are flush.
  public enum Alignment: Sendable, Hashable {
    /// At the left, as text is.
    case leading
    /// At the right, as numbers are.
    case trailing
  }

  /// The name that programs know the column by, such as `steady_iteration`; where numbers have
  /// a base unit the name ends in it.
  public var name: String
  /// The heading that people read.
  public var heading: String
  /// The unit of every number in the column; `nil` if they have none, or each its own.
  public var unit: String?
  /// What the column is for.
  public var role: Role
  /// What the cells hold.
  public var content: Content
  /// How soon the column goes where there is little room: the greatest first, 0 never, and from
  /// ``redundant`` on sooner than others are cramped for it.
  public var dispensability: Int

  /// The dispensability of columns that show in another way what others tell.
  public static let redundant = 7

  /// On which side cells are flush.
  public var alignment: Alignment {
    switch content {
    case .text, .behaviour, .behaviours, .transition, .verdict, .bar: .leading
    case .count, .countRange, .spread, .estimate, .share, .number, .interval: .trailing
    }
  }

  /// The heading and the unit of the column.
  public var headingWithUnit: String { unit.map { "\(heading) (\($0))" } ?? heading }

  /// Creates a column.
  public init(
    name: String, heading: String, content: Content, unit: String? = nil, role: Role = .value,
    dispensability: Int = 0
  ) {
    self.name = name
    self.heading = heading
    self.content = content
    self.unit = unit
    self.role = role
    self.dispensability = dispensability
  }
}

/// A row of a table.
public struct Row: Sendable, Hashable {
  /// A cell per column.
  public var cells: [Cell]
  /// The numbers of the notes that concern the row, ascending, from 1.
  public var notes: [Int]

  /// Creates a row.
  public init(cells: [Cell], notes: [Int] = []) {
    self.cells = cells
    self.notes = notes
  }
}

/// A doubt or a fact that belongs to some rows, or to a whole table.
public struct Note: Sendable, Hashable {
  /// The number that rows refer to it by, from 1; `nil` if it concerns the whole table.
  public var number: Int?
  /// What it says, as one sentence.
  public var text: String

  /// Creates a note.
  public init(number: Int?, text: String) {
    self.number = number
    self.text = text
  }
}

/// A name and its value, as text.
public struct Fact: Sendable, Hashable {
  /// What it is.
  public var name: String
  /// Its value.
  public var value: String

  /// Creates a fact.
  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

extension Table {
  /// Successive rows that share the values of the group columns.
  public struct Group: Sendable, Hashable {
    /// The values shared, by group column; those that are not known are empty.
    public var path: [String]
    /// The indices of the rows.
    public var rows: Range<Int>

    /// Creates a group from its parts.
    package init(path: [String], rows: Range<Int>) {
      self.path = path
      self.rows = rows
    }

    /// The values that are known, as one heading; empty if none is.
    public var heading: String {
      path.filter { !$0.isEmpty }.joined(separator: ", ")
    }
  }

  /// The rows, divided where the value of a group column changes.
  ///
  /// - Complexity: O(number of cells).
  public var groups: [Group] {
    let headed = columns.indices.filter { columns[$0].role == .group }
    var groups: [Group] = []
    for (index, row) in rows.enumerated() {
      let path = headed.map { row.cells[$0].plainText }
      if let last = groups.last, last.path == path {
        groups[groups.count - 1].rows = last.rows.lowerBound..<index + 1
      } else {
        groups.append(Group(path: path, rows: index..<index + 1))
      }
    }
    return groups
  }

  /// The indices of the columns that people see as columns: labels and values.
  public var shownColumns: [Int] {
    columns.indices.filter { columns[$0].role == .label || columns[$0].role == .value }
  }

  /// What all rows have in common, as heading and value, in the order of the columns.
  public var statedFacts: [Fact] {
    columns.indices.compactMap { index in
      guard columns[index].role == .stated,
        let value = rows.lazy.map({ $0.cells[index].plainText }).first(where: { !$0.isEmpty })
      else { return nil }
      return Fact(name: columns[index].heading, value: value)
    }
  }

  /// The behaviours that occur in the rows, in the order of ``Behaviour``'s cases.
  public var behaviours: [Behaviour] {
    var present: Set<Behaviour> = []
    for cell in rows.lazy.flatMap(\.cells) {
      switch cell {
      case .behaviour(let behaviour): present.insert(behaviour)
      case .behaviours(let behaviours):
        present.insert(behaviours.overall)
        present.formUnion(behaviours.telling.map(\.behaviour))
      default: break
      }
    }
    return Behaviour.allCases.filter(present.contains)
  }
}
