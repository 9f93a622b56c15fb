// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

/// What `compare --format json` writes: how much faster or slower benchmarks are, in the schema
/// `warmup-stats-compare/1`.
///
/// Ratios are of mean times, candidate to baseline: below 1 is faster. Times are in seconds. Within a schema
/// keys may be added, and none is removed or changes its meaning.
public struct ComparisonDocument: Encodable, Sendable, JSONRepresentable {
  /// The name and version of the schema.
  package static let schemaName = "warmup-stats-compare/1"

  var schema = Self.schemaName
  var tool: SummaryDocument.Tool
  var options: Options
  var analysis: SummaryDocument.Options
  var baseline: String
  var benchmarks: [Benchmark]
  var geometricMeans: [GeometricMean]
  var excluded: [ExcludedEntry]
  var failures: [FailureEntry]
  var warnings: [SummaryDocument.WarningEntry]

  /// Creates the document.
  ///
  /// - Parameters:
  ///   - comparison: what was found.
  ///   - baseline: what people call the baseline.
  ///   - analysis: the options by which the executions were analysed.
  ///   - isAdjusted: whether the verdicts hold together, by Holm's procedure.
  ///   - warnings: what readers should know.
  ///   - version: the version of the program that writes the document.
  ///   - caption: puts a warning into a sentence, as `\.caption` of `Reports` does.
  public init(
    _ comparison: Comparison, baseline: String, analysis: AnalysisOptions, isAdjusted: Bool,
    warnings: [Warning], version: String, caption: (Warning) -> String
  ) {
    tool = SummaryDocument.Tool(name: "warmup-stats", version: version)
    options = Options(comparison.options, isAdjusted: isAdjusted)
    self.analysis = SummaryDocument.Options(analysis)
    self.baseline = baseline
    benchmarks = comparison.benchmarks.map(Benchmark.init)
    geometricMeans = comparison.overall.map(GeometricMean.init)
    excluded = comparison.excluded.map(ExcludedEntry.init)
    failures = comparison.failures.map(FailureEntry.init)
    self.warnings = warnings.map { SummaryDocument.WarningEntry($0, caption: caption) }
  }

  struct Options: Encodable {
    var level: Double
    var interval: String
    var minimumEffect: Double
    var betweenExecutions: Double?
    var allIterations: Bool
    var adjustment: String

    init(_ options: ComparisonOptions, isAdjusted: Bool) {
      betweenExecutions = options.betweenExecutions
      level = options.level
      interval = options.intervalKind.rawValue
      minimumEffect = options.minimumEffect
      allIterations = options.usesAllIterations
      adjustment = isAdjusted ? "holm" : "none"
    }

    enum CodingKeys: CodingKey {
      case level, interval, minimumEffect, betweenExecutions, allIterations, adjustment
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(level, forKey: .level)
      try container.encode(interval, forKey: .interval)
      try container.encode(minimumEffect, forKey: .minimumEffect)
      try container.encode(betweenExecutions, forKey: .betweenExecutions)
      try container.encode(allIterations, forKey: .allIterations)
      try container.encode(adjustment, forKey: .adjustment)
    }
  }

  struct Key: Encodable {
    var benchmark: String
    var vm: String
    var variant: String

    init(_ key: BenchmarkKey) {
      benchmark = key.benchmark
      vm = key.vm
      variant = key.variant
    }
  }

  /// A ratio and its interval; without an interval, why there is none.
  struct Ratio: Encodable {
    var ratio: Double
    var lower: Double?
    var upper: Double?
    var intervalMissing: String?

    init(_ ratio: Double, _ interval: RatioInterval) {
      self.ratio = ratio
      lower = interval.range?.lowerBound
      upper = interval.range?.upperBound
      intervalMissing =
        switch interval {
        case .bounded: nil
        case .singleExecution: "single execution"
        case .unbounded: "unbounded"
        }
    }

