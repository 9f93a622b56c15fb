// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import Foundation
import Reports
import WarmupStats

/// What somebody who depends on the package may want to do, and whether it works.
///
/// `client REPORT` writes a report to that path.
@main struct Client {
  static func main() throws {
    findChangepoints()
    let experiment = try measureAndClassify()
    try writeReport(of: experiment, to: CommandLine.arguments.dropFirst().first ?? "report.html")
  }

  /// The changepoints of an array and of a slice of one.
  static func findChangepoints() {
    let series = [1.1, 0.9, 1.0, 1.1, 0.9, 5.1, 4.9, 5.0, 5.1, 4.9]
    let changepoints = PELT().segmentation(of: series).changepoints
    print("changepoints: \(changepoints)")
    precondition(changepoints == [5])
    precondition(PELT().segmentation(of: series[..<5]).changepoints.isEmpty)
  }

  /// Times a function in this process, and says how it behaves.
  static func measureAndClassify() throws -> Experiment {
    let clock = ContinuousClock()
    var cache: [Int: Int] = [:]
    let executions = try (0..<5).map { _ in
      cache = [:]
      // The first call fills the cache, and the others read it.
      return try ProcessExecution(
        times: (0..<100).map { _ in
          clock.measure {
            for number in 0..<2000 where cache[number] == nil {
              cache[number] = (0..<number).reduce(0, &+)
            }
          }
        })
    }
    let key = BenchmarkKey(benchmark: "cache")
    let experiment = Experiment(of: key, executions: executions)
    let summary = ExperimentSummary(analyzing: experiment)
    print(summary)
    precondition(summary[key]?.executions.count == 5)
    return experiment
  }

  /// Writes what was found as a page that needs nothing else.
  static func writeReport(of experiment: Experiment, to path: String) throws {
    let summary = ExperimentSummary(analyzing: experiment)
    let page = HTMLRenderer().render(Report(of: [summary], title: "A cache that fills"))
    try page.write(to: URL(filePath: path), atomically: true, encoding: .utf8)
    print("wrote \(path)")
    precondition(page.contains("A cache that fills") && page.contains("<svg"))
    // Measurements can be kept and read back.
    let kept = try JSONEncoder().encode(experiment)
    let readBack = try JSONDecoder().decode(Experiment.self, from: kept)
    precondition(readBack == experiment)
  }
}
