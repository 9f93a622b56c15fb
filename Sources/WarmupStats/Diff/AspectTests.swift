// SPDX-License-Identifier: GPL-3.0-or-later

/// The tests of whether a benchmark changed between two results, one for each aspect of it.
///
/// Half of the probability of a wrong verdict goes to the steady performance, so that neither the
/// other aspects nor the number of executions weaken its test; the other half is shared by those
/// other aspects whose tests can become significant at all, after Tarone, "A modified Bonferroni
/// method for discrete data", Biometrics 46, 1990, https://doi.org/10.2307/2531456.
struct AspectTests: Sendable, Hashable, Codable {
  /// One test.
  struct Test: Sendable, Hashable, Codable {
    /// The p-value of no change.
    var pValue: Double
    /// The least p-value that the test could have had.
    var leastPValue: Double
    /// What it is if it is significant.
    var verdict: DiffVerdict
  }

  /// How much faster or slower the steady state is; `nil` if a side has none.
  let effect: EffectSize?
  /// The tests that could be made.
  private let tests: [BenchmarkDiff.Aspect: Test]

  /// No tests at all.
  init() {
    effect = nil
    tests = [:]
  }

  /// Tests every aspect that both sides have.
  init(from baseline: BenchmarkSummary, to candidate: BenchmarkSummary, options: DiffOptions) {
    let effect = EffectSize(of: candidate, to: baseline, options: options.comparison)
    let steady = [baseline, candidate].map { $0.executions.compactMap(\.analysis?.steadyState) }
    let iterations = steady.map { $0.map { Double($0.iteration) } }
    let times = steady.map { $0.map(\.timeToReach) }
    let means = steady.map { $0.map(\.mean) }
    self.effect = effect
    tests = [
      .classification: Test(classesOf: baseline.counts, candidate.counts),
      .steadyIteration: Test(
        PermutationTest(ranksOf: iterations[0], and: iterations[1])),
      .timeToSteady: Test(PermutationTest(ranksOf: times[0], and: times[1])),
      .steadyPerformance: effect.flatMap(Test.init),
      .steadyIterationVariability: Test(
        PermutationTest(deviationsOf: iterations[0], and: iterations[1])),
      .timeToSteadyVariability: Test(PermutationTest(deviationsOf: times[0], and: times[1])),
      .steadyPerformanceVariability: Test(
        PermutationTest(deviationsOf: means[0], and: means[1])),
    ].compactMapValues { $0 }
  }

  /// The p-value of no change of an aspect; `nil` if there is nothing to test.
  func pValue(of aspect: BenchmarkDiff.Aspect) -> Double? { tests[aspect]?.pValue }

  /// What became of an aspect if that is significant, `same` if it is not.
  ///
  /// - Parameter error: the probability of any wrong verdict on the benchmark.
  func verdict(on aspect: BenchmarkDiff.Aspect, error: Double) -> DiffVerdict {
    guard let test = tests[aspect] else { return .notComparable }
    let level = aspect == .steadyPerformance ? error / 2 : sharedLevel(error: error / 2)
    return test.pValue <= level ? test.verdict : .same
  }

  /// The greatest level at which the tests of all aspects but the steady performance together have
  /// at most that probability of a wrong verdict.
  ///
  /// Only tests count that can be significant at that level: level · (their number) ≤ `error`.
  private func sharedLevel(error: Double) -> Double {
    let least = tests.filter { $0.key != .steadyPerformance }.map(\.value.leastPValue).sorted()
    // With the k tests that can tell most the level is error/k, or just below what the next needs.
    var count = least.count
    while count > 1, least[count - 1] > error / Double(count) { count -= 1 }
    let level = error / Double(max(1, count))
    return count < least.count ? min(level, least[count].nextDown) : level
  }
}

extension AspectTests.Test {
  fileprivate init?(classesOf baseline: ClassificationCounts, _ candidate: ClassificationCounts) {
    guard let test = ClassesTest(baseline, candidate) else { return nil }
    // The shares that settle, multiplied by both denominators: whole numbers compare exactly.
    let (earlier, later) = (
      baseline.settling * candidate.classified, candidate.settling * baseline.classified
    )
    self.init(
      pValue: test.pValue, leastPValue: test.leastPValue,
      verdict: later > earlier ? .better : later < earlier ? .worse : .different)
  }

  /// Of a quantity of which less is better.
  fileprivate init?(_ test: PermutationTest?) {
    guard let test else { return nil }
    // The first group is the baseline: greater numbers there are an improvement.
    self.init(
      pValue: test.pValue, leastPValue: test.leastPValue,
      verdict: test.direction > 0 ? .better : test.direction < 0 ? .worse : .same)
  }

  fileprivate init?(_ effect: EffectSize) {
    guard let pValue = effect.effectPValue else { return nil }
    self.init(pValue: pValue, leastPValue: 0, verdict: effect.ratio > 1 ? .worse : .better)
  }
}
