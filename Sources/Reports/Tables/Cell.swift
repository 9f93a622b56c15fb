// SPDX-License-Identifier: GPL-3.0-or-later

/// What stands in one place of a table.
///
/// A cell has the exact numbers, for programs, and beside them the digits worth reading, for
/// people. What is large stands apart, so that tables of many rows of plain cells stay small.
package enum Cell: Sendable, Hashable {
  /// Nothing: the data do not say, or the question does not arise.
  case empty
  /// Words or a name.
  case text(String)
  /// A number, or the least and the greatest of several.
  case number(NumberCell)
  /// How a benchmark behaves, and how its executions do.
  indirect case classes(ClassesCell)
  /// A quantity, the range that it lies in, and a thumbnail of the values.
  indirect case measured(MeasuredCell)
  /// A part of a whole.
  indirect case share(Share)
  /// What something was, and what became of it.
  indirect case change(ChangeCell)
  /// What to think of it.
  indirect case verdict(VerdictCell)

  /// A number of things.
  package static func count(_ count: Int) -> Cell { .number(.range(count...count)) }

  /// Numbers of things, from the least to the greatest.
  package static func countRange(_ range: ClosedRange<Int>) -> Cell { .number(.range(range)) }

  /// A number with the digits to print.
  package static func exact(_ number: Numeral) -> Cell { .number(.exact(number)) }

  /// One class label.
  package static func label(_ label: ClassLabel) -> Cell { .classes(ClassesCell(label)) }

  /// Whether the cell has the same words and digits as another one.
  func reads(as other: Cell) -> Bool { self == other || plainText == other.plainText }

  /// The cell in words and digits, on one line; empty if there is nothing to say.
  package var plainText: String {
    switch self {
    case .empty: ""
    case .text(let text): text
    case .number(let number): number.text
    case .classes(let classes): classes.text
    case .measured(let measured): measured.text
    case .share(let share): share.text
    case .change(let change): change.text
    case .verdict(let verdict): verdict.text
    }
  }
}
