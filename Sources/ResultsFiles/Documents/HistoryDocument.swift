// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

/// What `history --format json` writes, in the schema `warmup-stats-history/1`: the performance of
/// each benchmark over some results, and where it changed.
///
/// Times are in seconds, ratios are of mean times, after to before: above 1 is slower. Results and
/// points count from 0.
package struct HistoryDocument: Encodable, Sendable, JSONRepresentable {
  /// A result, and where it comes from.
  package struct Result: Encodable, Sendable {
    /// What people call it.
    package var label: String
    /// The file.
    package var file: String
    /// When it was measured, as ISO 8601 has it; `nil` if that is not known.
    @OrNull package var date: String?
    /// The commit that was measured; `nil` if that is not known.
    @OrNull package var commit: String?

    /// Describes a result.
    package init(label: String, file: String, date: String?, commit: String?) {
      self.label = label
      self.file = file
      self.date = date
      self.commit = commit
    }
  }

  struct Point: Encodable {
    var result: Int
    var mean: Double
    var executions: Int
    var setAside: Bool
  }

  struct Level: Encodable {
    var start: Int
    var end: Int
    var mean: Double
  }

  struct Change: Encodable {
    var result: Int
    var firstPossible: Int
    var lastPossible: Int
    var ratio: Double
    var lower: Double
    var upper: Double
    var direction: String
  }

  struct Benchmark: Encodable {
    var benchmark: String
    var vm: String
    var variant: String
    var points: [Point]
    var levels: [Level]
    var changes: [Change]
    @OrNull var spread: Double?
    @OrNull var dependence: Double?

    init(_ history: History) {
      benchmark = history.key.benchmark
      vm = history.key.vm
      variant = history.key.variant
      points = history.points.map {
        Point(
          result: $0.result, mean: $0.mean, executions: $0.executions, setAside: $0.isSetAside)
      }
      levels = history.levels.map {
        Level(start: $0.points.lowerBound, end: $0.points.upperBound, mean: $0.mean)
      }
      func result(_ point: Int) -> Int { history.points[point].result }
      changes = history.changes.map {
        Change(
          result: result($0.point), firstPossible: result($0.possiblePoints.lowerBound),
          lastPossible: result($0.possiblePoints.upperBound), ratio: $0.ratio,
          lower: $0.interval.lowerBound, upper: $0.interval.upperBound,
          direction: $0.direction.rawValue)
      }
      spread = history.spread
      dependence = history.dependence
    }
  }

  var schema = "warmup-stats-history/1"
  var tool: SummaryDocument.Tool
  var level: Double
  var falseAlarmRate: Double
  var results: [Result]
  var benchmarks: [Benchmark]
  var warnings: [SummaryDocument.WarningEntry]

  /// Creates the document.
  ///
  /// - Parameters:
  ///   - histories: what was found.
  ///   - results: the results, in the order of time.
  ///   - options: the choices in finding the changes.
  ///   - warnings: what readers should know.
  ///   - version: the version of the program that writes the document.
  ///   - caption: puts a warning into a sentence, as `\.caption` of `Reports` does.
  package init(
    _ histories: [History], results: [Result], options: HistoryOptions, warnings: [Warning],
    version: String, caption: (Warning) -> String
  ) {
    tool = SummaryDocument.Tool(name: "warmup-stats", version: version)
    level = options.level
    falseAlarmRate = options.falseAlarmRate
    self.results = results
    benchmarks = histories.map(Benchmark.init)
    self.warnings = warnings.map { SummaryDocument.WarningEntry($0, caption: caption) }
  }
}
