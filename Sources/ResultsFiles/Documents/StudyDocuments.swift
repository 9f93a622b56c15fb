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
    var same: Shares?
    var sameByVM: [String: Shares]

    enum CodingKeys: CodingKey { case least, greatest, fraction, same, sameByVM }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(least, forKey: .least)
      try container.encode(greatest, forKey: .greatest)
      try container.encode(fraction, forKey: .fraction)
      try container.encode(same, forKey: .same)
      try container.encode(sameByVM, forKey: .sameByVM)
    }
  }

  var schema = "warmup-stats-truncate/1"
  var tool: SummaryDocument.Tool
  var options: SummaryDocument.Options
  var draws: Int
  var seed: UInt64
  var minimumEffect: Double
  var wantedHalfWidth: Double?
  var iterations: [Point]
  var executions: [Point]

  /// Creates the document of a study.
  ///
  /// - Parameters:
  ///   - study: what was found.
  ///   - analysis: how the full experiment was analysed.
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

  enum CodingKeys: CodingKey {
    case schema, tool, options, draws, seed, minimumEffect, wantedHalfWidth, iterations, executions
  }

  /// Writes the document, with `null` for a half-width that was not asked for.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(schema, forKey: .schema)
    try container.encode(tool, forKey: .tool)
    try container.encode(options, forKey: .options)
    try container.encode(draws, forKey: .draws)
    try container.encode(seed, forKey: .seed)
    try container.encode(minimumEffect, forKey: .minimumEffect)
    try container.encode(wantedHalfWidth, forKey: .wantedHalfWidth)
    try container.encode(iterations, forKey: .iterations)
    try container.encode(executions, forKey: .executions)
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
    var count: Int?
    var fraction: Double?
    var seconds: Double?
    var factor: Double?
    var counts: [String: Int]
    var changedExecutions: Int
    var changedBenchmarks: [String]

    enum CodingKeys: CodingKey {
      case option, count, fraction, seconds, factor, counts, changedExecutions, changedBenchmarks
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(option, forKey: .option)
      try container.encode(count, forKey: .count)
      try container.encode(fraction, forKey: .fraction)
      try container.encode(seconds, forKey: .seconds)
      try container.encode(factor, forKey: .factor)
      try container.encode(counts, forKey: .counts)
      try container.encode(changedExecutions, forKey: .changedExecutions)
      try container.encode(changedBenchmarks, forKey: .changedBenchmarks)
    }

    init(_ point: SensitivityStudy.Point) {
      switch point.setting {
      case .tolerance(.seconds(let seconds)):
        option = "tolerance"
        self.seconds = seconds
      case .tolerance(.fraction(let fraction)):
        option = "tolerance"
        self.fraction = fraction
      case .penaltyFactor(let factor):
        option = "penalty"
        self.factor = factor
      case .window(let window):
        option = "window"
        (count, fraction) = window.parts
      case .steadyTail(let tail):
        option = "steadyTail"
        (count, fraction) = tail.parts
      }
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

  /// Creates the document of a study, written by that version of the program.
  package init(_ study: SensitivityStudy, version: String) {
    tool = SummaryDocument.Tool(name: "warmup-stats", version: version)
    options = SummaryDocument.Options(study.options)
    counts = study.counts.byName
    points = study.points.map(Point.init)
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
    for classification in Classification.allCases {
      counts[classification.rawValue] = self[classification]
    }
    return counts
  }
}
