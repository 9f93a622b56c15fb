// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import ResultsFiles
import WarmupStats

/// Prints how often `history` finds the steps of series whose true levels are known, and no other.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Counts how often history finds known steps, and others where there are none.")

  @Argument(help: "Results files whose executions are drawn from.")
  var files: [String] = []

  @Option(help: "How many series to make up for each line.")
  var series = 100

  @Option(help: "The seed of everything that is random.")
  var seed: UInt64 = 1

  @Option(help: "Write the series of the first line, and what is found in each, to this file.")
  var export: String?

  func validate() throws {
    guard series > 0 else { throw ValidationError("There must be at least one series.") }
  }

  func run() throws {
    if let export { try write(to: export) }
    print(
      "60 results, steps of 3, 5 and -4 % or none; how often, in percent of \(series) series; "
        + "seed \(seed)")
    var table = MarkdownTable([
      "noise", "steps", "all within one and no other", "at best", "as many", "each step",
      "another", "place held", "ratio held",
    ])
    for (name, noise) in Self.noises { add(name, noise, to: &table) }
    for file in files {
      for (key, means) in try Self.recorded(file) {
        add("\(key), 5 executions", .recorded(means, executions: 5), to: &table)
      }
    }
    print(table)
  }

  private static let noises: [(String, HistoryStudy.Noise)] = [
    ("1.5 %", .normal(0.015)), ("1 %", .normal(0.01)), ("0.7 %", .normal(0.007)),
    ("1 %, 5 % of the results +15 %", .spikes(0.01, share: 0.05, size: 0.15)),
    ("1 %, correlation 0.3", .dependent(0.01, correlation: 0.3)),
    ("1 %, correlation 0.6", .dependent(0.01, correlation: 0.6)),
  ]

  private func add(_ name: String, _ noise: HistoryStudy.Noise, to table: inout MarkdownTable) {
    for steps in [HistoryStudy.threeSteps, []] {
      var generator = Xoshiro256(seed: seed)
      let outcome = HistoryStudy(steps: steps, noise: noise)
        .outcome(series: series, using: &generator)
      table.append(
        [name, "\(steps.count)"]
          + [
            outcome.all, outcome.best, outcome.counts, outcome.steps, outcome.others,
            outcome.places, outcome.ratios,
          ].map(\.description))
    }
  }

  /// The steady means of the executions of each benchmark with at least ten.
  private static func recorded(_ file: String) throws -> [(BenchmarkKey, [Double])] {
    let summary = ExperimentSummary(
      analyzing: try ResultsFile.read(at: file), options: GateStudy.analysis)
    return summary.benchmarks.compactMap { benchmark in
      let means = benchmark.executions.compactMap { $0.analysis?.steadyState?.mean }
      return means.count >= 10 ? (benchmark.key, means) : nil
    }
  }

  /// A line of JSON per series: its results in seconds, its true steps, and what is found.
  private func write(to path: String) throws {
    struct Line: Encodable {
      var times: [Double]
      var steps: [Int]
      var found: [Int]
    }
    var lines = Data()
    for steps in [HistoryStudy.threeSteps, []] {
      var generator = Xoshiro256(seed: seed)
      let study = HistoryStudy(steps: steps, noise: Self.noises[0].1)
      for _ in 0..<series {
        let times = study.series(using: &generator)
        let found = study.history(of: times).changes.map(\.point)
        lines += try JSONEncoder().encode(
          Line(times: times, steps: steps.map(\.result), found: found))
        lines += Data("\n".utf8)
      }
    }
    try lines.write(to: URL(filePath: path))
  }
}
