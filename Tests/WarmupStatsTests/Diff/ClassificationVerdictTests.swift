// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats

/// With 30 executions on either side every complete change is beyond chance.
@Suite struct ClassificationVerdictTests {
  private func verdict(
    from baseline: BenchmarkSummary, to candidate: BenchmarkSummary,
    method: Method = .standard
  ) -> DiffVerdict {
    var options = DiffOptions()
    options.method = method
    return candidate.difference(from: baseline, options: options)[.classification]
  }

  @Test func moreSettlingIsBetter() {
    let (warm, slow) = (BenchmarkSummary(warmup: 30), BenchmarkSummary(slowdown: 30))
    #expect(verdict(from: slow, to: warm) == .better)
    #expect(verdict(from: warm, to: slow) == .worse)
  }

  @Test func warmupAndFlatMayTradePlaces() {
    #expect(
      verdict(from: BenchmarkSummary(warmup: 30), to: BenchmarkSummary(flat: 30)) == .same)
    #expect(
      verdict(
        from: BenchmarkSummary(warmup: 30, slowdown: 2),
        to: BenchmarkSummary(slowdown: 2, flat: 30)) == .same)
  }

  @Test func slowdownInPlaceOfNoSteadyStateIsDifferent() {
    #expect(
      verdict(from: BenchmarkSummary(slowdown: 30), to: BenchmarkSummary(noSteadyState: 30))
        == .different)
  }

  /// Shares count, not numbers: 20 of 30 against 10 of 15.
  @Test func numbersOfExecutionsMayDiffer() {
    #expect(
      verdict(
        from: BenchmarkSummary(warmup: 200, slowdown: 100),
        to: BenchmarkSummary(slowdown: 50, flat: 100)) == .same)
  }

  /// One of ten could be chance, but now there is a steady state, and before there was none.
  @Test func lastExecutionsWithoutSteadyStateDisappear() {
    let (some, none) = (
      BenchmarkSummary(warmup: 9, noSteadyState: 1), BenchmarkSummary(warmup: 10)
    )
    #expect(verdict(from: some, to: none) == .better)
    #expect(verdict(from: none, to: some) == .worse)
    #expect(verdict(from: some, to: none, method: .warmupStats) == .better)
    #expect(verdict(from: none, to: some, method: .warmupStats) == .same)
    let more = BenchmarkSummary(warmup: 8, noSteadyState: 2)
    #expect(verdict(from: more, to: some) == .same)
  }

  @Test func crashedExecutionsTakeNoPart() {
    #expect(
      verdict(
        from: BenchmarkSummary(warmup: 10), to: BenchmarkSummary(warmup: 3, crashed: 27))
        == .same)
  }
}
