// SPDX-License-Identifier: GPL-3.0-or-later

import RealModule
import Testing
import WarmupStats
import evaluation

/// Changes of level are found where they are, and nowhere else.
@Suite struct HistoryTests {
  private static func history(_ means: [Double], options: HistoryOptions = HistoryOptions())
    -> History
  {
    History(
      of: BenchmarkKey(benchmark: "b"),
      points: means.enumerated().map { History.Point(result: $0, mean: $1, executions: 1) },
      options: options)
  }

  private static func noise(_ count: Int, _ deviation: Double, seed: UInt64 = 1) -> [Double] {
    var study = HistoryStudy(steps: [], noise: .normal(deviation))
    study.results = count
    var generator = Xoshiro256(seed: seed)
    return study.series(using: &generator)
  }

  /// Steps of ten standard deviations are found to the result, with their size.
  @Test func largeStepsAreFound() throws {
    let series = Self.noise(40, 0.005).enumerated().map {
      $1 * ($0 < 12 ? 1 : $0 < 30 ? 1.1 : 1.05)
    }
    let history = Self.history(series)
    #expect(history.changes.map(\.point) == [12, 30])
    #expect(history.levels.map(\.points) == [0..<12, 12..<30, 30..<40])
    let first = try #require(history.changes.first)
    #expect(first.direction == .slower && first.interval.contains(1.1))
    #expect(first.possiblePoints == 12...12)
    #expect(history.changes.last?.direction == .faster)
    // The ratio is that of the levels' geometric means.
    #expect(abs(first.ratio - history.levels[1].mean / history.levels[0].mean) < 1e-12)
    let mean = Double.exp(series[..<12].reduce(0) { $0 + Double.log($1) / 12 })
    #expect(abs(history.levels[0].mean / mean - 1) < 1e-12)
  }

  /// The levels are the best division into so many: that which trying all finds.
  @Test(arguments: 1...20) func levelsAreTheBestOfTheirNumber(seed: UInt64) {
    var generator = Xoshiro256(seed: seed)
    let study = HistoryStudy(steps: HistoryStudy.threeSteps, noise: .normal(0.015))
    let series = study.series(using: &generator)
    let history = study.history(of: series)
    let best = LeastSquaresLevels(
      of: series.map { Double.log($0) }, count: history.levels.count, leastLength: 2)
    #expect(history.changes.map(\.point) == best.changepoints)
  }

