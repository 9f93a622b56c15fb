// SPDX-License-Identifier: GPL-3.0-or-later

/// The process executions of a benchmark key, ready to be drawn with replacement many times over.
///
/// A draw's steady performance is a mixture of the distributions of its executions, which need
/// not be computed: whether its interval is disjoint from the full one's can be told from the
/// probabilities of its executions at the two ends of the latter.
package struct ExecutionDraws {
  /// A completed execution, as far as draws need it.
  private struct Member {
    var classification: Classification
    /// The first steady iteration; `nil` without a steady state.
    var steadyIteration: Double?
    /// The probability of a resampled mean of at most the lower end of the full interval.
    var belowLower: Double
    /// The probability of a resampled mean of at most the upper end of the full interval.
    var belowUpper: Double
  }

  private let full: BenchmarkSummary
  private let comparison: DiffOptions
  private let members: [Member]
  /// Verdicts on the classifications of draws, which recur.
  private var classificationVerdicts: [ClassificationCounts: DiffVerdict] = [:]

  /// Prepares the completed executions of `full`, which was analysed with `analysis`.
  ///
  /// - Complexity: O(n) for n iterations.
  package init(
    from full: BenchmarkSummary, analysis: AnalysisOptions, comparison: DiffOptions
  ) {
    self.full = full
    self.comparison = comparison
    members = full.executions.compactMap { execution -> Member? in
      guard let found = execution.analysis else { return nil }
      var member = Member(
        classification: found.classification,
        steadyIteration: found.steadyState.map { Double($0.iteration) }, belowLower: 0,
        belowUpper: 0)
      if let performance = full.steadyPerformance,
        let times = execution.steadyTimes(compatibility: analysis.compatibility)
      {
        let means = ResampledMeanDistribution(resampling: times)
        member.belowLower = means.probability(atMost: performance.lower)
        member.belowUpper = means.probability(atMost: performance.upper)
      }
      return member
    }
  }

  /// How many executions completed.
  package var count: Int { members.count }

  /// How often the conclusions of two executions are those of all, of three and so on up to as
  /// many as there are; for each number of them that many draws.
  package func agreements(
    draws: Int, using generator: inout some RandomNumberGenerator
  ) -> [Agreement] {
    guard count >= 2 else { return [] }
    var copy = self
    return (2...count).map { size in
      Agreement(
        of: (0..<draws).map { _ in
          copy.conclusions(
            of: (0..<size).map { _ in Int.random(in: 0..<count, using: &generator) })
        })
    }
  }

  /// Whether the completed executions at `indices` say the same as all of them.
  package mutating func conclusions(of indices: [Int]) -> Conclusions {
    var counts = ClassificationCounts()
    for index in indices { counts[members[index].classification] += 1 }
    let sameClassification = verdict(on: counts) == .same
    guard full.counts.haveSteadyState, counts.haveSteadyState else {
      let sameLack = !full.counts.haveSteadyState && !counts.haveSteadyState
      return Conclusions(
        sameClassification: sameClassification, sameSteadyIteration: sameLack,
        sameSteadyPerformance: sameLack)
    }
    let iterations = Spread(of: indices.compactMap { members[$0].steadyIteration })
    return Conclusions(
      sameClassification: sameClassification,
      sameSteadyIteration: DiffVerdict(
        lessIsBetter: full.steadyIterationRange, iterations?.range)
        == .same,
      sameSteadyPerformance: hasSamePerformance(indices))
  }

  private mutating func verdict(on counts: ClassificationCounts) -> DiffVerdict {
    if let known = classificationVerdicts[counts] { return known }
    let verdict = DiffVerdict(classifications: full.counts, counts, options: comparison)
    classificationVerdicts[counts] = verdict
    return verdict
  }

  /// Whether the interval of the draw's steady performance overlaps that of the full experiment.
  private func hasSamePerformance(_ indices: [Int]) -> Bool {
    guard let performance = full.steadyPerformance else { return true }
    let tail = (1 - performance.level) / 2
    let count = Double(indices.count)
    // The p quantile lies above x exactly if less than p of the probability does not.
    let belowUpper = indices.reduce(0) { $0 + members[$1].belowUpper } / count
    let belowLower = indices.reduce(0) { $0 + members[$1].belowLower } / count
    return belowUpper >= tail && belowLower < 1 - tail
  }
}
