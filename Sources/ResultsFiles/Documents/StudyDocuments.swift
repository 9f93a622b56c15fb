// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

/// What `truncate --format json` writes, in the schema `warmup-stats-truncate/1`: for each amount
/// of measuring, the share of benchmarks whose conclusions are those of the full experiment.
package struct TruncationDocument: Encodable, Sendable, JSONRepresentable {
  struct Shares: Encodable {
    var classification: Double
    var steadyIteration: Double
    var steadyPerformance: Double
    var all: Double

    init(_ agreement: Agreement) {
      classification = agreement.classification
      steadyIteration = agreement.steadyIteration
      steadyPerformance = agreement.steadyPerformance
      all = agreement.all
    }
  }

  struct Point: Encodable {
    var least: Int
    var greatest: Int
    var fraction: Double
    @OrNull var same: Shares?
    var sameByVM: [String: Shares]
  }

  var schema = "warmup-stats-truncate/1"
  var tool: SummaryDocument.Tool
  var options: SummaryDocument.Options
  var draws: Int
  var seed: UInt64
  var minimumEffect: Double
  @OrNull var wantedHalfWidth: Double?
  var iterations: [Point]
  var executions: [Point]

  /// Creates the document of a study.
  ///
  /// - Parameters:
  ///   - study: what was found.
  ///   - analysis: how the full experiment was analyzed.
  ///   - version: the version of the program that writes the document.
  package init(_ study: TruncationStudy, analysis: AnalysisOptions, version: String) {
    tool = SummaryDocument.Tool(name: "warmup-stats", version: version)
    options = SummaryDocument.Options(analysis)
    draws = study.options.draws
    seed = study.options.seed
    minimumEffect = study.options.minimumEffect
    wantedHalfWidth = study.options.wantedHalfWidth
    iterations = Self.points(of: study.iterations)
    executions = Self.points(of: study.executions)
  }

  private static func points(of curve: TruncationCurve) -> [Point] {
    curve.points.map { point in
      var byVM: [String: Shares] = [:]
      for vm in curve.vms {
        byVM[vm] = curve.agreement(at: point, vm: vm).map(Shares.init)
      }
      return Point(
        least: point.count.lowerBound, greatest: point.count.upperBound, fraction: point.fraction,
        same: curve.agreement(at: point).map(Shares.init), sameByVM: byVM)
    }
  }
}

/// What `sensitivity --format json` writes, in the schema `warmup-stats-sensitivity/1`: for each
/// value of an option, how the executions are classified.
package struct SensitivityDocument: Encodable, Sendable, JSONRepresentable {
  struct Point: Encodable {
    var option: String
    @OrNull var count: Int?
    @OrNull var fraction: Double?
    @OrNull var seconds: Double?
    @OrNull var factor: Double?
    var counts: [String: Int]
    var changedExecutions: Int
    var changedBenchmarks: [String]

    init(_ point: SensitivityStudy.Point) {
      var (count, fraction): (Int?, Double?) = (nil, nil)
      var (seconds, factor): (Double?, Double?) = (nil, nil)
      switch point.setting {
      case .tolerance(.seconds(let value)): (option, seconds) = ("tolerance", value)
      case .tolerance(.fraction(let value)): (option, fraction) = ("tolerance", value)
      case .penaltyFactor(let value): (option, factor) = ("penalty", value)
      case .window(let window):
        option = "window"
        (count, fraction) = window.parts
      case .steadyTail(let tail):
        option = "steadyTail"
        (count, fraction) = tail.parts
      }
      self.count = count
      self.fraction = fraction
      self.seconds = seconds
      self.factor = factor
      counts = point.counts.byName
      changedExecutions = point.changedExecutions
      changedBenchmarks = point.changedKeys.map(\.description)
    }
  }

  var schema = "warmup-stats-sensitivity/1"
  var tool: SummaryDocument.Tool
  var options: SummaryDocument.Options
  var counts: [String: Int]
  var points: [Point]
  var unchangedPenalties: PenaltyDocument.Factors?

  /// Creates the document of a study, written by that version of the program.
  package init(_ study: SensitivityStudy, version: String) {
    tool = SummaryDocument.Tool(name: "warmup-stats", version: version)
    options = SummaryDocument.Options(study.options)
    counts = study.counts.byName
    points = study.points.map(Point.init)
    unchangedPenalties = study.unchangedPenalties.map(PenaltyDocument.Factors.init)
  }
}

extension IterationCount {
  fileprivate var parts: (Int?, Double?) {
    switch self {
    case .count(let count): (count, nil)
    case .fraction(let fraction): (nil, fraction)
    }
  }
}

extension ClassificationCounts {
  /// The counts by the names of the classifications, and those of single measurements and of
  /// crashed executions.
  var byName: [String: Int] {
    var counts = ["crashed": crashed, "single measurement": singleMeasurements]
    // Only one method knows the class that tells no more than a steady state.
    for classification in Classification.allCases where classification != .steady || steady > 0 {
      counts[classification.rawValue] = self[classification]
    }
    return counts
  }
}
