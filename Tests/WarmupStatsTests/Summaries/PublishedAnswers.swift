// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport

/// A file `fixtures/reference/classify_*.json`: what the published tool finds.
struct PublishedAnswers: Decodable {
  /// By benchmark key, as Krun writes it.
  var benchmarks: [String: [Execution]]
  /// By benchmark key; absent where an execution has no steady state.
  var bootstrapConverged: [String: Bootstrap]
  var summary: Summary

  struct Execution: Decodable {
    var classification: String
    var outliers: [Int]
    var commonOutliers: [Int]
    var uniqueOutliers: [Int]
    /// The last iteration, from 0, of each segment but the last.
    var changepoints: [Int]
    var segmentMeans: [Double]
    var segmentVariances: [Double]
    var firstSteadySegment: Int?
    var numSteadySegments: Int?
    var steadyIter: Int?
    var steadyStateMean: Double?
    var timeToSteady: Double?
  }

  struct Bootstrap: Decodable {
    var q005: Double
    var q50: Double
    var q995: Double
    var median: Double
    var medianInGap: Bool
    var ci: Double
    var pexecMeans: [Double]
    var pexecSdOfMean: [Double]

    /// The medians that are right: one, unless half of the executions are so far from the others
    /// that nothing is ever resampled between them.
    var medians: ClosedRange<Double> {
      guard medianInGap else { return median...median }
      let lower = pexecMeans.indices.filter { pexecMeans[$0] < median }
      let upper = pexecMeans.indices.filter { pexecMeans[$0] > median }
      let end = lower.map { pexecMeans[$0] + 5 * pexecSdOfMean[$0] }.max() ?? median
      let start = upper.map { pexecMeans[$0] - 5 * pexecSdOfMean[$0] }.min() ?? median
      return min(end, median)...max(start, median)
    }
  }

  struct Summary: Decodable {
    /// By machine, VM and benchmark.
    var machines: [String: [String: [String: Benchmark]]]
  }

  struct Benchmark: Decodable {
    var classification: String
    var detailedClassification: [String: Int]
    var steadyStateIteration: Double?
    var steadyStateIterationIqr: [Double]?
    var steadyStateIterationList: [Int]
    var steadyStateTimeToReachSecs: Double?
    var steadyStateTimeToReachSecsIqr: [Double]?
    var steadyStateTimeToReachSecsList: [Double]
    var steadyStateTime: Double?
    var steadyStateTimeList: [Double]
  }

  /// Reads the answers for `fixtures/recorded/<recording>.json.bz2`.
  init(for recording: String, suffix: String) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(
      PublishedAnswers.self,
      from: Fixtures.data("reference/classify_\(recording)\(suffix).json"))
  }
}
