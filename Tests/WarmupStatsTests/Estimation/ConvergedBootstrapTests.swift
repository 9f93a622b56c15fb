// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import OrderedCollections
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// The published tool's bootstrap in the limit of infinitely many resamples.
@Suite struct ConvergedBootstrapTests {
  struct Reference: Decodable {
    struct Execution: Decodable {
      var changepoints: [Int]
      var outliers: [Int]
      /// `nil` if there is no steady state.
      var numSteadySegments: Int?
      var n: Int
    }

    struct Limit: Decodable {
      var q005: Double
      var q50: Double
      var q995: Double
      var ci: Double
      var medianInGap: Bool
    }

    var benchmarks: [String: [Execution]]
    var bootstrapConverged: [String: Limit?]
  }

  /// Draws from what that tool draws from: the last segment starts one iteration early.
  static func segments(of execution: Reference.Execution, times: [Double]) -> [[Double]] {
    let outliers = Set(execution.outliers)
    var starts = [0] + execution.changepoints.map { $0 + 1 }
    let ends = starts.dropFirst() + [times.count]
    if starts.count > 1 { starts[starts.count - 1] -= 1 }
    return zip(starts, ends).suffix(execution.numSteadySegments ?? 0).map { start, end in
      (start..<end).filter { !outliers.contains($0) }.map { times[$0] }
    }
  }

  @Test(arguments: ["vms_before", "vms_after", "vms_slow", "vms_slow_1pct"])
  func quantilesMatch(name: String) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let data = try Fixtures.data("reference/classify_\(name).json")
    let reference = try decoder.decode(Reference.self, from: data)
    let recorded = name.replacing("_1pct", with: "")
    let experiment = try ResultsFile.read(
      at: Fixtures.recorded("\(recorded).json.bz2"))
    var compared = 0
    for (key, executions) in experiment.executions {
      guard case .some(.some(let limit)) = reference.bootstrapConverged[key.description],
        let analyses = reference.benchmarks[key.description]
      else { continue }
      let mixture = ResampledMeanDistribution(
        mixing: zip(analyses, executions).map {
          ResampledMeanDistribution(resampling: Self.segments(of: $0, times: $1.times))
        })
      #expect(abs(mixture.quantile(0.005) - limit.q005) < 1e-5 * limit.ci)
      #expect(abs(mixture.quantile(0.995) - limit.q995) < 1e-5 * limit.ci)
      // In a gap between executions any value with half of the probability below it is a median.
      #expect(
        limit.medianInGap
          ? abs(mixture.probability(atMost: limit.q50) - 0.5) < 1e-9
          : abs(mixture.quantile(0.5) - limit.q50) < 1e-5 * limit.ci)
      compared += 1
    }
    #expect(compared > 0)
  }
}
