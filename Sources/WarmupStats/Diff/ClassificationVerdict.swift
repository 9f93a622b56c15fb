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
    case (false, true) where options.method.compatibility != .warmupStats: self = .worse
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
    // The shares good/classified, multiplied by both denominators: whole numbers compare exactly.
    let (earlier, later) = (
      baseline.settling * candidate.classified, candidate.settling * baseline.classified
    )
    if later > earlier { return .better }
    if later < earlier { return .worse }
    return Set(differing).isSubset(of: [.flat, .warmup]) ? .same : .different
  }
}

extension ClassificationCounts {
  /// How many executions completed.
  package var completed: Int { classified + singleMeasurements }

  /// How many executions have a class: all that completed but single measurements.
  package var classified: Int { settling + slowdown + noSteadyState }

  /// How many executions are flat, as far as too few iterations can tell, or warm up, or are steady
  /// where nothing more is told.
  var settling: Int { flat + warmup + steady + tooFewIterations }

  /// How many executions have that classification, where too few iterations count as flat, and so
  /// do executions of which no more is told than that they are steady.
  fileprivate func published(_ classification: Classification) -> Int {
    self[classification] + (classification == .flat ? tooFewIterations + steady : 0)
  }

  /// Whether there are completed executions, and all of them have a steady state.
  var haveSteadyState: Bool { completed > 0 && noSteadyState == 0 }

  /// The classifications whose proportions differ; `nil` if no execution of a side has one.
  fileprivate func differing(
    from other: ClassificationCounts, level: Double
  ) -> [Classification]? {
    guard let own = intervals(level: level), let others = other.intervals(level: level) else {
      return nil
    }
    return Classification.published.indices.filter { !own[$0].overlaps(others[$0]) }
      .map { Classification.published[$0] }
  }

  /// Simultaneous intervals for the proportions among the classified executions.
  ///
  /// They are in the order of `Classification.published`; too few iterations count as flat. `nil` if
  /// no execution has a class.
  func intervals(level: Double) -> [ClosedRange<Double>]? {
    let counts = Classification.published.map(published)
    return MultinomialIntervals(counts: counts, level: level)?.intervals
  }
}
