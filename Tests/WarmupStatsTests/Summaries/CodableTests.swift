// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import ResultsFiles
import TestSupport
import Testing
import WarmupStats

/// Results can be kept, by anyone's encoder, and come back as they were.
@Suite struct CodableTests {
  private func expectReturns<Value: Codable & Equatable>(_ value: Value) throws {
    let data = try JSONEncoder().encode(value)
    #expect(try JSONDecoder().decode(Value.self, from: data) == value)
  }

  @Test func resultsComeBackAsTheyWere() async throws {
    let experiment = try ResultsFile.read(at: Fixtures.recorded("vms_small.json"))
    try expectReturns(experiment)
  }

  @Test func descriptionsHaveWhatMatters() throws {
    let estimate = Estimate(center: 0.0201234567, lower: 0.019, upper: 0.0213, level: 0.99)
    #expect(estimate.description == "0.0201235 (0.019…0.0213, 99%)")
    #expect(Spread(median: 11, lower: 2, upper: 1e-20).description == "11 (2…1e-20)")
    let key = BenchmarkKey(benchmark: "nbody", vm: "HotSpot")
    let times = (0..<3).map { (execution: Int) -> [Double] in
      (0..<60).map { (iteration: Int) -> Double in
        let wobble = 1e-5 * Double((iteration + execution) % 3)
        return iteration < 20 ? 0.03 + wobble : 0.02 + wobble
      }
    }
    let experiment = try Experiment(of: key, times: times)
    let description = ExperimentSummary(analyzing: experiment).description
    #expect(description.hasPrefix("nbody:HotSpot: warmup, steadyIteration 21 (21…21), "))
    #expect(description.contains("steadyPerformance 0.02001"))
    let crashed = BenchmarkSummary(analyzing: [ProcessExecution(failed: .crashed)], of: key)
    #expect(crashed.description == "nbody:HotSpot: crashed")
  }
}
