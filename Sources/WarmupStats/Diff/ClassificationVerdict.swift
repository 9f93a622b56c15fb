// SPDX-License-Identifier: GPL-3.0-or-later

extension DiffVerdict {
  /// Compares how the executions of a benchmark are classified.
  ///
  /// Where no proportion differs (see ``init(proportions:_:level:)``) it is still better if
  /// executions without a steady state have disappeared altogether, and worse if they appeared.
  init(
    classifications baseline: ClassificationCounts, _ candidate: ClassificationCounts,
    options: DiffOptions
  ) {
    self.init(proportions: baseline, candidate, level: options.level)
    guard baseline.differing(from: candidate, level: options.level) == [] else { return }
    switch (baseline.noSteadyState > 0, candidate.noSteadyState > 0) {
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
    proportions baseline: ClassificationCounts, _ candidate: ClassificationCounts, level: Double
  ) {
    guard let differing = baseline.differing(from: candidate, level: level) else {
      self = .notComparable
      return
    }
    self = differing.isEmpty ? .same : Self.direction(of: differing, baseline, candidate)
  }

  /// What it means that the proportions of `differing` classifications differ.
  private static func direction(
    of differing: [Classification], _ baseline: ClassificationCounts,
    _ candidate: ClassificationCounts
  ) -> DiffVerdict {
    // The shares good/completed, multiplied by both denominators: whole numbers compare exactly.
    let (earlier, later) = (
      baseline.settling * candidate.completed, candidate.settling * baseline.completed
    )
    if later > earlier { return .better }
    if later < earlier { return .worse }
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
