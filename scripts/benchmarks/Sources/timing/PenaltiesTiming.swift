// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Changepoints

/// Times the search for all segmentations between two penalties.
struct PenaltiesTiming: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "penalties",
    abstract: "Times PenaltyPath on a file of little-endian numbers, and PELT at its penalties.")

  @Argument(help: "The file of the series.")
  var file: String

  @Argument(help: "The least penalty of a changepoint.")
  var low: Double

  @Argument(help: "The greatest penalty of a changepoint.")
  var high: Double

  @Argument(help: "How often to find the path.")
  var repetitions: Int

  @Flag(help: "Do not time PELT.")
  var alone = false

  /// What is printed.
  private struct Report: Encodable {
    /// The processor time of each path.
    var seconds: [Double] = []
    /// The processor time of as many searches with PELT as the path takes, spread over its
    /// penalties.
    var repeated: [Double] = []
    /// How many segmentations the path has, and how many penalties were searched.
    var segmentations = 0
    var searches = 0
    /// The penalties at which one segmentation follows another.
    var changes: [Double] = []
  }

  func run() throws {
    let values = try numbers(at: file)
    var report = Report()
    var path = PenaltyPath(of: [], penalties: low...high)
    for _ in 0..<max(repetitions, 1) {
      report.seconds.append(
        processorSeconds { path = PenaltyPath(of: values, penalties: low...high) })
    }
    report.segmentations = path.entries.count
    report.searches = path.searchCount
    report.changes = path.entries.dropFirst().map(\.penalties.lowerBound)
    if !alone { report.repeated = [repeatedSearches(values, path)] }
    try printJSON(report)
  }

  /// The time of one search in the middle of each entry's range, scaled to all searches.
  private func repeatedSearches(_ values: [Double], _ path: PenaltyPath) -> Double {
    let seconds = processorSeconds {
      for entry in path.entries {
        let middle = (entry.penalties.lowerBound + entry.penalties.upperBound) / 2
        let found = PELT(penalty: .manual(middle)).segmentation(of: values)
        precondition(found.segments == entry.segmentation.segments, "both are the optimum")
      }
    }
    return seconds * Double(path.searchCount) / Double(path.entries.count)
  }
}
