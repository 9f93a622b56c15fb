// SPDX-License-Identifier: GPL-3.0-or-later

/// What stands in one place of a table.
///
/// A cell has the exact numbers, for programs, and beside them the digits worth reading, for
/// people.
public enum Cell: Sendable, Hashable {
  /// Nothing: the data do not say, or the question does not arise.
  case empty
  /// Words or a name.
  case text(String)
  /// A number of things.
  case count(Int)
  /// Numbers of things, from the least to the greatest.
  case countRange(ClosedRange<Int>)
  /// One way to behave.
  case behaviour(Behaviour)
  /// How the executions of a benchmark behave.
  case behaviours(Behaviours)
  /// A median and the range of the middle nine tenths.
  case spread(SpreadCell)
  /// A quantity and its interval.
  case estimate(EstimateCell)
  /// A part of a whole.
  case share(Share)
  /// A number.
  case number(Numeral)
  /// A number and the interval that it lies in.
  case interval(IntervalCell)
  /// A number as the length of a bar.
  case bar(BarCell)
  /// What something was, and what became of it.
  case transition(TransitionCell)
  /// What to think of it.
  case verdict(VerdictCell)

  /// The cell in words and digits, on one line; empty if there is nothing to say.
  public var plainText: String {
    switch self {
    case .empty: ""
    case .text(let text): text
    case .count(let count): NumberFormat.integer(count)
    case .countRange(let range): NumberFormat.range(range)
    case .behaviour(let behaviour): behaviour.word
    case .behaviours(let behaviours): behaviours.words
    case .spread(let spread): "\(spread.median.withUnit) \(spread.rangeText)"
    case .estimate(let estimate): "\(estimate.value.withUnit) ± \(estimate.halfWidth.text)"
    case .share(let share): "\(share.percentage) (\(NumberFormat.integer(share.count)))"
    case .number(let number): number.withUnit
    case .interval(let interval): "\(interval.value.withUnit) \(interval.rangeText)"
    case .bar(let bar): bar.words
    case .transition(let transition): transition.words
    case .verdict(let verdict): verdict.words
    }
  }
}

/// A number, the digits of it that are worth reading, and their unit where the column has none.
public struct Numeral: Sendable, Hashable {
  /// The exact number, in the base unit: seconds for times.
  public var exact: Double
  /// The digits to print.
  public var text: String
  /// The unit of the digits, where it differs within the column; `nil` otherwise.
  public var unit: String?

  /// The digits, and the unit if the column has none.
  public var withUnit: String { unit.map { "\(text) \($0)" } ?? text }

  /// Creates a numeral.
  public init(exact: Double, text: String, unit: String? = nil) {
    self.exact = exact
    self.text = text
    self.unit = unit
  }
}

/// A median, the 5th and the 95th percentile, and how the values lie.
public struct SpreadCell: Sendable, Hashable {
  /// The median.
  public var median: Numeral
  /// The 5th percentile.
  public var lower: Numeral
  /// The 95th percentile.
  public var upper: Numeral
  /// How the values lie; `nil` if there are too few to draw.
  public var histogram: Histogram?

  /// The percentiles as tables have them: `(5 %, 95 %)`.
  public var rangeText: String { "(\(lower.text), \(upper.text))" }

  /// Creates a cell from its parts.
  public init(median: Numeral, lower: Numeral, upper: Numeral, histogram: Histogram?) {
    self.median = median
    self.lower = lower
    self.upper = upper
    self.histogram = histogram
  }
}

/// A value, its interval at some level, and how the executions lie.
public struct EstimateCell: Sendable, Hashable {
  /// The value that the interval is about.
  public var value: Numeral
  /// Half the width of the interval, to two significant digits.
  public var halfWidth: Numeral
  /// The lower end of the interval, to the digits of the value.
  public var lower: Numeral
  /// The upper end of the interval, to the digits of the value.
  public var upper: Numeral
  /// The level of the interval, in (0, 1).
  public var level: Double
  /// How the executions' values lie; `nil` if there are too few to draw.
  public var histogram: Histogram?

  /// Creates a cell from its parts.
  public init(
    value: Numeral, halfWidth: Numeral, lower: Numeral, upper: Numeral, level: Double,
    histogram: Histogram?
  ) {
    self.value = value
    self.halfWidth = halfWidth
    self.lower = lower
    self.upper = upper
    self.level = level
    self.histogram = histogram
  }
}

/// A number of things out of all of them.
public struct Share: Sendable, Hashable {
  /// How many there are.
  public var count: Int
  /// Out of how many.
  public var total: Int

  /// The share in per cent, with one decimal; a dash if there is nothing to share.
  public var percentage: String { total > 0 ? percentageDigits + " %" : "–" }

  /// The digits of the share in per cent, with one decimal.
  ///
  /// - Precondition: ``total`` is positive.
  public var percentageDigits: String {
    NumberFormat.fixed(100 * Double(count) / Double(total), decimals: 1)
  }

  /// Creates a share.
  public init(count: Int, total: Int) {
    self.count = count
    self.total = total
  }
}
