// SPDX-License-Identifier: GPL-3.0-or-later

extension DiffVerdict {
  /// Compares how the executions of a benchmark are classified.
  ///
  /// Where no proportion differs (see ``init(proportions:_:level:)``) it is still better if
  /// executions without a steady state have disappeared altogether, and worse if they appeared.
  init(
    classifications before: ClassificationCounts, _ after: ClassificationCounts,
    options: DiffOptions
  ) {
    self.init(proportions: before, after, level: options.level)
    guard before.differing(from: after, level: options.level) == [] else { return }
    switch (before.noSteadyState > 0, after.noSteadyState > 0) {
    case (true, false): self = .better
    case (false, true) where options.compatibility != .warmupStats: self = .worse
    default: break
    }
  }

  /// Compares the proportions of classifications.
  ///
  /// They differ if the simultaneous intervals of some classification's proportion
  /// (``MultinomialIntervals``) are disjoint. More executions that are flat or warm up are better;
  /// if only these two traded places it is the same.
  init(
    proportions before: ClassificationCounts, _ after: ClassificationCounts, level: Double
  ) {
    guard let differing = before.differing(from: after, level: level) else {
      self = .notComparable
      return
    }
    self = differing.isEmpty ? .same : Self.direction(of: differing, before, after)
  }

  /// Compares the proportions of classifications, as ``init(proportions:_:level:)``, and takes them
  /// for the same unless an exact test finds them different: the share that settles where that
  /// decides, else the share of some classification.
  init(
    provenProportions before: ClassificationCounts, _ after: ClassificationCounts, level: Double,
    pValue greatest: Double
  ) {
    self.init(proportions: before, after, level: level)
    func pValue(_ count: (ClassificationCounts) -> Int) -> Double {
      let (old, new) = (count(before), count(after))
      return FisherExactTest(
        with: old, without: before.completed - old, and: new, without: after.completed - new
      ).pValue
    }
    let isProven: Bool
    switch self {
    case .better, .worse: isProven = pValue(\.settling) <= greatest
    case .different:
      let all = Classification.allCases
      isProven = all.contains { kind in
        Double(all.count) * pValue { $0[kind] } <= greatest
      }
    case .same, .notComparable: return
    }
    if !isProven { self = .same }
  }

  /// What it means that the proportions of `differing` classifications differ.
  private static func direction(
    of differing: [Classification], _ before: ClassificationCounts, _ after: ClassificationCounts
  ) -> DiffVerdict {
    // The shares good/completed, multiplied by both denominators: whole numbers compare exactly.
    let (old, new) = (before.settling * after.completed, after.settling * before.completed)
    if new > old { return .better }
    if new < old { return .worse }
    return Set(differing).isSubset(of: [.flat, .warmup]) ? .same : .different
  }
}

extension ClassificationCounts {
  /// How many executions completed.
  public var completed: Int { settling + slowdown + noSteadyState }

  /// How many executions are flat or warm up.
  var settling: Int { flat + warmup }

  /// Whether there are completed executions, and all of them have a steady state.
  var haveSteadyState: Bool { completed > 0 && noSteadyState == 0 }

  /// The classifications whose proportions differ; `nil` if a side has no completed execution.
  fileprivate func differing(
    from other: ClassificationCounts, level: Double
  ) -> [Classification]? {
    guard let own = intervals(level: level), let others = other.intervals(level: level) else {
      return nil
    }
    return Classification.allCases.indices.filter { !own[$0].overlaps(others[$0]) }
      .map { Classification.allCases[$0] }
  }

  /// Simultaneous intervals for the proportions among the completed executions, in the order of
  /// `Classification.allCases`; `nil` if none completed.
  func intervals(level: Double) -> [ClosedRange<Double>]? {
    MultinomialIntervals(counts: Classification.allCases.map { self[$0] }, level: level)?
      .intervals
  }
}
