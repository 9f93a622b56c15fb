// SPDX-License-Identifier: GPL-3.0-or-later

/// What a table shows: columns, rows, and the words that explain them.
///
/// A table says what is shown, never how it is written; a renderer decides that.
public struct Table: Sendable, Hashable {
  /// What the table is about, in a few words.
  public var title: String
  /// The columns, first to last.
  package var columns: [Column]
  /// The rows, first to last; each has a cell per column.
  package var rows: [Row]
  /// What the numbers mean, one sentence or more each.
  package var legend: [String]
  /// What readers should know of some rows, or of all of them.
  package var notes: [Note]

  /// Creates a table from its parts.
  ///
  /// - Precondition: Each row has as many cells as there are columns.
  package init(
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

extension Table {
  /// Successive rows that share the values of the group columns.
  package struct Group: Sendable, Hashable {
    /// The values shared, by group column; those that are not known are empty.
    package var path: [String]
    /// The indices of the rows.
    package var rows: Range<Int>

    /// Creates a group from its parts.
    package init(path: [String], rows: Range<Int>) {
      self.path = path
      self.rows = rows
    }

    /// The values that are known, as one heading; empty if none is.
    package var heading: String {
      path.filter { !$0.isEmpty }.joined(separator: ", ")
    }
  }

  /// The rows, divided where the value of a group column changes.
  ///
  /// - Complexity: O(number of cells).
  package var groups: [Group] {
    let headed = columns.indices.filter { columns[$0].role == .group }
    var groups: [Group] = []
    var start = 0
    for index in rows.indices {
      let next = index + 1
      if next < rows.count,
        headed.allSatisfy({ rows[next].cells[$0].reads(as: rows[index].cells[$0]) })
      {
        continue
      }
      groups.append(
        Group(path: headed.map { rows[index].cells[$0].plainText }, rows: start..<next))
      start = next
    }
    return groups
  }

  /// The indices of the columns that people see as columns: labels and values.
  package var shownColumns: [Int] {
    columns.indices.filter { columns[$0].role == .label || columns[$0].role == .value }
  }

  /// The table with some of the columns of values alone.
  package func showing(_ values: [Int]) -> Table {
    var table = self
    for index in columns.indices where columns[index].role == .value && !values.contains(index) {
      table.columns[index].role = .hidden
    }
    return table
  }

  /// What all rows have in common, as heading and value, in the order of the columns.
  package var statedFacts: [Fact] {
    columns.indices.compactMap { index in
      guard columns[index].role == .stated,
        let value = rows.lazy.map({ $0.cells[index].plainText }).first(where: { !$0.isEmpty })
      else { return nil }
      return Fact(name: columns[index].heading, value: value)
    }
  }

  /// The class labels that occur in the rows, in the order of ``ClassLabel``'s cases.
  package var classLabels: [ClassLabel] {
    var present: Set<ClassLabel> = []
    for case .classes(let classes) in rows.lazy.flatMap(\.cells) {
      present.insert(classes.overall)
      present.formUnion(classes.telling.map(\.label))
    }
    return ClassLabel.allCases.filter(present.contains)
  }
}
