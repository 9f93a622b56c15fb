// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

@Suite struct RatioMethodTests {
  private func analysis(_ times: [Double], difference: Double = 0.02) -> ExecutionAnalysis {
    ExecutionAnalysis(
      analyzing: times,
      options: AnalysisOptions(method: .ratio(RatioMethod(minimumDifference: difference))))
  }

  // MARK: What is flat, and what is not

  @Test func theFourClassesAreTold() {
    var series = MadeSeries(seed: 1)
    let flat = analysis(series.flat())
    #expect(flat.classification == .flat && flat.steadyState?.iteration == 1)
    let warmup = analysis(series.warmup())
    #expect(warmup.classification == .warmup && warmup.steadyState?.iteration == 21)
    let slowdown = analysis(series.slowdown())
    #expect(slowdown.classification == .slowdown && slowdown.steadyState?.iteration == 21)
    let unsteady = analysis(series.unsteady())
    #expect(unsteady.classification == .noSteadyState && unsteady.steadyState == nil)
  }

  /// A millisecond is nothing to a minute and everything to a microsecond; 2 % are the same to both.
  @Test(arguments: [1e-9, 1e-6, 1e-3, 1, 100])
  func theScaleDoesNotMatter(scale: Double) {
    var series = MadeSeries(seed: 2)
    let all = [
      series.flat(), series.warmup(), series.slowdown(), series.unsteady(),
      series.plateau(300, level: 1, noise: 0.3),
      series.plateau(20, level: 1.05, noise: 0.01) + series.plateau(280, level: 1, noise: 0.01),
      series.plateau(200, level: 1, noise: 0.01) + series.plateau(100, level: 1.01, noise: 0.01),
    ]
    for times in all {
      let (one, other) = (analysis(times), analysis(times.map { $0 * scale }))
      #expect(other.classification == one.classification)
      #expect(other.steadyState?.iteration == one.steadyState?.iteration)
      #expect(other.segments.map(\.range) == one.segments.map(\.range))
    }
  }

  @Test func differencesUpToTheMinimumDoNotCount() {
    var series = MadeSeries(seed: 3)
    let times =
      series.plateau(100, level: 0.0103, noise: 1e-5)
      + series.plateau(200, level: 0.01, noise: 1e-5)
    #expect(analysis(times).classification == .warmup)
    #expect(analysis(times, difference: 0.05).classification == .flat)
    let small =
      series.plateau(100, level: 0.01015, noise: 1e-5)
      + series.plateau(200, level: 0.01, noise: 1e-5)
    let found = analysis(small)
    #expect(found.segments.count == 2 && found.classification == .flat)
  }

  /// A burst of 4 % of the iterations does not end a steady state, and belongs to it; one of 8 %
  /// does.
  @Test func shortBurstsPass() throws {
    var series = MadeSeries(seed: 4)
    func times(burst: Int) -> [Double] {
      series.plateau(200, level: 0.01, noise: 1e-5)
        + series.plateau(burst, level: 0.02, noise: 1e-5)
        + series.plateau(300 - burst, level: 0.01, noise: 1e-5)
    }
    let short = analysis(times(burst: 20))
    #expect(short.classification == .flat)
    #expect(short.equivalences == [true, false, true])
    let values = try #require(short.steadyState?.values)
    #expect(values.times.count + short.outliers.count == 500)
    #expect(values.segments.count == 3)
    #expect(analysis(times(burst: 40)).steadyState?.iteration == 241)
  }

  /// The segment that most of the tail is like, and not the last one, is the reference.
  @Test func aLateBurstIsNotTheReference() {
    var series = MadeSeries(seed: 5)
    let times =
      series.plateau(970, level: 0.01, noise: 1e-5) + series.plateau(30, level: 0.011, noise: 1e-5)
    let found = analysis(times)
    #expect(found.classification == .flat)
    #expect(found.evidence?.reference == 0)
    #expect(found.lateChange?.iterations == 30)
    #expect(abs((found.lateChange?.fraction ?? 0) - 0.1) < 0.005)
    #expect(analysis(series.flat()).lateChange == nil)
  }

