// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import RealModule
import Testing
import WarmupStats

@Suite struct QuantityExperimentTests {
  private static let counts: [String: [[Double]]] = [
    "A": [[1000, 1010, 990], [500, 505, 495]], "B": [[400, 404, 396], [300, 303, 297]],
    "C": [[2000, 1990, 2010], [0, 0, 0]],
  ]

  private static let experiment = QuantityExperiment(
    machine: "m", unit: "dispatches", parts: [],
    executions: [
      BenchmarkKey(benchmark: "x", vm: "A"): executions("A", 0),
      BenchmarkKey(benchmark: "y", vm: "A"): executions("A", 1),
      BenchmarkKey(benchmark: "x", vm: "B"): executions("B", 0),
      BenchmarkKey(benchmark: "y", vm: "B"): executions("B", 1),
      BenchmarkKey(benchmark: "x", vm: "C"): executions("C", 0),
      BenchmarkKey(benchmark: "y", vm: "C"): executions("C", 1),
    ])

  private static func executions(_ name: String, _ place: Int) -> [QuantityExperiment.Execution] {
    (counts[name]?[place] ?? []).map { .init(parts: [$0]) }
  }

  @Test func ratiosAreThoseOfMeansAndTheirMeanIsGeometric() throws {
    let comparison = Configurations.quantity(Self.experiment)
      .compared(to: "A", options: ComparisonOptions())
    let matrix = ComparisonMatrix(comparison, baseline: "A")
    #expect(matrix.configurations == ["B", "C"])
    #expect(matrix.rows.map(\.key.benchmark) == ["x", "y"])
    let ratios = matrix.rows.map { $0.effects.map { $0?.ratio } }
    #expect(abs(try #require(ratios[0][0]) - 0.4) < 1e-12)
    #expect(abs(try #require(ratios[0][1]) - 2) < 1e-12)
    #expect(abs(try #require(ratios[1][0]) - 0.6) < 1e-12)
    let mean = try #require(matrix.means[0])
    #expect(abs(mean.ratio - Double.sqrt(0.4 * 0.6)) < 1e-12)
    // The interval is Fieller's of the same numbers given directly.
    let direct = try #require(
      EffectSize(
        of: [[[400]], [[404]], [[396]]], to: [[[1000]], [[1010]], [[990]]],
        key: BenchmarkKey(benchmark: "x"), options: ComparisonOptions()))
    #expect(matrix.rows[0].effects[0]?.interval == direct.interval)
    #expect(matrix.rows[0].effects[0]?.verdict == .faster)
  }

  @Test func nothingCountedIsNoRatio() {
    let comparison = Configurations.quantity(Self.experiment)
      .compared(to: "A", options: ComparisonOptions())
    let excluded = comparison.excluded.filter { $0.reason == .nothingCounted }
    #expect(excluded.map(\.candidate) == [BenchmarkKey(benchmark: "y", vm: "C")])
    let matrix = ComparisonMatrix(comparison, baseline: "A")
    #expect(matrix.rows[1].effects[1] == nil)
  }

  @Test func ordersAreKeptOrChangedAsAsked() {
    let comparison = Configurations.quantity(Self.experiment)
      .compared(to: "A", options: ComparisonOptions())
    let matrix = ComparisonMatrix(comparison, baseline: "A")
    let turned = matrix.ordered(by: ["C"])
    #expect(turned.configurations == ["C", "B"])
    #expect(turned.rows[0].effects[0]?.ratio == matrix.rows[0].effects[1]?.ratio)
    #expect(turned.means[1] == matrix.means[0])
    #expect(matrix.sorted { $0.baseline.mean }.rows.map(\.key.benchmark) == ["y", "x"])
    #expect(matrix.sorted { $0.effects[1]?.ratio }.rows.map(\.key.benchmark) == ["x", "y"])
    #expect(matrix.sorted { _ in nil } == matrix)
  }

  /// All machines and configurations are one family: adjusted apart, p-values would be smaller.
  @Test func machinesAreAdjustedTogether() throws {
    let one = Configurations.quantity(Self.experiment)
      .compared(to: "A", options: ComparisonOptions())
    let together = [one, one].adjustedForMultipleComparisons()
    var joined = one
    joined.append(one)
    let reference = joined.adjustedForMultipleComparisons()
    #expect(
      together.flatMap(\.benchmarks).map(\.effect) == reference.benchmarks.map(\.effect))
    let alone = one.adjustedForMultipleComparisons()
    let (greater, less) = (
      try #require(together[0].benchmarks[0].effect.pValue),
      try #require(alone.benchmarks[0].effect.pValue)
    )
    #expect(greater > less)
    #expect(together.allSatisfy { $0.isAdjusted })
  }

  @Test func differentQuantitiesAreNotPutTogether() {
    var times = Configurations.times(
      ExperimentSummary(
        machine: "m", options: AnalysisOptions(), benchmarks: [], warnings: []))
    let mixes = times.append(.quantity(Self.experiment))
    #expect(!mixes)
    var bytes = Self.experiment
    bytes.unit = "bytes"
    var quantity = Configurations.quantity(Self.experiment)
    let (other, same) = (
      quantity.append(.quantity(bytes)), quantity.append(.quantity(Self.experiment))
    )
    #expect(!other && same)
    #expect(quantity.keys.count == 6)
  }
}
