// SPDX-License-Identifier: GPL-3.0-or-later

/// How much faster or slower a benchmark became: the ratio of its mean times, candidate to
/// baseline, with an interval.
///
/// Kalibera and Jones, "Quantifying performance changes with effect size confidence intervals",
/// University of Kent, Technical Report 4-12, 2012. Every execution counts alike, by the mean of
/// its values, so that executions of different lengths need not be cut to the shortest: at the
/// level of executions only their means enter the intervals.
public struct EffectSize: Sendable, Hashable, Codable {
  /// One of the two sides that are compared.
  public struct Side: Sendable, Hashable, Codable {
    /// The mean over executions of their mean times, in seconds.
    public var mean: Double
    /// How many executions take part.
    public var executions: Int
    /// How many executions were left out because they have no steady state.
    public var withoutSteadyState: Int
    /// The standard error of ``mean``, in seconds; `nil` if it cannot be known from one execution.
    public var standardError: Double?
    /// How many independent squares ``standardError`` comes from; infinite if it was stated, `nil`
    /// if there is none.
    package var degreesOfFreedom: Double?
    /// How many runs the executions are of, if what runs differ by counts; `nil` if it does not.
    package var runs: Int?

    /// Creates a side from its parts.
    package init(
      mean: Double, executions: Int, withoutSteadyState: Int, standardError: Double? = nil,
      degreesOfFreedom: Double? = nil
    ) {
      self.mean = mean
      self.executions = executions
      self.withoutSteadyState = withoutSteadyState
      self.standardError = standardError
      self.degreesOfFreedom = degreesOfFreedom
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
  /// The least α at which the interval of level 1 − α does not hold 1: the p-value of no change;
  /// `nil` if there is no interval.
  public var pValue: Double?
  /// The least α at which the interval of level 1 − α lies beyond the minimum effect, on the side
  /// where ``ratio`` lies; 1 if that is within it, `nil` if there is no interval.
  package var effectPValue: Double?
  /// Whether the change is proven to be one to more or to less time, however small; `nil` if the
  /// data do not say.
  public var direction: ComparisonDirection?
  /// What follows from leaving out executions without a steady state; `nil` if none was.
  package var selection: Selection?
  /// The choices that led to the interval and the verdict.
  public var options: ComparisonOptions
  /// What the interval says.
  public var verdict: ComparisonVerdict

  /// The mean time of the candidate divided by that of the baseline; below 1 is faster.
  public var ratio: Double { candidate.mean / baseline.mean }
  /// How many times as fast the candidate is: the baseline's mean time divided by its own.
  public var speedup: Double { 1 / ratio }
  /// By how many percent the mean time changed; negative is faster.
  package var percentChange: Double { 100 * (ratio - 1) }
  /// Whether the interval covers less than it states because of a side's few executions.
  package var coversTooLittle: Bool {
    options.intervalKind == .hierarchical
      && min(baseline.executions, candidate.executions) < IntervalKind.fewExecutions
  }
  /// The probability that what one execution in five does shows in none of a side's executions:
  /// 0.8^K for the lesser number K of executions.
  package var probabilityOfUnseenMode: Double {
    (0..<min(baseline.executions, candidate.executions)).reduce(1) { part, _ in 0.8 * part }
  }

  /// From so many executions a side on, what one execution in five does goes unseen in about one
  /// case of a hundred.
  package static let executionsToSeeModes = 20
}

/// The choices in finding an effect size, with the default of each.
public struct ComparisonOptions: Sendable, Hashable, Codable {
  /// The level of the interval, in (0, 1).
  public var level = 0.99
  /// How the interval is found.
  ///
  /// Fieller's by default: unlike resampling it holds with few executions.
  public var intervalKind: IntervalKind = .t
  /// How many degrees of freedom Fieller's interval has.
  package var degreesOfFreedom: RatioDegreesOfFreedom = .together
  /// The least change of interest, as a part of the mean time; a hundredth, about what hardware
  /// and layout vary by.
  public var minimumEffect = 0.01
  /// The standard deviation between process executions, as a part of the mean, that is known from
  /// elsewhere; `nil` if it is not.
  ///
  /// It serves where a side has a single execution, for both sides. Elsewhere the executions tell.
  public var betweenExecutions: Double?
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
  ///   - candidate: for each execution of the candidate, the values of each segment, in seconds.
  ///   - baseline: the same of the baseline.
  ///   - key: what is compared.
  ///   - withoutSteadyState: how many executions of either side were left out.
  /// - Precondition: each execution has a value, and all are finite and positive.
  package init?(
    of candidate: [[[Double]]], to baseline: [[[Double]]], key: BenchmarkKey,
    withoutSteadyState: (candidate: Int, baseline: Int) = (0, 0), options: ComparisonOptions
  ) {
    self.init(
      of: candidate.map { ComparedExecution(segments: $0) },
      to: baseline.map { ComparedExecution(segments: $0) }, key: key,
      withoutSteadyState: withoutSteadyState, options: options)
  }

