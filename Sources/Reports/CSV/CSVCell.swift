// SPDX-License-Identifier: GPL-3.0-or-later

/// The fields of CSV records that the cells of a column become.
enum CSVCell {
  /// The headings of the fields.
  static func headings(of column: Column) -> [String] {
    let suffixes: [String] =
      switch column.content {
      case .text, .number, .label: [""]
      case .range: ["_min", "_max"]
      case .classes:
        [""] + ClassLabel.ofExecutions.map { "_" + $0.rawValue.snakeCase }
      case .measured(.spread): ["_median", "_p5", "_p95"]
      case .measured(.estimate): ["_median", "_lower", "_upper", "_level", "_center"]
      case .measured(.interval): ["", "_lower", "_upper"]
      case .measured(.bar), .measured(.sparkline): []
      case .share: ["_count", "_total"]
      case .change: ["_before", "_after", "_verdict"]
      case .verdict(let isExplained): isExplained ? ["", "_is_doubtful", "_reasons"] : [""]
      }
    return suffixes.map { column.name + $0 }
  }

  /// The fields of a cell, as many as the column has headings.
  static func fields(of cell: Cell, in column: Column) -> [CSVField] {
    switch cell {
    case .empty: headings(of: column).map { _ in .text("") }
    case .text(let text): [.text(text)]
    case .number(.range(let range)):
      column.content == .range
        ? [.integer(range.lowerBound), .integer(range.upperBound)] : [.integer(range.lowerBound)]
    case .number(.exact(let number)): [.number(number.exact)]
    case .classes(let classes):
      [.text(classes.overall.displayName)]
        + (column.content == .classes
          ? ClassLabel.ofExecutions.map { .integer(classes.count(of: $0)) } : [])
    case .measured(let measured): fields(of: measured, in: column)
    case .share(let share): [.integer(share.count), .integer(share.total)]
    case .change(let change):
      [field(of: change.baseline), field(of: change.candidate), .text(change.verdictWord)]
    case .verdict(let verdict):
      [.text(verdict.word)]
        + (column.content == .verdict(isExplained: true)
          ? [
            .text(verdict.isDoubtful ? "true" : "false"),
            .text(verdict.reasons.joined(separator: "; ")),
          ] : [])
    }
  }

  private static func fields(of measured: MeasuredCell, in column: Column) -> [CSVField] {
    guard !headings(of: column).isEmpty else { return [] }
    let ends = measured.range.ends
    let range = [measured.value, ends?.lower, ends?.upper].map { CSVField.number($0?.exact) }
    guard column.content == .measured(.estimate) else { return range }
    let level: Double? =
      if case .halfWidth(_, _, _, let level) = measured.range { level } else { nil }
    // The first field is the center too, under the name that older versions gave it.
    return range + [.number(level), .number(measured.value.exact)]
  }

  private static func field(of state: ChangeCell.State) -> CSVField {
    switch state {
    case .absent: .text("")
    case .word(let word): .text(word)
    case .number(let number): .number(number.exact)
    }
  }
}

/// A field of a CSV record.
enum CSVField {
  /// Words, which a spreadsheet must not take for a formula.
  case text(String)
  /// A number; `nil` if there is none.
  case number(Double?)
  /// A whole number.
  case integer(Int)

  /// The field as it stands in the file.
  ///
  /// A number has the fewest digits from which the same double is read back; one that is not
  /// finite is an empty field.
  var written: String {
    switch self {
    case .text(let text): text.escapedForCSV
    case .number(let number?) where number.isFinite: number.description
    case .number: ""
    case .integer(let integer): integer.description
    }
  }
}

extension String {
  fileprivate var snakeCase: String {
    split(separator: " ").joined(separator: "_")
  }
}