  /// The definition, tried on every pattern of up to nine segments of one to forty iterations.
  @Test func theFirstSteadySegmentIsAsDefined() {
    var series = MadeSeries(seed: 6)
    for count in 1...9 {
      for pattern in 0..<(1 << count) {
        let different = (0..<count).map { pattern >> $0 & 1 == 1 }
        var end = 0
        let ranges = (0..<count).map { _ in
          let start = end
          // Short and long ones, so that differing segments are now few and now many.
          end += series.integer(in: 0..<3) == 0 ? series.integer(in: 1..<41) : 1
          return start..<end
        }
        #expect(
          RatioMethod.firstSteady(of: ranges, different) == plainFirstSteady(ranges, different),
          "\(ranges) \(different)")
      }
    }
  }

  private func plainFirstSteady(_ ranges: [Range<Int>], _ different: [Bool]) -> Int? {
    let end = ranges[ranges.count - 1].upperBound
    return ranges.indices.first { first in
      guard !different[first] else { return false }
      var sum = 0
      for index in first..<ranges.count where different[index] {
        sum += ranges[index].count
        if 2 * sum > ranges[index].upperBound - ranges[first].lowerBound { return false }
      }
      return 20 * sum <= end - ranges[first].lowerBound
    }
  }

  // MARK: False alarms and power

  /// Recorded times in random order have no changes to find; times that are a quarter slower in the
  /// first fifth have.
  @Test func shuffledTimesAreFlatAndRealStepsAreSeen() throws {
    let experiment = try ResultsFile.read(at: Fixtures.recorded("vms.json.bz2"))
    var generator = Xoshiro256(seed: 20)
    var (flat, seen, total) = (0, 0, 0)
    for execution in experiment.executions.values.compactMap(\.first) {
      var times = execution.times.suffix(750).shuffled(using: &generator)
      total += 1
      if analysis(times).classification == .flat { flat += 1 }
      for index in 0..<150 { times[index] *= 1.25 }
      let found = analysis(times)
      if found.classification == .warmup, let steady = found.steadyState,
        abs(steady.iteration - 151) <= 15
      {
        seen += 1
      }
    }
    #expect(total == 34)
    #expect(flat >= 31, "\(flat) of \(total) are flat")
    #expect(seen >= 30, "\(seen) of \(total) are seen")
  }

  /// Where each time keeps nine tenths of the last, a mean is known less well than it seems.
  @Test func dependentTimesAreFlat() {
    var series = MadeSeries(seed: 21)
    var flat = 0
    for _ in 0..<30 {
      var last = 0.0
      let times = (0..<1000).map { _ in
        last = 0.9 * last + 0.044 * (series.uniform() - 0.5)
        return 0.01 * (1 + last)
      }
      let found = analysis(times)
      if found.classification == .flat { flat += 1 }
      #expect((found.evidence?.autocorrelationTime ?? 0) > 5)
    }
    #expect(flat >= 28, "\(flat) of 30 are flat")
  }

  // MARK: Few iterations, and numbers at the edge

  @Test func tinySeriesAreNeverFlat() {
    var series = MadeSeries(seed: 7)
    for count in 2..<20 {
      for noise in [0, 1e-6, 0.05, 0.5] {
        let found = analysis(series.plateau(count, level: 1, noise: noise))
        #expect(found.classification == .tooFewIterations, "\(count) \(noise)")
        #expect(found.steadyState != nil)
      }
    }
    #expect(analysis([Double](repeating: 0.1, count: 19)).classification == .tooFewIterations)
    #expect(analysis([Double](repeating: 0.1, count: 20)).classification == .flat)
    // What is proven is said.
    let slow = series.plateau(3, level: 5, noise: 0.01) + series.plateau(9, level: 1, noise: 0.01)
    #expect(analysis(slow).classification == .warmup)
  }

  @Test func aSingleMeasurementHasNoClass() {
    let found = analysis([0.25])
    #expect(found.classification == nil)
    #expect(found.steadyState?.iteration == 1 && found.steadyState?.mean == 0.25)
    #expect(found.evidence?.leastProvableDifference == nil)
    let summary = BenchmarkSummary(
      analyzing: [ProcessExecution(times: [0.25]), ProcessExecution(times: [0.27])],
      of: BenchmarkKey(benchmark: "b"),
      options: AnalysisOptions(method: .ratio()))
    #expect(summary.consistency == nil)
    #expect(summary.counts.singleMeasurements == 2 && summary.counts.completed == 2)
    #expect(summary.steadyMean == 0.26)
    #expect(summary.steadyPerformance != nil)
  }

  @Test(arguments: [1e-12, 1e-6, 1, 1e9])
  func squaresStayFinite(scale: Double) throws {
    var series = MadeSeries(seed: 8)
    for times in [
      [Double](repeating: scale, count: 50), series.flat().map { $0 / 0.02 * scale },
      series.warmup().map { $0 / 0.03 * scale }, series.heavyTailed(400).map { $0 * scale },
    ] where times.allSatisfy({ $0 <= 1e9 }) {
      let found = analysis(times)
      let evidence = try #require(found.evidence)
      #expect(evidence.autocorrelationTime.isFinite && evidence.autocorrelationTime >= 1)
      #expect(evidence.segments.allSatisfy { !($0.z?.isNaN ?? false) })
      #expect(found.segments.allSatisfy { $0.variance.isFinite && $0.mean.isFinite })
      #expect(found.steadyState?.mean.isFinite ?? true)
    }
    // From the least to the greatest time that there is: a clock that shows only these two proves
    // nothing.
    let span = analysis((0..<60).map { $0 < 30 ? 1e9 : 1e-12 })
    #expect(span.classification == .flat)
    #expect(span.evidence?.segments.allSatisfy { $0.z?.isNaN != true } == true)
  }

  /// Equal times are known to the clock's resolution, and not perfectly.
  @Test func equalTimesAreNotKnownForCertain() throws {
    let times = [Double](repeating: 0.002, count: 30) + [Double](repeating: 0.001, count: 100)
    let found = analysis(times)
    #expect(found.classification == .warmup)
    let first = try #require(found.evidence?.segments.first)
    #expect(first.z?.isFinite == true && first.ownZ?.isFinite == true)
  }

  /// ω = 1e-4·100/99 + q²/12/x̄² with q = 2 % of the mean, 75 and 25 of 100 independent values.
  @Test func theLeastProvableDifferenceIsAsCalculated() throws {
    let times = (0..<100).map { $0.isMultiple(of: 2) ? 0.99 : 1.01 }
    let evidence = try #require(analysis(times).evidence)
    #expect(evidence.autocorrelationTime == 1)
    let variance = (1e-4 * 100 / 99 + 0.02 * 0.02 / 12) * (1.0 / 75 + 1.0 / 25)
    // exp(z·√variance)·1.02 − 1, by the series of the exponential function.
    let x = 2.5758293035489004 * variance.squareRoot()
    let expected = (1 + x + x * x / 2 + x * x * x / 6 + x * x * x * x / 24) * 1.02 - 1
    let found = try #require(evidence.leastProvableDifference)
    #expect(abs(found - expected) < 1e-9)
  }

  // MARK: Benchmark keys

  @Test func twoSteadyExecutionsAreEnoughForABenchmark() throws {
    var series = MadeSeries(seed: 9)
    func summary(_ times: [[Double]], _ method: Method) -> BenchmarkSummary {
      MadeExecutions.summary(of: times, options: AnalysisOptions(method: method))
    }
    let times = [series.warmup(), series.unsteady(), series.flat()]
    let found = summary(times, .ratio())
    #expect(found.consistency == .badInconsistent && found.steadyExecutions == 2)
    #expect(found.steadyIteration == Spread(median: 11, lower: 2, upper: 20))
    #expect(found.steadyPerformance != nil && found.steadyMean != nil)
    let published = summary(times, .barrett2017())
    #expect(published.steadyIteration == nil && published.steadyPerformance == nil)
    let one = summary([times[0], times[1]], .ratio())
    #expect(one.steadyIteration == nil && one.steadyPerformance == nil && one.steadyMean == nil)
  }

  @Test func tooFewIterationsCountAsFlatBesideOthers() {
    #expect(
      Consistency([.tooFewIterations, .tooFewIterations])?.displayName == "too few iterations")
    #expect(Consistency([.tooFewIterations, .flat]) == .consistent(.flat))
    #expect(Consistency([.tooFewIterations, .warmup]) == .goodInconsistent)
    #expect(Consistency([.tooFewIterations, .slowdown]) == .badInconsistent)
  }
}
