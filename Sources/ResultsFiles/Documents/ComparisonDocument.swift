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
  var unit: String
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
  ///   - analysis: the options by which the executions were analyzed.
  ///   - isAdjusted: whether the verdicts hold together, by Holm's procedure.
  ///   - warnings: what readers should know.
  ///   - unit: the unit of means; `s` for times.
  ///   - version: the version of the program that writes the document.
  ///   - caption: puts a warning into a sentence, as `\.caption` of `Reports` does.
  public init(
    _ comparison: Comparison, baseline: String, analysis: AnalysisOptions, isAdjusted: Bool,
    warnings: [Warning], unit: String = "s", version: String, caption: (Warning) -> String
  ) {
    tool = SummaryDocument.Tool(name: "warmup-stats", version: version)
    options = Options(comparison.options, isAdjusted: isAdjusted)
    self.analysis = SummaryDocument.Options(analysis)
    self.baseline = baseline
    self.unit = unit
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
    @OrNull var betweenExecutions: Double?
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
    @OrNull var lower: Double?
    @OrNull var upper: Double?
    @OrNull var intervalMissing: String?

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
  }

  struct Side: Encodable {
    var mean: Double
    var executions: Int
    var withoutSteadyState: Int
    @OrNull var standardError: Double?

    init(_ side: EffectSize.Side) {
      mean = side.mean
      executions = side.executions
      withoutSteadyState = side.withoutSteadyState
      standardError = side.standardError
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
    @OrNull var lastQuarter: Ratio?

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
    @OrNull var pValue: Double?
    @OrNull var effectPValue: Double?
    var verdict: String
    @OrNull var direction: String?
    @OrNull var selection: SelectionEntry?

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
    @OrNull var old: Key?
    @OrNull var new: Key?
    var reason: String
    @OrNull var selection: SelectionEntry?

    init(_ excluded: ExcludedBenchmark) {
      old = excluded.baseline.map(Key.init)
      new = excluded.candidate.map(Key.init)
      reason = excluded.reason.rawValue
      selection = excluded.selection.map(SelectionEntry.init)
    }
  }
}
