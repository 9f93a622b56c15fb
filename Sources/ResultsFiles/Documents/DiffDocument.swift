// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

/// What `diff --format json` writes: what became of benchmarks, in the schema
/// `warmup-stats-diff/1`.
///
/// Times are in seconds, changes are fractions: −0.1 is a tenth faster. Within a schema keys may be
/// added, and none is removed or changes its meaning.
public struct DiffDocument: Encodable, Sendable, JSONRepresentable {
  /// The name and version of the schema.
  package static let schemaName = "warmup-stats-diff/1"

  var schema = Self.schemaName
  var tool: SummaryDocument.Tool
  var analysis: SummaryDocument.Options
  var before: String
  var after: String
  var benchmarks: [Benchmark]
  var excluded: [ComparisonDocument.ExcludedEntry]
  var failures: [ComparisonDocument.FailureEntry]
  var warnings: [SummaryDocument.WarningEntry]

  /// Creates the document.
  ///
  /// - Parameters:
  ///   - diff: what was found.
  ///   - baseline: what people call the result before.
  ///   - candidate: what people call the result after.
  ///   - analysis: the options by which the executions were analyzed.
  ///   - warnings: what readers should know.
  ///   - version: the version of the program that writes the document.
  ///   - caption: puts a warning into a sentence, as `\.caption` of `Reports` does.
  public init(
    _ diff: Diff, baseline: String, candidate: String, analysis: AnalysisOptions,
    warnings: [Warning], version: String, caption: (Warning) -> String
  ) {
    tool = SummaryDocument.Tool(name: "warmup-stats", version: version)
    self.analysis = SummaryDocument.Options(analysis)
    self.before = baseline
    self.after = candidate
    benchmarks = diff.benchmarks.map(Benchmark.init)
    excluded = diff.excluded.map(ComparisonDocument.ExcludedEntry.init)
    failures = diff.failures.map(ComparisonDocument.FailureEntry.init)
    self.warnings = warnings.map { SummaryDocument.WarningEntry($0, caption: caption) }
  }

  struct Change: Encodable {
    var fraction: Double
    var lower: Double
    var upper: Double
  }

  /// What was found on one side.
  struct Side: Encodable {
    var key: ComparisonDocument.Key
    @OrNull var classification: String?
    var counts: [String: Int]
    @OrNull var steadyIteration: SummaryDocument.Range?
    @OrNull var timeToSteady: SummaryDocument.Range?
    @OrNull var steadyPerformance: SummaryDocument.Interval?

    init(_ summary: BenchmarkSummary) {
      let entry = SummaryDocument.Benchmark(summary, embedsTimes: false)
      key = ComparisonDocument.Key(summary.key)
      classification = entry.classification
      counts = entry.counts
      steadyIteration = entry.steadyIteration
      timeToSteady = entry.timeToSteady
      steadyPerformance = entry.steadyPerformance
    }
  }

  /// The verdict on each aspect, and on all together.
  struct Verdicts: Encodable {
    var verdicts: [String: String]
    var overall: String

    init(
      overall: DiffVerdict, of aspect: (BenchmarkDiff.Aspect) -> DiffVerdict
    ) {
      verdicts = Dictionary(
        uniqueKeysWithValues: BenchmarkDiff.Aspect.allCases.map {
          ($0.rawValue, aspect($0).rawValue)
        })
      self.overall = overall.rawValue
    }
  }

  struct Benchmark: Encodable {
    var before: Side
    var after: Side
    var verdicts: [String: String]
    var overall: String
    var significant: Verdicts
    /// The same as `significant`, under the name that it had first.
    var beyondChance: Verdicts
    var pValues: [String: Double]
    @OrNull var performanceChange: Change?
    @OrNull var change: ComparisonDocument.Ratio?

    init(_ diff: BenchmarkDiff) {
      before = Side(diff.baseline)
      after = Side(diff.candidate)
      let published = Verdicts(overall: diff.overall) { diff[$0] }
      (verdicts, overall) = (published.verdicts, published.overall)
      significant = Verdicts(overall: diff.significantOverall) { diff[significant: $0] }
      beyondChance = significant
      pValues = BenchmarkDiff.Aspect.allCases.reduce(into: [:]) {
        $0[$1.rawValue] = diff.pValue(of: $1)
      }
      performanceChange = diff.performanceChange.map {
        Change(fraction: $0.fraction, lower: $0.lower, upper: $0.upper)
      }
      change = diff.effect.map { ComparisonDocument.Ratio($0.ratio, $0.interval) }
    }
  }
}
