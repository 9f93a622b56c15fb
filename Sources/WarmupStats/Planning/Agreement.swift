// SPDX-License-Identifier: GPL-3.0-or-later

/// How often less measuring led to the same conclusions as all of it; each number is a share in
/// [0, 1].
public struct Agreement: Sendable, Hashable, Codable {
  /// How often the classification was the same.
  public var classification: Double
  /// How often the steady iteration was the same.
  public var steadyIteration: Double
  /// How often the steady performance was the same.
  public var steadyPerformance: Double
  /// How often all three were the same.
  public var all: Double

  /// Creates an agreement from its parts.
  package init(
    classification: Double, steadyIteration: Double, steadyPerformance: Double, all: Double
  ) {
    self.classification = classification
    self.steadyIteration = steadyIteration
    self.steadyPerformance = steadyPerformance
    self.all = all
  }

  /// The mean of some agreements; `nil` if there are none.
  package init?(meanOf agreements: some Collection<Agreement>) {
    guard !agreements.isEmpty else { return nil }
    let count = Double(agreements.count)
    func mean(_ part: KeyPath<Agreement, Double>) -> Double {
      agreements.reduce(0) { $0 + $1[keyPath: part] } / count
    }
    self.init(
      classification: mean(\.classification), steadyIteration: mean(\.steadyIteration),
      steadyPerformance: mean(\.steadyPerformance), all: mean(\.all))
  }
}

/// Which conclusions were the same in one case.
package struct Conclusions: Hashable {
  package var sameClassification: Bool
  package var sameSteadyIteration: Bool
  package var sameSteadyPerformance: Bool

  /// Whether the verdicts of `comparison` find no difference.
  ///
  /// That there is no steady state, and so neither iteration nor performance, is a conclusion too:
  /// it is the same if both sides come to it.
  package init(_ comparison: BenchmarkDiff) {
    let steadyStates = (comparison.baseline.counts, comparison.candidate.counts)
    let sameLack = !steadyStates.0.haveSteadyState && !steadyStates.1.haveSteadyState
    func isSame(_ aspect: BenchmarkDiff.Aspect) -> Bool {
      comparison[aspect] == .same || comparison[aspect] == .notComparable && sameLack
    }
    self.init(
      sameClassification: isSame(.classification),
      sameSteadyIteration: isSame(.steadyIteration),
      sameSteadyPerformance: isSame(.steadyPerformance))
  }

  init(sameClassification: Bool, sameSteadyIteration: Bool, sameSteadyPerformance: Bool) {
    self.sameClassification = sameClassification
    self.sameSteadyIteration = sameSteadyIteration
    self.sameSteadyPerformance = sameSteadyPerformance
  }
}

extension Agreement {
  /// 1 for each part that is at least `share`, 0 for the others.
  func reaching(_ share: Double) -> Agreement {
    func reached(_ part: Double) -> Double { part >= share ? 1 : 0 }
    return Agreement(
      classification: reached(classification), steadyIteration: reached(steadyIteration),
      steadyPerformance: reached(steadyPerformance), all: reached(all))
  }

  /// How often `conclusions` were the same; there is at least one.
  init(of conclusions: [Conclusions]) {
    let total = Double(conclusions.count)
    func share(_ isSame: (Conclusions) -> Bool) -> Double {
      Double(conclusions.count(where: isSame)) / total
    }
    self.init(
      classification: share(\.sameClassification), steadyIteration: share(\.sameSteadyIteration),
      steadyPerformance: share(\.sameSteadyPerformance),
      all: share { $0.sameClassification && $0.sameSteadyIteration && $0.sameSteadyPerformance })
  }
}
