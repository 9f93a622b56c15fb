// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

/// What `compare --format json` writes: how much faster or slower benchmarks are, in the schema
/// `warmup-stats-compare/1`.
///
/// Ratios are of mean times, new to old: below 1 is faster. Times are in seconds. Within a schema
/// keys may be added, and none is removed or changes its meaning.
public struct ComparisonDocument: Encodable, Sendable, JSONRepresentable {
  /// The name and version of the schema.
  public static let schemaName = "warmup-stats-compare/1"

  var schema = Self.schemaName
  var tool: SummaryDocument.Tool
  var options: Options
  var analysis: SummaryDocument.Options
  var baseline: String
  var benchmarks: [Benchmark]
  var geometricMeans: [GeometricMean]
  var excluded: [ExcludedEntry]
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
    self.warnings = warnings.map { SummaryDocument.WarningEntry($0, caption: caption) }
  }

  struct Options: Encodable {
    var level: Double
    var interval: String
    var minimumEffect: Double
    var allIterations: Bool
    var adjustment: String

    init(_ options: ComparisonOptions, isAdjusted: Bool) {
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
      try container.encodeIfPresent(intervalMissing, forKey: .intervalMissing)
    }
  }

  struct Side: Encodable {
    var mean: Double
    var executions: Int
    var withoutSteadyState: Int

    init(_ side: EffectSize.Side) {
      mean = side.mean
      executions = side.executions
      withoutSteadyState = side.withoutSteadyState
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
    var verdict: String

    init(_ benchmark: Comparison.Benchmark) {
      let effect = benchmark.effect
      old = Key(benchmark.baseline)
      new = Key(benchmark.candidate)
      oldTime = Side(effect.baseline)
      newTime = Side(effect.candidate)
      change = Ratio(effect.ratio, effect.interval)
      percentChange = effect.percentChange
      pValue = effect.pValue
      verdict = effect.verdict.rawValue
    }
  }

  struct GeometricMean: Encodable {
    var vm: String
    var benchmarks: Int
    var change: Ratio

    init(_ overall: Comparison.Overall) {
      vm = overall.vm
      benchmarks = overall.mean.benchmarks
      change = Ratio(overall.mean.ratio, overall.mean.interval)
    }
  }

  struct ExcludedEntry: Encodable {
    var old: Key?
    var new: Key?
    var reason: String

    init(_ excluded: ExcludedBenchmark) {
      old = excluded.baseline.map(Key.init)
      new = excluded.candidate.map(Key.init)
      reason = excluded.reason.rawValue
    }
  }
}
