// SPDX-License-Identifier: GPL-3.0-or-later

/// A field of a CSV record.
enum CSVField {
  /// Words, which a spreadsheet must not take for a formula.
  case text(String)
  /// A number; `nil` if there is none.
  case number(Double?)
  /// A whole number; `nil` if there is none.
  case integer(Int?)

  /// The field as it stands in the file.
  ///
  /// A number has the fewest digits from which the same double is read back.
  var written: String {
    switch self {
    case .text(let text): text.escapedForCSV
    case .number(let number): number?.description ?? ""
    case .integer(let integer): integer?.description ?? ""
    }
  }
}

/// The fields that a column of a table becomes.
enum CSVColumn {
  /// The headings of the fields.
  static func headings(of column: Column) -> [String] {
    let suffixes: [String] =
      switch column.content {
      case .text, .count, .behaviour, .number: [""]
      case .countRange: ["_min", "_max"]
      case .behaviours: [""] + counted.map { "_" + $0.word.snakeCase }
      case .spread: ["_median", "_p5", "_p95"]
      case .estimate: ["_median", "_lower", "_upper", "_level"]
      case .share: ["_count", "_total"]
      case .interval: ["", "_lower", "_upper"]
      case .bar: []
      case .transition: ["_before", "_after", "_verdict"]
      case .verdict(let isExplained): isExplained ? ["", "_is_doubtful", "_reasons"] : [""]
      }
    return suffixes.map { column.name + $0 }
  }

  /// The fields of a cell, as many as the column has headings.
  static func fields(of cell: Cell, in column: Column) -> [CSVField] {
    switch cell {
    case .empty: headings(of: column).map { _ in .text("") }
    case .text(let text): [.text(text)]
    case .count(let count): [.integer(count)]
    case .countRange(let range): [.integer(range.lowerBound), .integer(range.upperBound)]
    case .behaviour(let behaviour): [.text(behaviour.word)]
    case .behaviours(let behaviours):
      [.text(behaviours.overall.word)] + counted.map { .integer(behaviours.count(of: $0)) }
    case .spread(let spread):
      [spread.median, spread.lower, spread.upper].map { .number($0.exact) }
    case .estimate(let estimate):
      [estimate.value, estimate.lower, estimate.upper].map { .number($0.exact) }
        + [.number(estimate.level)]
    case .share(let share): [.integer(share.count), .integer(share.total)]
    case .number(let number): [.number(number.exact)]
    case .interval(let interval):
      [interval.value, interval.lower, interval.upper].map { .number($0.exact) }
    case .bar: []
    case .transition(let transition):
      [field(of: transition.baseline), field(of: transition.candidate)]
        + [.text(transition.verdictWord)]
    case .verdict(let verdict):
      [.text(verdict.word)]
        + (column.content == .verdict(isExplained: true)
          ? [
            .text(verdict.isDoubtful ? "true" : "false"),
            .text(verdict.reasons.joined(separator: "; ")),
          ] : [])
    }
  }

  private static func field(of state: TransitionCell.State) -> CSVField {
    switch state {
    case .absent: .text("")
    case .word(let word): .text(word)
    case .number(let number): .number(number.exact)
    }
  }

  /// The behaviours of single executions, which are counted.
  private static let counted: [Behaviour] = [.flat, .warmup, .slowdown, .noSteadyState, .crashed]
}

extension String {
  fileprivate var snakeCase: String {
    split(separator: " ").joined(separator: "_")
  }
}