    enum CodingKeys: CodingKey { case ratio, lower, upper, intervalMissing }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(ratio, forKey: .ratio)
      try container.encode(lower, forKey: .lower)
      try container.encode(upper, forKey: .upper)
      try container.encode(intervalMissing, forKey: .intervalMissing)
    }
  }

  struct Side: Encodable {
    var mean: Double
    var executions: Int
    var withoutSteadyState: Int
    var standardError: Double?

    init(_ side: EffectSize.Side) {
      mean = side.mean
      executions = side.executions
      withoutSteadyState = side.withoutSteadyState
      standardError = side.standardError
    }

    enum CodingKeys: CodingKey { case mean, executions, withoutSteadyState, standardError }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(mean, forKey: .mean)
      try container.encode(executions, forKey: .executions)
      try container.encode(withoutSteadyState, forKey: .withoutSteadyState)
      try container.encode(standardError, forKey: .standardError)
    }
  }

  /// What follows from leaving out executions without a steady state.
  struct SelectionEntry: Encodable {
    var baselineLeftOut: Int
    var baselineCompleted: Int
    var candidateLeftOut: Int
    var candidateCompleted: Int
    var pValue: Double
    var isDoubtful: Bool
    var isWorse: Bool
    var lastQuarter: Ratio?

    init(_ selection: Selection) {
      baselineLeftOut = selection.baseline.leftOut
      baselineCompleted = selection.baseline.completed
      candidateLeftOut = selection.candidate.leftOut
      candidateCompleted = selection.candidate.completed
      pValue = selection.pValue
      isDoubtful = selection.isDoubtful
      isWorse = selection.isWorse
      lastQuarter = selection.lastQuarter.map { Ratio($0.ratio, $0.interval) }
    }

    enum CodingKeys: CodingKey {
      case baselineLeftOut, baselineCompleted, candidateLeftOut, candidateCompleted, pValue
      case isDoubtful, isWorse, lastQuarter
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(baselineLeftOut, forKey: .baselineLeftOut)
      try container.encode(baselineCompleted, forKey: .baselineCompleted)
      try container.encode(candidateLeftOut, forKey: .candidateLeftOut)
      try container.encode(candidateCompleted, forKey: .candidateCompleted)
      try container.encode(pValue, forKey: .pValue)
      try container.encode(isDoubtful, forKey: .isDoubtful)
      try container.encode(isWorse, forKey: .isWorse)
      try container.encode(lastQuarter, forKey: .lastQuarter)
    }
  }

  /// How many executions crashed or timed out on either side.
  struct FailureEntry: Encodable {
    var old: Key
    var new: Key
    var baselineFailed: Int
    var baselineExecutions: Int
    var candidateFailed: Int
    var candidateExecutions: Int
    var pValue: Double

    init(_ failures: FailureChange) {
      old = Key(failures.baseline.key)
      new = Key(failures.candidate.key)
      baselineFailed = failures.baseline.failed
      baselineExecutions = failures.baseline.executions
      candidateFailed = failures.candidate.failed
      candidateExecutions = failures.candidate.executions
      pValue = failures.pValue
    }
  }

  struct Benchmark: Encodable {
    var old: Key
    var new: Key
    var oldTime: Side
    var newTime: Side
    var change: Ratio
    var percentChange: Double
    var pValue: Double?
    var effectPValue: Double?
    var verdict: String
    var direction: String?
    var selection: SelectionEntry?

    init(_ benchmark: Comparison.Benchmark) {
      let effect = benchmark.effect
      old = Key(benchmark.baseline)
      new = Key(benchmark.candidate)
      oldTime = Side(effect.baseline)
      newTime = Side(effect.candidate)
      change = Ratio(effect.ratio, effect.interval)
      percentChange = effect.percentChange
      pValue = effect.pValue
      effectPValue = effect.effectPValue
      verdict = effect.verdict.rawValue
      direction = effect.direction?.rawValue
      selection = effect.selection.map(SelectionEntry.init)
    }

    enum CodingKeys: CodingKey {
      case old, new, oldTime, newTime, change, percentChange, pValue, effectPValue, verdict
      case direction, selection
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(old, forKey: .old)
      try container.encode(new, forKey: .new)
      try container.encode(oldTime, forKey: .oldTime)
      try container.encode(newTime, forKey: .newTime)
      try container.encode(change, forKey: .change)
      try container.encode(percentChange, forKey: .percentChange)
      try container.encode(pValue, forKey: .pValue)
      try container.encode(effectPValue, forKey: .effectPValue)
      try container.encode(verdict, forKey: .verdict)
      try container.encode(direction, forKey: .direction)
      try container.encode(selection, forKey: .selection)
    }
  }

  struct GeometricMean: Encodable {
    var vm: String
    var benchmarks: Int
    var leftOut: Int
    var change: Ratio

    init(_ overall: Comparison.Overall) {
      vm = overall.vm
      benchmarks = overall.mean.benchmarks
      leftOut = overall.mean.leftOut
      change = Ratio(overall.mean.ratio, overall.mean.interval)
    }
  }

  struct ExcludedEntry: Encodable {
    var old: Key?
    var new: Key?
    var reason: String
    var selection: SelectionEntry?

    init(_ excluded: ExcludedBenchmark) {
      old = excluded.baseline.map(Key.init)
      new = excluded.candidate.map(Key.init)
      reason = excluded.reason.rawValue
      selection = excluded.selection.map(SelectionEntry.init)
    }

    enum CodingKeys: CodingKey { case old, new, reason, selection }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(old, forKey: .old)
      try container.encode(new, forKey: .new)
      try container.encode(reason, forKey: .reason)
      try container.encode(selection, forKey: .selection)
    }
  }
}
