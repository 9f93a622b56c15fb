// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints
internal import RealModule

/// The performance of a benchmark over a row of results, such as one per commit, and where its level
/// changed.
///
/// The results of one level differ too: machines, days and layouts differ. A change is what stands
/// out from that spread. Changes count in parts, so the logarithms of mean times are looked at.
///
/// ## The method
///
/// A level is a stretch of at least two results. The levels are the segmentation of least cost
/// (`PELT`), where changes are in the mean alone and the variance is the same throughout. The
/// variance is not known beforehand. That of successive differences, halved, is little disturbed by
/// a few changes (von Neumann, Kent, Bellinson and Hart, "The mean square successive difference",
/// The Annals of Mathematical Statistics 12, 1941, https://doi.org/10.1214/aoms/1177731746). Once
/// changes are found, the differences across them are left out, and the search is repeated as long
/// as it finds more.
///
/// A change costs t², where t is the quantile of Student's distribution that a single place of a
/// series without changes exceeds with probability α/m, for m places and a rate α of false alarms
/// (``HistoryOptions/falseAlarmRate``), and as many degrees of freedom as the variance has.
///
/// A single result that lies far from both its neighbours is no level. It is set aside.
///
/// ## What it cannot see
///
/// Where each result depends on those before, as on a machine that slows down over days, that shows
/// as changes, and ``dependence`` tells of it. A change of less than about four standard deviations
/// between results takes several results until it is seen, and its place may be off by a few of them
/// (``HistoryChange/possiblePoints``).
public struct History: Sendable, Hashable, Codable {
  /// What one result says of the benchmark.
  public struct Point: Sendable, Hashable, Codable {
    /// Which result it is, from 0, in the order of time.
    public var result: Int
    /// The mean time of a steady iteration, in seconds.
    public var mean: Double
    /// How many executions it is the mean of.
    public var executions: Int
    /// Whether it lies far from both its neighbours, and is set aside.
    public var isSetAside = false

    /// Creates a point.
    package init(result: Int, mean: Double, executions: Int) {
      self.result = result
      self.mean = mean
      self.executions = executions
    }
  }

  /// A stretch over which the performance did not change.
  public struct Level: Sendable, Hashable, Codable {
    /// Its points; half-open, from 0.
    public var points: Range<Int>
    /// The geometric mean of those that are not set aside, in seconds.
    public var mean: Double

    /// Creates a level.
    package init(points: Range<Int>, mean: Double) {
      self.points = points
      self.mean = mean
    }
  }

  /// What was measured.
  public var key: BenchmarkKey
  /// What the results say, in the order of time; those that say nothing of the benchmark have none.
  public var points: [Point]
  /// The levels, first to last.
  public var levels: [Level]
  /// The changes from level to level.
  public var changes: [HistoryChange]
  /// The standard deviation between results of one level, as a part of the mean; `nil` if there are
  /// too few results.
  public var spread: Double?
  /// How much a result depends on the one before it: the correlation of their distances from the
  /// level, if that is significant; `nil` if it is not.
  public var dependence: Double?
  /// The choices in finding the changes.
  public var options: HistoryOptions

  /// The points that are set aside.
  package var setAside: [Point] { points.filter(\.isSetAside) }
}

extension History {
  /// The history of every benchmark that has a steady performance in one of some results, in the
  /// order in which they first appear.
  ///
  /// - Parameters:
  ///   - results: one summary per result, in the order of time.
  ///   - options: the choices in finding changes.
  /// - Complexity: about O(n log n) for the n results of each benchmark.
  public static func all(
    of results: [ExperimentSummary], options: HistoryOptions = HistoryOptions()
  ) -> [History] {
    let known = results.map { summary in
      Dictionary(
        summary.benchmarks.compactMap { benchmark in
          benchmark.steadyMean.map { mean in (benchmark.key, (mean, benchmark.steadyExecutions)) }
        }, uniquingKeysWith: { first, _ in first })
    }
    return results.flatMap { $0.benchmarks.map(\.key) }.uniqued.compactMap { key in
      let points = known.enumerated().compactMap { result, means in
        means[key].map { Point(result: result, mean: $0.0, executions: $0.1) }
      }
      return points.isEmpty ? nil : History(of: key, points: points, options: options)
    }
  }

  /// Finds the levels of a benchmark.
  ///
  /// - Precondition: there is a point, and all means are positive and finite.
  package init(of key: BenchmarkKey, points: [Point], options: HistoryOptions) {
    precondition(!points.isEmpty, "a history has a point")
    self.key = key
    self.points = points
    self.options = options
    let logarithms = points.map { Double.log($0.mean) }
    let kept = LoneValues.others(in: logarithms)
    for index in points.indices where !kept.contains(index) {
      self.points[index].isSetAside = true
    }
    let search = LevelSearch(
      values: kept.map { logarithms[$0] }, leastVariance: points.map(\.mean).relativeClockVariance,
      falseAlarmRate: options.falseAlarmRate)
    // A lone value belongs to the level of those before it.
    let bounds = [0] + search.changepoints.map { kept[$0] } + [points.count]
    levels = zip(search.levels, zip(bounds, bounds.dropFirst())).map { level, bounds in
      Level(points: bounds.0..<bounds.1, mean: Double.exp(level.mean))
    }
    changes = search.changes(level: options.level).map { change in
      HistoryChange(
        point: kept[change.first],
        possiblePoints: kept[change.possible.lowerBound]...kept[change.possible.upperBound],
        ratio: Double.exp(change.difference),
        interval: Double.exp(
          change.difference - change.halfWidth)...Double.exp(
            change.difference + change.halfWidth))
    }
    spread = search.variance?.squareRoot()
    dependence = search.dependence
  }
}

extension [Double] {
  /// The variance that the resolution of the values adds to the logarithm of one of them.
  fileprivate var relativeClockVariance: Double {
    let step = SmallVarianceTreatment.resolution(of: self) / accurateMean
    return step * step / 12
  }
}
