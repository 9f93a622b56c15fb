// SPDX-License-Identifier: GPL-3.0-or-later

internal import GSL
internal import RealModule

extension ExperimentSummary {
  /// How much faster or slower the benchmarks are than in the runs of a baseline.
  ///
  /// The result is one run more. With r runs of the same code, whose mean times have the variance S²
  /// and the mean a, a further run differs from a by a variance of S²(1 + 1/r), and S² has r − 1
  /// degrees of freedom. So the baseline's mean has the squared error S²/r, the candidate's mean b
  /// the squared error S²(b/a)², and Fieller's interval with a t quantile of r − 1 degrees of freedom
  /// covers what it states where runs are normal and alike in their number of executions: it is the
  /// prediction interval of a normal sample (Hahn and Meeker, "Statistical Intervals", Wiley, 1991,
  /// https://doi.org/10.1002/9780470316771, §4). A candidate of fewer executions than a run has a
  /// greater squared error, by the variance between executions within runs, and so has one whose own
  /// executions show a greater one.
  ///
  /// Benchmarks with fewer runs than ``BaselineRuns/fewestRuns`` are compared by all executions, as if
  /// runs did not differ, and so are all if the intervals resample.
  ///
  /// - Complexity: as ``compared(to:pairing:options:)``.
  package func compared(
    to runs: BaselineRuns, pairing: KeyPairing = KeyPairing(),
    options: ComparisonOptions = ComparisonOptions()
  ) -> Comparison {
    var result = compared(to: runs.summary, pairing: pairing, options: options)
    guard options.intervalKind == .t, !options.usesAllIterations else { return result }
    for index in result.benchmarks.indices {
      let benchmark = result.benchmarks[index]
      guard let sample = runs.samples[benchmark.baseline],
        let effect = EffectSize(benchmark.effect, among: sample)
      else { continue }
      result.benchmarks[index].effect = effect
    }
    for index in result.overall.indices {
      let benchmarks = result.benchmarks.filter { $0.candidate.vm == result.overall[index].vm }
      if let interval = runs.interval(ofMeanOver: benchmarks, level: options.level) {
        result.overall[index].mean.ratio = interval.ratio
        result.overall[index].mean.interval = interval.interval
        result.overall[index].mean.leftOut = 0
        result.overall[index].mean.benchmarks = benchmarks.count
      }
    }
    return result
  }
}

extension EffectSize {
  /// An effect size whose sides are runs: those of the baseline, and the candidate as one more; `nil`
  /// if there are too few runs.
  fileprivate init?(_ effect: EffectSize, among sample: BaselineRuns.Sample) {
    guard let spread = sample.relativeVariance else { return nil }
    let (mean, count) = (sample.means.accurateMean, Double(sample.means.count))
    let scale = effect.candidate.mean * effect.candidate.mean
    let between = scale * (spread + sample.excess(of: effect.candidate.executions))
    let own = effect.candidate.meanOfExecutions
    let isOwn = own.map { $0.squaredError > between } ?? false
    let ratio = RatioOfMeans(
      of: MeanOfExecutions(
        mean: effect.candidate.mean,
        squaredError: isOwn ? own!.squaredError : between + sample.clockVariance,
        degreesOfFreedom: isOwn ? own!.degreesOfFreedom : count - 1),
      to: MeanOfExecutions(
        mean: mean, squaredError: spread * mean * mean / count + sample.clockVariance,
        degreesOfFreedom: count - 1),
      degreesOfFreedom: .separate)
    self = effect
    candidate.standardError = ratio.candidate.squaredError.squareRoot()
    candidate.degreesOfFreedom = ratio.candidate.degreesOfFreedom
    baseline.mean = mean
    baseline.runs = sample.means.count
    baseline.standardError = ratio.baseline.squaredError.squareRoot()
    baseline.degreesOfFreedom = ratio.baseline.degreesOfFreedom
    interval = ratio.interval(level: options.level)
    pValue = ratio.pValue(of: 1)
    effectPValue = nearestEdge.map { ratio.pValue(of: $0) } ?? 1
    direction = provenDirection
    decideVerdict()
  }
}

extension BaselineRuns {
  /// The geometric mean of the ratios of some benchmarks, with its interval; `nil` unless there are
  /// enough runs that say something of all of them.
  ///
  /// A run disturbs all of its benchmarks at once, so that their errors do not average out. The mean
  /// of their logarithms is taken run by run, and the candidate's is one more of them.
  fileprivate func interval(
    ofMeanOver benchmarks: [Comparison.Benchmark], level: Double
  ) -> (ratio: Double, interval: RatioInterval)? {
    let known = benchmarks.compactMap { samples[$0.baseline] }
    guard known.count == benchmarks.count, let first = known.first else { return nil }
    let common = known.dropFirst().reduce(Set(first.runs)) { $0.intersection($1.runs) }.sorted()
    guard common.count >= Self.fewestRuns else { return nil }
    let count = Double(known.count)
    let means = common.map { run in
      known.reduce(0) { $0 + Double.log($1.means[$1.runs.firstIndex(of: run)!]) } / count
    }
    let candidate =
      benchmarks.reduce(0) { $0 + Double.log($1.effect.candidate.mean) } / count
    let excess =
      zip(known, benchmarks).reduce(0) { $0 + $1.0.excess(of: $1.1.effect.candidate.executions) }
      / (count * count)
    let runs = Double(common.count)
    let halfWidth =
      StudentT(degreesOfFreedom: runs - 1).quantile((1 + level) / 2)
      * (means.sampleVariance * (1 + 1 / runs) + excess).squareRoot()
    let change = candidate - means.accurateMean
    return (
      Double.exp(change), .bounded(Double.exp(change - halfWidth)...Double.exp(change + halfWidth))
    )
  }
}
