// SPDX-License-Identifier: GPL-3.0-or-later

internal import GSL

/// The process executions of a benchmark key, ready to be drawn without replacement many times over.
///
/// A number of executions would have done if it mostly leads to the same class and to nearly the
/// same mean, and if the t interval of that mean is narrow enough.
package struct ExecutionDraws {
  /// A completed execution, as far as draws need it.
  private struct Member {
    /// `nil` for a single measurement.
    var classification: Classification?
    /// The first steady iteration; `nil` without a steady state.
    var steadyIteration: Double?
    /// The mean time of a steady iteration, in seconds; `nil` without a steady state.
    var mean: Double?
  }

  private let full: BenchmarkSummary
  private let options: TruncationOptions
  private let members: [Member]
  /// The mean over all executions that have a steady state; `nil` if fewer than two have one.
  private let mean: MeanOfExecutions?

  /// Prepares the completed executions of `full`.
  ///
  /// - Complexity: O(number of executions).
  package init(from full: BenchmarkSummary, options: TruncationOptions) {
    self.full = full
    self.options = options
    members = full.executions.compactMap(\.analysis).map {
      Member(
        classification: $0.classification,
        steadyIteration: $0.steadyState.map { Double($0.iteration) }, mean: $0.steadyState?.mean)
    }
    mean = MeanOfExecutions(means: members.compactMap(\.mean))
  }

  /// How many executions completed.
  package var count: Int { members.count }

  /// Whether two executions would have done, whether three, and so on up to as many as there are:
  /// each part of an agreement is 1 if it was the same in ``TruncationOptions/share`` of the draws,
  /// else 0.
  package func agreements(
    draws: Int, using generator: inout some RandomNumberGenerator
  ) -> [Agreement] {
    guard count >= 2 else { return [] }
    return (2...count).map { size in
      let found = Agreement(
        of: (0..<draws).map { _ in conclusions(of: draw(size, using: &generator)) })
      return found.reaching(options.share)
    }
  }

  /// The indices of some different executions.
  private func draw(_ size: Int, using generator: inout some RandomNumberGenerator) -> [Int] {
    var indices = Array(members.indices)
    for place in 0..<size {
      indices.swapAt(place, Int.random(in: place..<indices.count, using: &generator))
    }
    return Array(indices[..<size])
  }

  /// Whether the completed executions at `indices`, all different, say the same as all of them.
  package func conclusions(of indices: [Int]) -> Conclusions {
    let drawn = indices.map { members[$0] }
    return Conclusions(
      sameClassification: Consistency(drawn.compactMap(\.classification)) == full.consistency,
      sameSteadyIteration: hasSameIteration(drawn), sameSteadyPerformance: hasSameMean(drawn))
  }

  /// Whether the middle nine tenths of the steady iterations overlap those of all.
  ///
  /// That some execution has no steady state, so that there is no steady iteration, is a conclusion
  /// too.
  private func hasSameIteration(_ drawn: [Member]) -> Bool {
    let isSteady = drawn.allSatisfy { $0.steadyIteration != nil }
    guard isSteady, full.counts.haveSteadyState else {
      return !isSteady && !full.counts.haveSteadyState
    }
    let iterations = Spread(of: drawn.compactMap(\.steadyIteration))
    return DiffVerdict(lessIsBetter: full.steadyIterationRange, iterations?.range) == .same
  }

  /// Whether the mean lies within the minimum effect of that of all, and so many executions give an
  /// interval that is narrow enough.
  private func hasSameMean(_ drawn: [Member]) -> Bool {
    if drawn.count == members.count { return true }
    let means = drawn.compactMap(\.mean)
    guard let mean else { return means.isEmpty && members.allSatisfy { $0.mean == nil } }
    let limit = 1 + options.minimumEffect
    let ratio = means.isEmpty ? .infinity : means.accurateMean / mean.mean
    return ratio >= 1 / limit && ratio <= limit
      && halfWidth(of: drawn.count) <= wantedHalfWidth
  }

  /// The half-width of the t interval that so many executions give, as a part of the mean, if they
  /// vary as all do.
  private func halfWidth(of executions: Int) -> Double {
    guard let mean else { return .infinity }
    let variance = mean.squaredError * (mean.degreesOfFreedom + 1)
    return Precision(halfWidth: 0, level: options.level)
      .halfWidth(variance: variance, repetitions: executions) / mean.mean
  }

  private var wantedHalfWidth: Double {
    options.wantedHalfWidth
      ?? TruncationOptions.widening * halfWidth(of: members.count { $0.mean != nil })
  }
}
