// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Changepoints

/// Times the search for changepoints in a series.
struct ChangepointsTiming: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "changepoints", abstract: "Times PELT on a file of little-endian numbers.")

  @Argument(help: "The file of the series.")
  var file: String

  @Argument(help: "The penalty of a changepoint.")
  var penalty: Double

  @Argument(help: "How often to search.")
  var repetitions: Int

  @Flag(help: "Time optimal partitioning instead.")
  var plain = false

  /// What is printed.
  private struct Report: Encodable {
    /// The processor time of each repetition.
    var seconds: [Double] = []
    /// First indices of segments, from 0.
    var changepoints: [Int] = []
    /// The least penalized cost.
    var cost = 0.0
  }

  func run() throws {
    let values = try numbers(at: file)
    let method = PELT(penalty: .manual(penalty))
    var report = Report()
    for _ in 0..<max(repetitions, 1) {
      report.seconds.append(
        processorSeconds {
          let segmentation =
            plain
            ? OptimalPartitioning(method).segmentation(of: values)
            : method.segmentation(of: values)
          report.changepoints = segmentation.changepoints
          report.cost = segmentation.cost
        })
    }
    try printJSON(report)
  }
}