  /// Exhaustive search on small series checks what checks the levels.
  @Test func leastSquaresAreThoseOfAllDivisions() {
    let values = Self.noise(9, 0.1)
    func squares(_ range: Range<Int>) -> Double {
      let mean = values[range].reduce(0, +) / Double(range.count)
      return values[range].reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    var best = (squares: Double.infinity, places: [Int]())
    for first in 1..<8 {
      for second in first + 1..<9 {
        let sum = squares(0..<first) + squares(first..<second) + squares(second..<9)
        if sum < best.squares { best = (sum, [first, second]) }
      }
    }
    let found = LeastSquaresLevels(of: values, count: 3)
    #expect(found.changepoints == best.places && abs(found.squares - best.squares) < 1e-12)
  }

  /// Three steps of 3, 5 and −4 %: found as often as if their number were known, or nearly; where
  /// results vary by 1 % in at least 93 of 100.
  @Test(arguments: [(0.015, 0.62), (0.01, 0.9), (0.007, 0.95)])
  func stepsAreFoundWithinOneResult(deviation: Double, share: Double) {
    var generator = Xoshiro256(seed: 7)
    let outcome = HistoryStudy(steps: HistoryStudy.threeSteps, noise: .normal(deviation))
      .outcome(series: 100, using: &generator)
    #expect(outcome.all.share >= share, "\(outcome.all)")
    // Who is told the number of steps finds few more.
    #expect(outcome.best.share - outcome.all.share <= 0.1, "\(outcome.best) \(outcome.all)")
    #expect(outcome.places.share >= 0.95 && outcome.ratios.share >= 0.95)
  }

  /// A benchmark that never changed shows a change in at most the rate of false alarms.
  ///
  /// Three standard errors of 150 series above 2 % are 5.4 %.
  @Test(arguments: [10, 60]) func nothingIsFoundWhereNothingChanged(results: Int) {
    var generator = Xoshiro256(seed: 11)
    var study = HistoryStudy(steps: [], noise: .normal(0.015))
    study.results = results
    let outcome = study.outcome(series: 150, using: &generator)
    #expect(outcome.others.share <= 0.054, "\(outcome.others)")
  }

  /// A higher rate of false alarms gives more of them: the option has an effect.
  @Test func theRateOfFalseAlarmsIsAChoice() {
    var generator = Xoshiro256(seed: 11)
    var study = HistoryStudy(steps: [], noise: .normal(0.015))
    study.options.falseAlarmRate = 0.5
    let outcome = study.outcome(series: 100, using: &generator)
    #expect((0.05...0.5).contains(outcome.others.share), "\(outcome.others)")
  }

  @Test func aLoneResultIsSetAside() {
    var series = Self.noise(30, 0.01)
    series[14] *= 1.3
    let history = Self.history(series)
    #expect(history.points.filter(\.isSetAside).map(\.result) == [14])
    #expect(history.changes.isEmpty)
    // Two of them are a level.
    series[15] *= 1.3
    #expect(Self.history(series).changes.map(\.point) == [14, 16])
  }

  /// The last result alone is set aside, until another one like it shows that it is a level.
  @Test func theLastResultAloneIsNoLevel() {
    var series = Self.noise(30, 0.01)
    series[29] *= 1.3
    let history = Self.history(series)
    #expect(history.changes.isEmpty && history.points[29].isSetAside)
    series.append(series[29])
    #expect(Self.history(series).changes.map(\.point) == [29])
  }

  /// Fewer than eight results never show a change, and a history of one is a level.
  @Test(arguments: [1, 2, 3, 5, 7]) func fewResultsTellNothing(count: Int) {
    let series = Self.noise(count, 0.001).enumerated().map { $1 * ($0 < count / 2 ? 1 : 2) }
    let history = Self.history(series)
    #expect(history.changes.isEmpty && history.levels.count == 1)
    #expect((history.spread == nil) == (count == 1))
  }

  @Test func eightResultsShowALargeChange() {
    let series = Self.noise(8, 0.001).enumerated().map { $1 * ($0 < 4 ? 1 : 2) }
    #expect(Self.history(series).changes.map(\.point) == [4])
  }

  /// Equal times are one level, and two values one step, whatever their scale.
  @Test(arguments: [1e-9, 1, 1e6]) func timesWithoutNoise(scale: Double) {
    let equal = [Double](repeating: 3 * scale, count: 30)
    #expect(Self.history(equal).changes.isEmpty)
    let step = equal.enumerated().map { $0 < 20 ? $1 : 1.01 * $1 }
    #expect(Self.history(step).changes.map(\.point) == [20])
  }

  /// Times in another unit have the same changes, and the series backwards has them backwards.
  @Test func changesDoNotDependOnTheUnitOrTheDirection() {
    var generator = Xoshiro256(seed: 5)
    let study = HistoryStudy(steps: HistoryStudy.threeSteps, noise: .normal(0.01))
    let series = study.series(using: &generator)
    let history = Self.history(series)
    let scaled = Self.history(series.map { 1024 * $0 })
    #expect(scaled.changes.map(\.point) == history.changes.map(\.point))
    let backwards = Self.history(series.reversed())
    #expect(backwards.changes.map { 60 - $0.point }.reversed() == history.changes.map(\.point))
    for (one, other) in zip(history.changes, backwards.changes.reversed()) {
      #expect(abs(one.ratio * other.ratio - 1) < 1e-9)
    }
  }

  @Test func dependenceIsToldAndIndependenceIsNot() {
    var generator = Xoshiro256(seed: 3)
    var told = (dependent: 0, independent: 0)
    for _ in 0..<50 {
      let dependent = HistoryStudy(steps: [], noise: .dependent(0.01, correlation: 0.6))
      if dependent.history(of: dependent.series(using: &generator)).dependence != nil {
        told.dependent += 1
      }
      let independent = HistoryStudy(steps: [], noise: .normal(0.01))
      if independent.history(of: independent.series(using: &generator)).dependence != nil {
        told.independent += 1
      }
    }
    #expect(told.dependent >= 25 && told.independent <= 3, "\(told)")
  }

  /// Results without the benchmark, or in which it has no steady state, are passed over.
  @Test func resultsThatLackTheBenchmarkArePassedOver() throws {
    let (a, b) = (BenchmarkKey(benchmark: "a"), BenchmarkKey(benchmark: "b"))
    func summary(_ means: [BenchmarkKey: Double]) -> ExperimentSummary {
      ExperimentSummary(
        machine: "m", options: AnalysisOptions(),
        benchmarks: means.sorted { $0.key < $1.key }.map { key, mean in
          BenchmarkSummary(
            analyzing: (0..<3).map { _ in ProcessExecution(times: [mean, mean]) }, of: key)
        })
    }
    let histories = History.all(of: [
      summary([b: 2]), summary([a: 1, b: 2]), summary([a: 1.5]), summary([a: 1, b: 3]),
    ])
    #expect(histories.map(\.key) == [b, a])
    #expect(histories[0].points.map(\.result) == [0, 1, 3])
    #expect(histories[1].points.map(\.mean) == [1, 1.5, 1])
    #expect(histories[0].points.allSatisfy { $0.executions == 3 })
  }
}
