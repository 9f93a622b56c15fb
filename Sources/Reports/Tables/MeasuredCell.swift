// SPDX-License-Identifier: GPL-3.0-or-later

/// A quantity, the range that it lies in, and a thumbnail of the values behind it.
package struct MeasuredCell: Sendable, Hashable {
  /// What the range is, and how the cell is laid out.
  package enum Kind: Sendable, Hashable {
    /// A median with the 5th and the 95th percentile.
    case spread
    /// A center with its interval, of which people read half the width.
    case estimate
    /// A number with its interval, of which people read both ends.
    case interval
    /// A number that people see as a bar.
    case bar
    /// Numbers that people see as a row of small bars.
    case sparkline
  }

  /// What is known of the range.
  package enum Range: Sendable, Hashable {
    /// Nothing: a single value has no range.
    case unknown
    /// The 5th and the 95th percentile.
    case percentiles(lower: Numeral, upper: Numeral)
    /// Half the width of an interval, its ends, and its level in (0, 1).
    case halfWidth(Numeral, lower: Numeral, upper: Numeral, level: Double)
    /// The ends of an interval.
    case interval(lower: Numeral, upper: Numeral)
    /// An interval without ends: the data allow any value.
    case unbounded

    /// The range as tables have it: `(5 %, 95 %)`, `± 2`, `[1, 3]`; empty if it is not known.
    package var text: String {
      switch self {
      case .unknown: ""
      case .percentiles(let lower, let upper): "(\(lower.text), \(upper.text))"
      case .halfWidth(let halfWidth, _, _, _): "± \(halfWidth.text)"
      case .interval(let lower, let upper): "[\(lower.text), \(upper.text)]"
      case .unbounded: "unbounded"
      }
    }

    /// The ends; `nil` if there are none.
    package var ends: (lower: Numeral, upper: Numeral)? {
      switch self {
      case .unknown, .unbounded: nil
      case .percentiles(let lower, let upper), .interval(let lower, let upper),
        .halfWidth(_, let lower, let upper, _):
        (lower, upper)
      }
    }
  }

  /// A small picture beside the number.
  package enum Thumbnail: Sendable, Hashable {
    /// How the values lie.
    case histogram(Histogram)
    /// The length of a bar, beside that of the baseline.
    case bar(Bar)
    /// How the values follow one another.
    case sparkline(Sparkline)
  }

  /// The number.
  package var value: Numeral
  /// The range that it lies in.
  package var range: Range
  /// A picture; `nil` if there is too little to draw.
  package var thumbnail: Thumbnail?
  /// What to think of the number, where a mark beside it says it; `nil` elsewhere.
  package var verdict: VerdictCell?

  /// Whether the number stands out: something differs, beyond doubt.
  package var isTelling: Bool { verdict?.isTelling ?? false }

  /// Creates a cell from its parts.
  package init(
    value: Numeral, range: Range, thumbnail: Thumbnail? = nil, verdict: VerdictCell? = nil
  ) {
    self.value = value
    self.range = range
    self.thumbnail = thumbnail
    self.verdict = verdict
  }

  /// The number and its range, on one line.
  package var text: String {
    [value.withUnit, range.text, verdict?.mark ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
  }
}
