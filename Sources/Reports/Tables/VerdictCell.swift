// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// Whether a difference is welcome.
package enum Tone: String, Sendable, Hashable, CaseIterable {
  /// It is.
  case better
  /// It is not.
  case worse
  /// Partly, or nobody can say.
  case mixed
  /// There is none that the data can tell from chance.
  case neutral
}

/// What to think of a difference, and why.
package struct VerdictCell: Sendable, Hashable {
  /// The verdict.
  package var word: String
  /// Whether it is welcome.
  package var tone: Tone
  /// Whether chance may well be all there is to it.
  package var isDoubtful: Bool
  /// What the verdict rests on, a few words each; empty if it speaks for itself.
  package var reasons: [String]

  /// The verdict, in brackets if it is doubtful.
  package var shownWord: String { isDoubtful ? "(\(word))" : word }

  /// Whether it stands out: something differs, beyond doubt.
  package var isTelling: Bool { tone != .neutral && !isDoubtful }

  /// The verdict and its reasons on one line.
  package var text: String {
    reasons.isEmpty ? shownWord : "\(shownWord): \(reasons.joined(separator: ", "))"
  }

  /// The sign of a verdict on a ratio, where there is no room for its word.
  package var mark: String {
    switch tone {
    case .better: "▼"
    case .worse: "▲"
    case .mixed, .neutral: word == ComparisonVerdict.equivalent.rawValue ? "=" : "~"
    }
  }

  /// Creates a verdict.
  package init(word: String, tone: Tone, isDoubtful: Bool = false, reasons: [String] = []) {
    self.word = word
    self.tone = tone
    self.isDoubtful = isDoubtful
    self.reasons = reasons
  }
}

extension Tone {
  init(_ verdict: DiffVerdict) {
    switch verdict {
    case .better: self = .better
    case .worse: self = .worse
    case .different: self = .mixed
    case .same, .notComparable: self = .neutral
    }
  }

  init(_ verdict: ComparisonVerdict) {
    switch verdict {
    case .faster: self = .better
    case .slower: self = .worse
    case .equivalent, .inconclusive: self = .neutral
    }
  }
}

extension VerdictCell {
  /// The verdict on a benchmark, with those of its aspects that differ.
  init(_ comparison: BenchmarkDiff) {
    self.init(
      word: comparison.shownOverall.displayName, tone: Tone(comparison.shownOverall),
      reasons: Self.aspects.compactMap { $0.words(for: comparison[shown: $0]) })
  }

  /// The aspects that count, those first that people ask for first.
  private static let aspects: [BenchmarkDiff.Aspect] = [
    .steadyPerformance, .classification, .steadyIteration, .steadyPerformanceVariability,
    .steadyIterationVariability,
  ]

  /// The verdict on an effect.
  init(_ effect: EffectSize) {
    self.init(
      word: effect.verdict.displayName, tone: Tone(effect.verdict),
      reasons: [effect.uncertainChange].compactMap(\.self))
  }
}

extension EffectSize {
  /// In which direction something changed where it is only uncertain by how much; else `nil`.
  package var uncertainChange: String? {
    guard verdict == .inconclusive, let direction else { return nil }
    return "\(direction.displayName) by an uncertain amount"
  }
}

extension BenchmarkDiff.Aspect {
  /// What a verdict on the aspect says, in a few words; `nil` if it says nothing.
  fileprivate func words(for verdict: DiffVerdict) -> String? {
    let words: (better: String, worse: String, different: String) =
      switch self {
      case .classification: ("better classes", "worse classes", "other classes")
      case .steadyIteration: ("steady sooner", "steady later", "steady at another time")
      case .steadyIterationVariability:
        ("start varies less", "start varies more", "start varies otherwise")
      case .timeToSteady: ("shorter warmup", "longer warmup", "other warmup")
      case .timeToSteadyVariability:
        ("warmup varies less", "warmup varies more", "warmup varies otherwise")
      case .steadyPerformance: ("faster", "slower", "at another speed")
      case .steadyPerformanceVariability:
        ("speed varies less", "speed varies more", "speed varies otherwise")
      }
    return switch verdict {
    case .better: words.better
    case .worse: words.worse
    case .different: words.different
    case .same, .notComparable: nil
    }
  }
}
