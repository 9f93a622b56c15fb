// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints

/// What a warmup configuration costs and how far off it is, by executions that ran for longer.
///
/// The questions are those of Traini et al., "Towards effective assessment of steady state
/// performance in Java software: are we there yet?", EMSE 2023,
/// https://doi.org/10.1007/s10664-022-10247-x.
public struct ConfigurationStudy: Sendable, Hashable {
  /// A measured mean as a multiple of the steady one.
  public struct Deviation: Sendable, Hashable {
    /// The ratio of the means.
    public var ratio: Double
    /// Where the ratio of resampled means lies with 95 %, for infinitely many resamples.
    public var interval: ClosedRange<Double>

    /// How far off the measurement is, as a part of the steady mean: 0 if the interval holds 1, else
    /// the distance of its middle from 1.
    public var relative: Double {
      interval.contains(1) ? 0 : abs((interval.lowerBound + interval.upperBound) / 2 - 1)
    }
  }

  /// What holds for one completed process execution.
  public struct Execution: Sendable, Hashable {
    /// Its place among the executions of its key, from 0.
    public var index: Int
    /// The iterations that the configuration takes.
    public var run: RunConfiguration.Run
    /// How many iterations come before the first steady one; `nil` without a steady state.
    public var needed: Int?
    /// How much longer than needed the warmup is, in seconds; negative if it is too short, `nil`
    /// without a steady state.
    public var estimationError: Double?
    /// How far off the measured mean is; `nil` without a steady state, and if nothing is measured.
    public var deviation: Deviation?
    /// How long the configuration runs, in seconds.
    public var duration: Double
    /// What errors are small enough to be none, in seconds: 5 s, or a twentieth of the execution.
    public var slack: Double

    /// Whether the warmup is longer than needed.
    public var isOverestimated: Bool { estimationError.map { $0 >= slack } ?? false }
    /// Whether the warmup is too short.
    public var isUnderestimated: Bool { estimationError.map { $0 <= -slack } ?? false }
  }

  /// What holds for one benchmark key under some configuration.
  public struct Outcome: Sendable, Hashable {
    /// What is run.
    public var configuration: RunConfiguration
    /// What holds for each execution that completed.
    public var executions: [Execution]

    /// How long all executions take together, in seconds.
    public var duration: Double { executions.reduce(0) { $0 + $1.duration } }
    /// The median error of the warmup, in seconds; `nil` if no execution has a steady state.
    public var estimationError: Double? {
      executions.compactMap(\.estimationError).medianOfValues
    }
    /// The median of how far off executions are; `nil` if no execution has a steady state.
    public var deviation: Double? { executions.compactMap(\.deviation?.relative).medianOfValues }
    /// How far off the execution is that is farthest off; `nil` likewise.
    public var greatestDeviation: Double? { executions.compactMap(\.deviation?.relative).max() }
  }

  /// What holds for one benchmark key.
  public struct Benchmark: Sendable, Hashable {
    /// What was measured.
    public var key: BenchmarkKey
    /// What the configuration does.
    public var configured: Outcome
    /// What is recommended, and what it would have done; `nil` if no execution has a steady state.
    public var recommended: Outcome?
  }

  /// How the executions were analyzed.
  public let options: AnalysisOptions
  /// How long iterations took.
  public let clock: IterationClock
  /// A study for each benchmark key of which a configuration is known, in the order of the summary.
  public let benchmarks: [Benchmark]
  /// The other keys.
  public let unconfigured: [BenchmarkKey]
}

extension ConfigurationStudy {
  /// The recommended measurement is the shortest that lies within this part of the steady mean in 95 %
  /// of the executions that have a steady state.
  public static let minimumEffect = 0.01
  /// The study's limit for errors of the warmup, in seconds.
  static let slack = 5.0

  /// Finds what a configuration costs, on several cores.
  ///
  /// - Parameters:
  ///   - summary: the executions, analyzed.
  ///   - configuration: what is run; `nil` for what the harness regarded as warmup in each file, and
  ///     all that follows as measurement.
  ///   - clock: how long iterations took.
  ///   - jobs: how many executions to work on at once, at least 1; `nil` uses every core.
  /// - Complexity: about 20 Fourier series for each execution.
  public init(
    of summary: ExperimentSummary, configuration: RunConfiguration?, clock: IterationClock,
    jobs: Int? = nil
  ) async {
    let known = summary.benchmarks.compactMap { benchmark in
      (configuration ?? benchmark.harnessConfiguration).map { (benchmark, $0) }
    }
    var benchmarks: [Benchmark] = []
    for (benchmark, configuration) in known {
      let measured = benchmark.executions.enumerated().compactMap { index, analyzed in
        MeasuredExecution(index: index, analyzed, clock: clock)
      }
      guard !measured.isEmpty else { continue }
      let configured = await Self.outcome(of: configuration, measured, jobs: jobs)
      var recommended: Outcome?
      if let better = Self.recommendation(for: measured, clock: clock) {
        recommended = await Self.outcome(of: better, measured, jobs: jobs)
      }
      benchmarks.append(
        Benchmark(key: benchmark.key, configured: configured, recommended: recommended))
    }
    let studied = Set(benchmarks.map(\.key))
    self.init(
      options: summary.options, clock: clock, benchmarks: benchmarks,
      unconfigured: summary.benchmarks.map(\.key).filter { !studied.contains($0) })
  }

