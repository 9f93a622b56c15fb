// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

/// What something was before, what it is after, and whether that is better.
public struct TransitionCell: Sendable, Hashable {
  /// What something was or is.
  public enum State: Sendable, Hashable {
    /// The data do not say.
    case absent
    /// A word or a name.
    case word(String)
    /// A number.
    case number(Numeral)

    /// The state in words and digits; a dash if it is absent.
    public var text: String {
      switch self {
      case .absent: "–"
      case .word(let word): word
      case .number(let number): number.withUnit
      }
    }
  }

  /// What it was before.
  public var baseline: State
  /// What it is after.
  public var candidate: State
  /// What to think of the change.
  public var verdict: DiffVerdict

  /// Creates a cell from its parts.
  public init(baseline: State, candidate: State, verdict: DiffVerdict) {
    self.baseline = baseline
    self.candidate = candidate
    self.verdict = verdict
  }

  /// The verdict in a word.
  public var verdictWord: String { verdict.rawValue }

  /// The verdict in a word; `nil` if nothing is different, or nothing can be compared.
  public var tellingVerdict: String? {
    switch verdict {
    case .better, .worse, .different: verdictWord
    case .same, .notComparable: nil
    }
  }

  /// Whether the change is welcome.
  public var tone: Tone { Tone(verdict) }

  /// The one word that says it all, where before and after are the same word and no verdict tells
  /// more.
  public var unchangedWord: String? {
    guard case .word(let word) = candidate, baseline == candidate, tellingVerdict == nil else {
      return nil
    }
    return word
  }

  /// Before and after, or the one word that says it all.
  public var change: String { unchangedWord ?? "\(baseline.text) → \(candidate.text)" }

  /// Before, after, and the verdict if it tells something, on one line.
  public var words: String { change + (tellingVerdict.map { ", \($0)" } ?? "") }
}

/// A number and the interval that it lies in.
public struct IntervalCell: Sendable, Hashable {
  /// The number.
  public var value: Numeral
  /// The lower end of the interval.
  public var lower: Numeral
  /// The upper end of the interval.
  public var upper: Numeral

  /// The interval as tables have it, in brackets.
  public var rangeText: String { "[\(lower.text), \(upper.text)]" }

  /// Creates a cell from its parts.
  public init(value: Numeral, lower: Numeral, upper: Numeral) {
    self.value = value
    self.lower = lower
    self.upper = upper
  }
}
