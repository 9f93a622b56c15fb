// SPDX-License-Identifier: GPL-3.0-or-later

/// What became of something between two results.
public enum DiffVerdict: String, Sendable, Hashable, Codable, CaseIterable, DisplayNamed {
  /// No difference that the data can tell from chance.
  case same
  /// A difference that is neither better nor worse.
  case different
  /// Better than before.
  case better
  /// Worse than before.
  case worse
  /// The results do not say: on one side at least there is nothing to compare.
  case notComparable = "not comparable"

  /// The verdict with before and after exchanged.
  package var inverted: DiffVerdict {
    switch self {
    case .better: .worse
    case .worse: .better
    case .same, .different, .notComparable: self
    }
  }
}

extension DiffVerdict {
  /// Compares two intervals of a quantity of which less is better.
  ///
  /// They differ if they are disjoint. An interval that is `nil` cannot be compared.
  init(lessIsBetter baseline: ClosedRange<Double>?, _ candidate: ClosedRange<Double>?) {
    guard let baseline, let candidate else {
      self = .notComparable
      return
    }
    self =
      if candidate.upperBound < baseline.lowerBound {
        .better
      } else if baseline.upperBound < candidate.lowerBound {
        .worse
      } else {
        .same
      }
  }

  /// Compares how wide two intervals are.
  ///
  /// They differ if their widths do so by more than `negligible`, in the unit of the intervals. An interval that is `nil` cannot be compared.
  init(
    narrowerIsBetter baseline: ClosedRange<Double>?, _ candidate: ClosedRange<Double>?,
    negligible: Double = 0
  ) {
    guard let baseline, let candidate else {
      self = .notComparable
      return
    }
    let change =
      (candidate.upperBound - candidate.lowerBound) - (baseline.upperBound - baseline.lowerBound)
    self =
      if change < -negligible {
        .better
      } else if change > negligible {
        .worse
      } else {
        .same
      }
  }

  /// The verdict on the whole, given those on its parts.
  ///
  /// Better if something is better and nothing worse, and worse likewise; different if both, or
  /// if something is different; the same if all that can be compared is.
  init(overall parts: [DiffVerdict]) {
    let present = Set(parts)
    self =
      switch (present.contains(.better), present.contains(.worse)) {
      case (true, false): .better
      case (false, true): .worse
      case (true, true): .different
      case (false, false):
        present.contains(.different)
          ? .different : present.contains(.same) ? .same : .notComparable
      }
  }
}
