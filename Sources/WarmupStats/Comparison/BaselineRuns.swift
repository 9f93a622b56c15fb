// SPDX-License-Identifier: GPL-3.0-or-later

/// Results of the same code, one per run, as the baseline of a comparison.
///
/// Runs on different days and machines differ by more than their process executions tell. What the
/// runs since the last change of a benchmark's level (``History``) differ by is how much the next run
/// of the same code may differ from them.
package struct BaselineRuns: Sendable {
  /// What the runs say of a benchmark.
  struct Sample: Sendable, Hashable {
    /// The mean time of each run, in seconds.
    var means: [Double]
    /// Which run each of ``means`` is of, from 0.
    var runs: [Int]
    /// One over the number of executions of a run, on average over the runs.
    var meanInverseCount: Double
    /// The variance between executions of a run, as a part of its squared mean; `nil` if each run has
    /// one execution.
    var withinRuns: Double?
    /// The variance that the resolution of the clock adds to the mean of all, in seconds squared.
    var clockVariance: Double
  }

  /// All executions of the runs that count, benchmark by benchmark.
  package let summary: ExperimentSummary
  let samples: [BenchmarkKey: Sample]

  /// From so many runs on, the spread between them enters the interval.
  ///
  /// Fewer tell next to nothing of it: the t quantile of four degrees of freedom is 4.6 at a level of 99 %, that of one is 64.
  package static let fewestRuns = 5

  /// Takes the runs that say of each benchmark what it is like now.
  ///
  /// - Parameters:
  ///   - runs: the results, in the order of time; the last gives the options and the machine.
  ///   - options: how the last change of a benchmark is found.
  /// - Precondition: there is a run.
  package init(_ runs: [ExperimentSummary], options: HistoryOptions = HistoryOptions()) {
    precondition(!runs.isEmpty, "a baseline has a run")
    let last = runs[runs.count - 1]
    let histories = Dictionary(
      History.all(of: runs, options: options).map { ($0.key, $0) }, uniquingKeysWith: { $1 })
    // What is no longer measured is no longer missed: the last run says what there is.
    var (benchmarks, samples) = ([BenchmarkSummary](), [BenchmarkKey: Sample]())
    let summaries = runs.map(\.benchmarksByKey)
    for key in last.benchmarks.map(\.key) {
      let history = histories[key]
      let points = history.map { Array($0.points[$0.levels.last!.points]) } ?? []
      let counting = summaries[(points.first?.result ?? 0)...].compactMap { $0[key] }
      benchmarks.append(
        BenchmarkSummary(
          summarizing: counting.flatMap(\.executions), of: key, options: last.options,
          findsInterval: false))
      if !points.isEmpty {
        samples[key] = Sample(
          points: points, executions: points.map { summaries[$0.result][key]?.steadyMeans ?? [] })
      }
    }
    self.samples = samples
    summary = ExperimentSummary(
      machine: last.machine, harness: last.harness, options: last.options, benchmarks: benchmarks,
      warnings: [])
  }

  /// How many runs tell of a benchmark what it is like now.
  package func count(of key: BenchmarkKey) -> Int { samples[key]?.means.count ?? 0 }
}

extension BaselineRuns.Sample {
  /// - Parameter executions: the steady mean of each execution of a point, and what the clock adds to
  ///   its variance.
  init(points: [History.Point], executions: [[(mean: Double, clockVariance: Double)]]) {
    means = points.map(\.mean)
    runs = points.map(\.result)
    meanInverseCount =
      executions.reduce(0) { $0 + 1 / Double(max(1, $1.count)) } / Double(executions.count)
    let several = executions.filter { $0.count > 1 }
    let squares = several.reduce(0) { sum, run in
      let means = run.map(\.mean)
      let mean = means.accurateMean
      return sum + Double(run.count - 1) * means.sampleVariance / (mean * mean)
    }
    withinRuns =
      several.isEmpty ? nil : squares / Double(several.reduce(0) { $0 + $1.count - 1 })
    let all = executions.flatMap(\.self)
    clockVariance = all.reduce(0) { $0 + $1.clockVariance } / Double(all.count * all.count)
  }

  /// The variance of a run's mean around that of all runs, as a part of its square; `nil` if there
  /// are too few runs.
  var relativeVariance: Double? {
    guard means.count >= BaselineRuns.fewestRuns else { return nil }
    let mean = means.accurateMean
    return means.sampleVariance / (mean * mean)
  }
}

extension BaselineRuns.Sample {
  /// By how much the variance of a run of so many executions is greater than that of these runs, as
  /// a part of the squared mean; 0 if it has as many or more.
  func excess(of executions: Int) -> Double {
    (withinRuns ?? 0) * max(0, 1 / Double(executions) - meanInverseCount)
  }
}

extension BenchmarkSummary {
  /// The steady mean of each execution that has one, in seconds, and what the clock adds to its
  /// variance.
  fileprivate var steadyMeans: [(mean: Double, clockVariance: Double)] {
    executions.compactMap { $0.analysis?.steadyState.map { ($0.mean, $0.clockVariance) } }
  }
}
