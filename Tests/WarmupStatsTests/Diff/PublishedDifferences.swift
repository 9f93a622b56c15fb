// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import WarmupStats

/// What the published tool answered when it compared `vms_before` with `vms_after`.
struct PublishedDifferences: Decodable {
  struct Side: Decodable {
    var machines: [String: [String: [String: Benchmark]]]
  }

  struct Benchmark: Decodable {
    var counts: [String: Int]
    var iteration: Double?
    var iterationRange: [Double]?
    var time: Double?
    var timeRange: [Double]?
    var performance: Double?
    var performanceHalfWidth: Double?

    enum CodingKeys: String, CodingKey {
      case counts = "detailed_classification"
      case iteration = "steady_state_iteration"
      case iterationRange = "steady_state_iteration_iqr"
      case time = "steady_state_time_to_reach_secs"
      case timeRange = "steady_state_time_to_reach_secs_iqr"
      case performance = "steady_state_time"
      case performanceHalfWidth = "steady_state_time_ci"
    }
  }

  var baseline: Side
  var candidate: Side
  var diff: [String: [String: [Int]]]
  var intervals: [String: [[Double]]]

  enum CodingKeys: String, CodingKey {
    case baseline = "before"
    case candidate = "after"
    case diff
    case intervals = "_multinomial_cis"
  }

  static func load() throws -> PublishedDifferences {
    try JSONDecoder().decode(
      Self.self, from: Fixtures.data("reference/diff_vms_before_after.json"))
  }

  /// The codes 0 to 3 as verdicts.
  static let verdicts: [DiffVerdict] = [.same, .different, .better, .worse]
  /// The aspects that the codes are about; the last code is the overall one.
  static let aspects: [BenchmarkDiff.Aspect] = [
    .classification, .steadyIteration, .steadyIterationVariability, .steadyPerformance,
    .steadyPerformanceVariability,
  ]
}

extension PublishedDifferences.Side {
  /// The summaries of the tool as ours.
  var summary: ExperimentSummary {
    let benchmarks = machines.values.flatMap { machine in
      machine.flatMap { vm, benchmarks in
        benchmarks.map { name, benchmark in
          benchmark.summary(BenchmarkKey(benchmark: name, vm: vm, variant: "default-java"))
        }
      }
    }
    return ExperimentSummary(
      machine: "bencher", options: AnalysisOptions(),
      benchmarks: benchmarks.sorted { $0.key < $1.key }, warnings: [])
  }
}

extension PublishedDifferences.Benchmark {
  func summary(_ key: BenchmarkKey) -> BenchmarkSummary {
    func range(_ ends: [Double]?) -> ClosedRange<Double>? { ends.map { $0[0]...$0[1] } }
    var performanceRange: ClosedRange<Double>?
    if let performance, let performanceHalfWidth {
      performanceRange = performance - performanceHalfWidth...performance + performanceHalfWidth
    }
    return BenchmarkSummary(
      key, warmup: counts["warmup"] ?? 0, slowdown: counts["slowdown"] ?? 0,
      flat: counts["flat"] ?? 0, noSteadyState: counts["no steady state"] ?? 0,
      steadyIteration: range(iterationRange), timeToSteady: range(timeRange),
      performance: performanceRange)
  }
}
