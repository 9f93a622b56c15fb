// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

/// What something was before, what it is after, and whether that is better.
package struct ChangeCell: Sendable, Hashable {
  /// What something was or is.
  package enum State: Sendable, Hashable {
    /// The data do not say.
    case absent
    /// A word or a name.
    case word(String)
    /// A number.
    case number(Numeral)

    /// The state in words and digits; a dash if it is absent.
    package var text: String {
      switch self {
      case .absent: "–"
      case .word(let word): word
      case .number(let number): number.withUnit
      }
    }
  }

  /// What it was.
  package var baseline: State
  /// What it is.
  package var candidate: State
  /// Whether the candidate is better.
  package var verdict: DiffVerdict
  /// By how much it changed, for tables with room for it below; `nil` if that is not known.
  package var difference: MeasuredCell?
  /// The classes before and after, for tables that write them as symbols; `nil` for other aspects.
  package var classes: [ClassesCell]?

  /// Creates a cell from its parts.
  package init(
    baseline: State, candidate: State, verdict: DiffVerdict, difference: MeasuredCell? = nil,
    classes: [ClassesCell]? = nil
  ) {
    self.baseline = baseline
    self.candidate = candidate
    self.verdict = verdict
    self.difference = difference
    self.classes = classes
  }

  /// The word for the verdict.
  package var verdictWord: String { verdict.displayName }

  /// The word for the verdict, if it tells of a change; `nil` otherwise.
  package var tellingVerdict: String? {
    switch verdict {
    case .better, .worse, .different: verdictWord
    case .same, .notComparable: nil
    }
  }

  /// How a change of its kind is coloured.
  package var tone: Tone { Tone(verdict) }

  /// The one word for both states, if they are the same word.
  package var unchangedWord: String? {
    guard case .word(let word) = candidate, baseline == candidate, tellingVerdict == nil else {
      return nil
    }
    return word
  }

  /// From what to what, or the one word for both.
  package var states: String { unchangedWord ?? "\(baseline.text) → \(candidate.text)" }

  /// The change in words, on one line.
  package var text: String { states + (tellingVerdict.map { ", \($0)" } ?? "") }
}
