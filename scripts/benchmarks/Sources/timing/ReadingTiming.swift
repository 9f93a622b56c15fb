// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import OrderedCollections
import ResultsFiles
import WarmupStats

/// Times how long it takes to read a results file of Krun's, here and with Foundation.
struct ReadingTiming: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reading", abstract: "Times reading a results file of Krun's.")

  @Argument(help: "The results file.")
  var file: String

  @Argument(help: "How often to read it.")
  var repetitions: Int

  @Flag(help: "Do not time Foundation.")
  var alone = false

  /// What is printed, in seconds of processor time.
  private struct Report: Encodable {
    /// Of reading the file as an experiment, every time checked.
    var ours: [Double] = []
    /// Of decoding its times with `JSONDecoder`.
    var foundation: [Double] = []
    /// How many times there are, as either finds.
    var counts: [Int] = []
  }

  /// As much of a file of Krun's as has times.
  private struct Times: Decodable {
    var wallclock_times: [String: [[Double]]]
  }

  func run() throws {
    var report = Report()
    var counts: Set<Int> = []
    for repetition in 0..<max(repetitions, 1) {
      try report.ours.append(
        processorSeconds {
          let experiment = try ResultsFile.read(at: file)
          counts.insert(
            experiment.executions.values.joined().reduce(0) { $0 + $1.times.count })
        })
      // What takes seconds is timed once.
      guard repetition == 0, !alone else { continue }
      try report.foundation.append(
        processorSeconds {
          let bytes = try Data(contentsOf: URL(filePath: file))
          let decoded = try JSONDecoder().decode(Times.self, from: bytes)
          counts.insert(
            decoded.wallclock_times.values.joined().reduce(0) { $0 + $1.count })
        })
    }
    report.counts = counts.sorted()
    try printJSON(report)
  }
}
