// SPDX-License-Identifier: GPL-3.0-or-later

extension ComparisonVerdict {
  /// Compares how the executions of a benchmark are classified.
  ///
  /// They differ if the simultaneous intervals of some classification's proportion
  /// (``MultinomialIntervals``) are disjoint. More executions that are flat or warm up are better;
  /// if only these two traded places it is the same. Where no proportion differs it is still
  /// better if executions without a steady state have disappeared altogether.
  init(
    classifications before: ClassificationCounts, _ after: ClassificationCounts,
    options: ComparisonOptions
  ) {
    guard let old = before.intervals(level: options.level),
      let new = after.intervals(level: options.level)
    else {
      self = .notComparable
      return
    }
    let differing = Classification.allCases.indices.filter { !old[$0].overlaps(new[$0]) }
      .map { Classification.allCases[$0] }
    guard differing.isEmpty else {
      self = Self.direction(of: differing, before, after)
      return
    }
    self =
      if before.noSteadyState > 0, after.noSteadyState == 0 {
        .better
      } else if before.noSteadyState == 0, after.noSteadyState > 0,
        options.compatibility != .warmupStats
      {
        .worse
      } else {
        .same
      }
  }

  /// What it means that the proportions of `differing` classifications differ.
  private static func direction(
    of differing: [Classification], _ before: ClassificationCounts, _ after: ClassificationCounts
  ) -> ComparisonVerdict {
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

  /// Simultaneous intervals for the proportions among the completed executions, in the order of
  /// `Classification.allCases`; `nil` if none completed.
  func intervals(level: Double) -> [ClosedRange<Double>]? {
    MultinomialIntervals(counts: Classification.allCases.map { self[$0] }, level: level)?
      .intervals
  }
}
