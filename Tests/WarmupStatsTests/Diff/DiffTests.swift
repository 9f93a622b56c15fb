// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats

@Suite struct DiffTests {
  private func key(_ benchmark: String, _ vm: String, _ variant: String = "default")
    -> BenchmarkKey
  {
    BenchmarkKey(benchmark: benchmark, vm: vm, variant: variant)
  }

  private func summary(_ keys: [BenchmarkKey], crashed: [BenchmarkKey] = []) -> ExperimentSummary {
    let benchmarks =
      keys.map { BenchmarkSummary($0, flat: 10, performance: 1...2) }
      + crashed.map { BenchmarkSummary($0, crashed: 3) }
    return ExperimentSummary(
      machine: "", options: AnalysisOptions(), benchmarks: benchmarks, warnings: [])
  }

  private func pairs(_ comparison: Diff) -> [[BenchmarkKey]] {
    comparison.benchmarks.map { [$0.baseline.key, $0.candidate.key] }
  }

  @Test func sameKeysAreCompared() {
    let baseline = summary([key("a", "V"), key("gone", "V"), key("b", "W")])
    let candidate = summary([key("b", "W"), key("new", "V"), key("a", "V"), key("a", "V", "other")])
    let comparison = candidate.difference(from: baseline)
    #expect(
      pairs(comparison) == [[key("a", "V"), key("a", "V")], [key("b", "W"), key("b", "W")]])
    #expect(
      comparison.excluded == [
        ExcludedBenchmark(baseline: key("gone", "V"), reason: .missing),
        ExcludedBenchmark(candidate: key("new", "V"), reason: .added),
        ExcludedBenchmark(candidate: key("a", "V", "other"), reason: .added),
      ])
    #expect(comparison.benchmarks.count { $0.overall == .same } == 2)
    #expect(comparison.warnings.isEmpty)
  }

  @Test func crashedBenchmarksAreListed() {
    let (a, b, c) = (key("a", "V"), key("b", "V"), key("c", "V"))
    let comparison = summary([a], crashed: [b, c]).difference(from: summary([b], crashed: [a, c]))
    #expect(comparison.benchmarks.isEmpty)
    #expect(
      comparison.excluded == [
        ExcludedBenchmark(baseline: b, candidate: b, reason: .crashedCandidate),
        ExcludedBenchmark(baseline: a, candidate: a, reason: .crashedBaseline),
        ExcludedBenchmark(baseline: c, candidate: c, reason: .crashedBoth),
      ])
  }

  @Test func renamedBenchmarksAreCompared() {
    let baseline = summary([key("old", "V"), key("other", "V")])
    let candidate = summary([key("new", "V"), key("other", "V")])
    let comparison = candidate.difference(
      from: baseline, pairing: KeyPairing(newNames: ["old": "new", "absent": "neither"]))
    #expect(
      pairs(comparison) == [
        [key("old", "V"), key("new", "V")], [key("other", "V"), key("other", "V")],
      ])
    #expect(comparison.excluded.isEmpty)
    #expect(
      comparison.warnings.map(\.fact) == [
        .unknownBenchmark("absent", .baseline), .unknownBenchmark("neither", .candidate),
      ])
  }

  /// The new name also existed before: what was renamed goes first, and nothing is paired twice.
  @Test func renamingTakesTheNameFromAnother() {
    let baseline = summary([key("b", "V"), key("a", "V")])
    let comparison = summary([key("b", "V")]).difference(
      from: baseline, pairing: KeyPairing(newNames: ["a": "b"]))
    #expect(pairs(comparison) == [[key("a", "V"), key("b", "V")]])
    #expect(
      comparison.excluded == [ExcludedBenchmark(baseline: key("b", "V"), reason: .missing)])
  }

  @Test func vmsOfOneFileAreCompared() {
    let all = summary([
      key("a", "V", "default-js"), key("a", "W", "default-lua"), key("b", "V", "default-js"),
      key("c", "W", "default-lua"), key("a", "X"),
    ])
    let comparison = all.difference(
      from: all, pairing: KeyPairing(vms: KeyPairing.VMs(baseline: "V", candidate: "W")))
    #expect(pairs(comparison) == [[key("a", "V", "default-js"), key("a", "W", "default-lua")]])
    #expect(
      comparison.excluded == [
        ExcludedBenchmark(baseline: key("b", "V", "default-js"), reason: .missing),
        ExcludedBenchmark(candidate: key("c", "W", "default-lua"), reason: .added),
        ExcludedBenchmark(baseline: key("a", "X"), candidate: key("a", "X"), reason: .notSelected),
      ])
  }

  /// Variants of the same name first; then one that is left on either side; never a guess.
  @Test func variantsOfDifferentVMsAreMatched() {
    let baseline = summary([
      key("a", "V", "x"), key("a", "V", "y"), key("b", "V", "x"), key("b", "V", "y"),
    ])
    let candidate = summary([
      key("a", "W", "z"), key("a", "W", "x"), key("b", "W", "z"), key("b", "W", "w"),
    ])
    let comparison = candidate.difference(
      from: baseline, pairing: KeyPairing(vms: KeyPairing.VMs(baseline: "V", candidate: "W")))
    #expect(
      pairs(comparison) == [
        [key("a", "V", "x"), key("a", "W", "x")], [key("a", "V", "y"), key("a", "W", "z")],
      ])
    #expect(comparison.excluded.map(\.reason) == Array(repeating: .severalVariants, count: 4))
  }

  @Test func unknownVMsAreToldOf() {
    let all = summary([key("a", "V")])
    let comparison = all.difference(
      from: all, pairing: KeyPairing(vms: KeyPairing.VMs(baseline: "Q", candidate: "V")))
    #expect(comparison.benchmarks.isEmpty)
    #expect(comparison.excluded == [ExcludedBenchmark(candidate: key("a", "V"), reason: .added)])
    #expect(comparison.warnings.map(\.fact) == [.unknownVM("Q", .baseline)])
  }

  @Test func differentOptionsAreToldOf() {
    var baseline = summary([key("a", "V")])
    baseline.options.steadyTail = .fraction(0.01)
    let comparison = summary([key("a", "V")]).difference(from: baseline)
    #expect(comparison.warnings.map(\.fact) == [.differentOptions])
  }
}
