// SPDX-License-Identifier: GPL-3.0-or-later

/// How much faster or slower a benchmark became: the ratio of its mean times, new to old, with an
/// interval.
///
/// Kalibera and Jones, "Quantifying performance changes with effect size confidence intervals",
/// University of Kent, Technical Report 4-12, 2012. Every execution counts alike, by the mean of
/// its values, so that executions of different lengths need not be cut to the shortest: at the
/// level of executions only their means enter the intervals.
public struct EffectSize: Sendable, Hashable {
  /// One of the two sides that are compared.
  public struct Side: Sendable, Hashable {
    /// The mean over executions of their mean times, in seconds.
    public var mean: Double
    /// How many executions take part.
    public var executions: Int
    /// How many executions were left out because they have no steady state.
    public var withoutSteadyState: Int

    /// Creates a side from its parts.
    package init(mean: Double, executions: Int, withoutSteadyState: Int) {
      self.mean = mean
      self.executions = executions
      self.withoutSteadyState = withoutSteadyState
    }
  }

  /// What was compared.
  public var key: BenchmarkKey
  /// The side that is the baseline.
  public var baseline: Side
  /// The side that is compared with the baseline.
  public var candidate: Side
  /// The interval of ``ratio``, or why there is none.
  public var interval: RatioInterval
  /// The least level, from below 1, at which the interval would not hold 1, subtracted from 1: the
  /// p-value of there being no change; `nil` if there is no interval.
  public var pValue: Double?
  /// The choices that led to the interval and the verdict.
  public var options: ComparisonOptions
  /// What the interval says.
  public var verdict: ComparisonVerdict

  /// The mean time of the new side divided by that of the old side; below 1 is faster.
  public var ratio: Double { candidate.mean / baseline.mean }
  /// How many times as fast the new side is: the old mean time divided by the new.
  public var speedup: Double { 1 / ratio }
  /// By how many percent the mean time changed; negative is faster.
  public var percentChange: Double { 100 * (ratio - 1) }
  /// Whether the interval covers less than it states because of a side's few executions.
  public var coversTooLittle: Bool {
    options.intervalKind == .hierarchical
      && min(baseline.executions, candidate.executions) < IntervalKind.fewExecutions
  }
}

/// The choices in finding an effect size, with the default of each.
public struct ComparisonOptions: Sendable, Hashable {
  /// The level of the interval, in (0, 1).
  public var level = 0.99
  /// How the interval is found.
  ///
  /// Fieller's by default: unlike resampling it holds with few executions.
  public var intervalKind: IntervalKind = .t
  /// The least change of interest, as a part of the mean time; a hundredth, about what hardware
  /// and layout vary by.
  public var minimumEffect = 0.01
  /// Whether all iterations of all executions are compared, and not the steady state alone.
  public var usesAllIterations = false
  /// How the intervals that resample are found.
  public var resampling: Resampling = .exact

  /// Creates the default options.
  public init() {}
}

extension EffectSize {
  /// Compares the executions of two sides; `nil` if a side has none.
  ///
  /// - Parameters:
  ///   - candidate: for each execution of the new side, the values of each segment, in seconds.
  ///   - baseline: the same of the old side.
  ///   - key: what is compared.
  ///   - withoutSteadyState: how many executions of either side were left out.
  /// - Precondition: each execution has a value, and all are finite and positive.
  package init?(
    of candidate: [[[Double]]], to baseline: [[[Double]]], key: BenchmarkKey,
    withoutSteadyState: (candidate: Int, baseline: Int) = (0, 0), options: ComparisonOptions
  ) {
    guard !candidate.isEmpty, !baseline.isEmpty else { return nil }
    let candidateMeans = candidate.map { $0.joined().meanOfValues }
    let baselineMeans = baseline.map { $0.joined().meanOfValues }
    self.key = key
    self.candidate = Side(
      mean: candidateMeans.accurateMean, executions: candidate.count,
      withoutSteadyState: withoutSteadyState.candidate)
    self.baseline = Side(
      mean: baselineMeans.accurateMean, executions: baseline.count,
      withoutSteadyState: withoutSteadyState.baseline)
    self.options = options
    switch options.intervalKind {
    case .t:
      let (candidateMean, baselineMean) = (
        MeanOfExecutions(means: candidateMeans), MeanOfExecutions(means: baselineMeans)
      )
      interval = RatioInterval(fiellerOf: candidateMean, to: baselineMean, level: options.level)
      pValue = candidateMean.flatMap { candidate in
        baselineMean.map { candidate.pValue(ofEqualityTo: $0) }
      }
    case .pooled, .hierarchical:
      let kind = options.intervalKind
      guard
        let candidateMean = ResampledMeanDistribution(
          of: candidate, kind: kind, resampling: options.resampling),
        let baselineMean = ResampledMeanDistribution(
          of: baseline, kind: kind, resampling: options.resampling, firstStream: candidate.count)
      else {
        interval = .singleExecution
        pValue = nil
        verdict = .inconclusive
        return
      }
      let distribution = RatioDistribution(of: candidateMean, to: baselineMean)
      interval = RatioInterval(of: distribution, level: options.level)
      let below = distribution.probability(atMost: 1)
      pValue = min(1, 2 * min(below, 1 - below))
    }
    verdict = ComparisonVerdict(interval, minimumEffect: options.minimumEffect)
  }
}

extension MeanOfExecutions {
  /// The least α at which Fieller's interval of the ratio to `old` does not hold 1.
  ///
  /// That is where (ȳ' − ȳ)² = h'² + h², which grows as α falls.
  func pValue(ofEqualityTo baseline: MeanOfExecutions) -> Double {
    let difference = abs(mean - baseline.mean)
    if difference == 0 { return 1 }
    func excludes(_ alpha: Double) -> Bool {
      let (candidate, baseline) = (
        halfWidth(level: 1 - alpha), baseline.halfWidth(level: 1 - alpha)
      )
      return difference * difference > candidate * candidate + baseline * baseline
    }
    // Halving the logarithm: small p-values matter as parts of themselves.
    var (least, greatest) = (1e-15, 1.0)
    if excludes(least) { return least }
    while greatest / least > 1 + 1e-10 {
      let middle = (least * greatest).squareRoot()
      if excludes(middle) { greatest = middle } else { least = middle }
    }
    return greatest
  }
}