  /// The same of executions whose clocks are known.
  init?(
    of candidate: [ComparedExecution], to baseline: [ComparedExecution], key: BenchmarkKey,
    withoutSteadyState: (candidate: Int, baseline: Int) = (0, 0), options: ComparisonOptions
  ) {
    guard !candidate.isEmpty, !baseline.isEmpty else { return nil }
    let isStated = min(candidate.count, baseline.count) < 2
    let means = (
      candidate: MeanOfExecutions(of: candidate, isStated: isStated, options),
      baseline: MeanOfExecutions(of: baseline, isStated: isStated, options)
    )
    self.key = key
    self.candidate = Side(
      of: candidate, means.candidate, withoutSteadyState: withoutSteadyState.candidate)
    self.baseline = Side(
      of: baseline, means.baseline, withoutSteadyState: withoutSteadyState.baseline)
    self.options = options
    let evidence = RatioEvidence(
      of: candidate, means.candidate, to: baseline, means.baseline, options)
    interval = evidence?.interval(level: options.level) ?? .singleExecution
    pValue = evidence?.pValue(of: 1)
    effectPValue = nil
    direction = nil
    selection = nil
    verdict = ComparisonVerdict(interval, minimumEffect: options.minimumEffect)
    effectPValue = nearestEdge.map { evidence?.pValue(of: $0) } ?? evidence.map { _ in 1 }
    direction = provenDirection
  }

  /// Decides what the interval says: executions that were selected, so that some may be missing on
  /// one side, never prove that nothing changed.
  mutating func decideVerdict() {
    verdict = ComparisonVerdict(interval, minimumEffect: options.minimumEffect)
    if let selection, selection.isDoubtful, verdict == .equivalent { verdict = .inconclusive }
  }

  /// The end of the range of negligible ratios that ``ratio`` lies beyond; `nil` if it is within.
  var nearestEdge: Double? {
    let limit = 1 + options.minimumEffect
    if ratio > limit { return limit }
    return ratio < 1 / limit ? 1 / limit : nil
  }

  /// The direction of the change if its p-value proves that there is one.
  var provenDirection: ComparisonDirection? {
    guard let pValue, pValue < 1 - options.level, ratio != 1 else { return nil }
    return ratio > 1 ? .slower : .faster
  }
}

extension EffectSize.Side {
  fileprivate init(
    of executions: [ComparedExecution], _ mean: MeanOfExecutions?, withoutSteadyState: Int
  ) {
    self.init(
      mean: executions.map(\.mean).accurateMean, executions: executions.count,
      withoutSteadyState: withoutSteadyState,
      standardError: mean.map { $0.squaredError.squareRoot() },
      degreesOfFreedom: mean?.degreesOfFreedom)
  }

  /// The t interval of the mean; `nil` if its error is not known.
  ///
  /// - Precondition: `level` lies in (0, 1).
  package func interval(level: Double) -> ClosedRange<Double>? {
    meanOfExecutions.map { mean in
      let halfWidth = mean.halfWidth(level: level)
      return mean.mean - halfWidth...mean.mean + halfWidth
    }
  }

  /// The mean and its error; `nil` if the error is not known.
  var meanOfExecutions: MeanOfExecutions? {
    guard let standardError, let degreesOfFreedom else { return nil }
    return MeanOfExecutions(
      mean: mean, squaredError: standardError * standardError, degreesOfFreedom: degreesOfFreedom)
  }
}

extension MeanOfExecutions {
  /// The mean of some executions with the error that they show, or that was stated if they are too
  /// few to show one; `nil` if there is neither.
  fileprivate init?(
    of executions: [ComparedExecution], isStated: Bool, _ options: ComparisonOptions
  ) {
    let (means, clocks) = (executions.map(\.mean), executions.map(\.clockVariance))
    if isStated {
      guard let deviation = options.betweenExecutions else { return nil }
      self.init(means: means, clockVariances: clocks, relativeDeviation: deviation)
    } else {
      self.init(
        means: means, clockVariances: options.degreesOfFreedom == .together ? clocks : [])
    }
  }
}

/// What intervals and p-values of a ratio are read from.
private enum RatioEvidence {
  case means(RatioOfMeans)
  case resampled(RatioDistribution)

  /// `nil` if a side has too few executions.
  init?(
    of candidate: [ComparedExecution], _ candidateMean: MeanOfExecutions?,
    to baseline: [ComparedExecution], _ baselineMean: MeanOfExecutions?,
    _ options: ComparisonOptions
  ) {
    let isStated = min(candidate.count, baseline.count) < 2 && options.betweenExecutions != nil
    if options.intervalKind == .t || isStated {
      guard let candidateMean, let baselineMean else { return nil }
      self = .means(
        RatioOfMeans(
          of: candidateMean, to: baselineMean, degreesOfFreedom: options.degreesOfFreedom))
      return
    }
    guard
      let candidateMean = ResampledMeanDistribution(
        of: candidate.map(\.segments), kind: options.intervalKind, resampling: options.resampling),
      let baselineMean = ResampledMeanDistribution(
        of: baseline.map(\.segments), kind: options.intervalKind, resampling: options.resampling,
        firstStream: candidate.count)
    else { return nil }
    self = .resampled(RatioDistribution(of: candidateMean, to: baselineMean))
  }

  func interval(level: Double) -> RatioInterval {
    switch self {
    case .means(let ratio): ratio.interval(level: level)
    case .resampled(let distribution): RatioInterval(of: distribution, level: level)
    }
  }

  /// The two-sided p-value of a ratio.
  func pValue(of ratio: Double) -> Double {
    switch self {
    case .means(let means): return means.pValue(of: ratio)
    case .resampled(let distribution):
      let below = distribution.probability(atMost: ratio)
      return min(1, 2 * min(below, 1 - below))
    }
  }
}