  private static func outcome(
    of configuration: RunConfiguration, _ executions: [MeasuredExecution], jobs: Int?
  ) async -> Outcome {
    Outcome(
      configuration: configuration,
      executions: await executions.concurrentlyMapped(
        jobs: jobs, progress: { _ in }, { $0.outcome(of: configuration) }))
  }

  /// A warmup that is enough for every execution that settles, and the shortest measurement after it
  /// that is near enough; `nil` if none settles.
  private static func recommendation(
    for executions: [MeasuredExecution], clock: IterationClock
  ) -> RunConfiguration? {
    let steady = executions.filter { $0.needed != nil }
    guard !steady.isEmpty else { return nil }
    switch clock {
    case .ownTime:
      let warmup = steady.compactMap(\.needed).max() ?? 0
      let counts = counts(upTo: steady.map { $0.times.count - warmup }.min() ?? 1)
      let candidates = counts.map {
        RunConfiguration(warmup: .recorded(warmup), measurement: .recorded($0))
      }
      return candidates.first { isNear($0, steady) } ?? candidates.last
    case .filled:
      let seconds = steady.compactMap(\.neededTime).max() ?? 0
      let unit = seconds <= 60 ? 1.0 : 10.0
      let warmup = max(1, Int(clamped: (seconds / unit).rounded(.up)))
      let left = steady.map { clock.time(of: $0.times) - unit * Double(warmup) }.min() ?? 0
      let candidates = counts(upTo: Int(clamped: left / unit)).map {
        RunConfiguration(
          warmup: .timed(iterations: warmup, seconds: unit),
          measurement: .timed(iterations: $0, seconds: unit))
      }
      return candidates.first { isNear($0, steady) } ?? candidates.last
    }
  }

  /// Numbers of iterations to try: some to each factor of ten, and all.
  private static func counts(upTo greatest: Int) -> [Int] {
    guard greatest > 1 else { return [1] }
    var counts: [Int] = []
    var power = 1
    while power <= greatest {
      counts += [1, 2, 3, 5, 8].map { $0 * power }.filter { $0 < greatest }
      power *= 10
    }
    return counts + [greatest]
  }

  /// Whether the measured mean is near the steady one in 95 % of the executions.
  private static func isNear(
    _ configuration: RunConfiguration, _ executions: [MeasuredExecution]
  ) -> Bool {
    let near = executions.count {
      $0.ratio(under: configuration).map { abs($0 - 1) <= minimumEffect } ?? false
    }
    return 20 * near >= 19 * executions.count
  }
}

/// A completed execution whose times are at hand.
private struct MeasuredExecution: Sendable {
  let index: Int
  let times: [Double]
  let clock: IterationClock
  /// How many iterations come before the first steady one; `nil` without a steady state.
  let needed: Int?

  init?(index: Int, _ analyzed: AnalyzedExecution, clock: IterationClock) {
    guard let times = analyzed.execution?.times, let analysis = analyzed.analysis else {
      return nil
    }
    self.index = index
    self.times = times
    self.clock = clock
    needed = analysis.firstSteadyIteration
  }

  /// How long the iterations before the first steady one took, in seconds.
  var neededTime: Double? { needed.map { clock.time(of: times[..<$0]) } }

  func outcome(of configuration: RunConfiguration) -> ConfigurationStudy.Execution {
    let run = configuration.run(over: times, clock: clock)
    let warmupTime = clock.time(of: times[..<run.warmup])
    let all = clock.time(of: times)
    return ConfigurationStudy.Execution(
      index: index, run: run, needed: needed,
      estimationError: neededTime.map { warmupTime - $0 }, deviation: deviation(of: run),
      duration: clock.time(of: times[..<(run.warmup + run.measurement)]),
      slack: min(ConfigurationStudy.slack, all / 20))
  }

  /// The measured mean to the steady one.
  func ratio(under configuration: RunConfiguration) -> Double? {
    let run = configuration.run(over: times, clock: clock)
    guard let needed, needed < times.count, run.measurement > 0, run.isComplete else { return nil }
    let measured = Array(times[run.warmup..<run.warmup + run.measurement])
    return measured.accurateMean / Array(times[needed...]).accurateMean
  }

  private func deviation(of run: RunConfiguration.Run) -> ConfigurationStudy.Deviation? {
    guard let needed, needed < times.count, run.measurement > 0 else { return nil }
    let ratio = ResampledRatio(
      of: Array(times[run.warmup..<run.warmup + run.measurement]), to: Array(times[needed...]))
    return ConfigurationStudy.Deviation(
      ratio: ratio.center, interval: ratio.interval(tail: 0.025))
  }
}

extension BenchmarkSummary {
  /// What the harness regarded as warmup, and all that follows; `nil` if it did not say, or the
  /// executions differ in it.
  fileprivate var harnessConfiguration: RunConfiguration? {
    let completed = executions.filter { $0.analysis != nil }
    let counts = Set(completed.map(\.harnessWarmupIterations))
    guard counts.count == 1, let warmup = counts.first ?? nil else { return nil }
    let rest = completed.map { $0.iterationCount - warmup }.min() ?? 0
    return rest > 0
      ? RunConfiguration(warmup: .recorded(warmup), measurement: .recorded(rest)) : nil
  }
}

extension [Double] {
  /// The median; `nil` of no values.
  fileprivate var medianOfValues: Double? {
    guard !isEmpty else { return nil }
    let sorted = sorted()
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
  }
}
