// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import WarmupStats

/// Prints how long recorded JMH forks run by each preset of the stop rule, and how right they are.
struct SteadyRuleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "steady-rule",
    abstract: "Measures the rule that stops executions on forks whose steady part is published.",
    discussion: """
      Under and over: the part of forks whose warmup is at least 5 s too short or too long. RPD: how \
      far the mean of what was measured is from that of the published steady part, 0 where that is \
      not proven. A fixed time of the same mean length, 70 % of it warmup, is the rival.
      """)

  @Argument(help: "The folder of the recorded forks: a compressed JSON file per benchmark.")
  var folder: String

  @Option(help: "The seed of everything that is random.")
  var seed: UInt64 = 1

  /// The part of a fixed time that is warmup.
  private static let warmupShare = 0.7

  func run() throws {
    let benchmarks = try PublishedForks.read(in: URL(filePath: folder))
    guard !benchmarks.isEmpty else { throw ValidationError("There is no fork in \(folder).") }
    var table = MarkdownTable(SteadyRuleFigures.headings)
    for preset in SteadyRule.Preset.allCases {
      let rule = SteadyRule(preset)
      let figures = figures(of: benchmarks) { times in
        rule.stop(in: times, durations: times.map(PublishedForks.duration))
      }
      table.append(figures.cells(preset.rawValue))
      let length = figures.meanTotal
      let rival = self.figures(of: benchmarks) { Self.fixedStop(in: $0, after: length) }
      table.append(rival.cells("\((length * 10).rounded() / 10) s"))
    }
    let standard = figures(of: benchmarks) { _ in SteadyRule.Stop(warmup: 500, iterations: 1000) }
    table.append(standard.cells("JMH's default"))
    print(table)
  }

  private func figures(
    of benchmarks: [PublishedForks], _ stop: ([Double]) -> SteadyRule.Stop?
  ) -> SteadyRuleFigures {
    var figures = SteadyRuleFigures()
    var generator = Xoshiro256(seed: seed)
    for benchmark in benchmarks {
      for (times, start) in zip(benchmark.forks, benchmark.steadyStarts) where start >= 0 {
        figures.add(times, start: start, stop: stop(times), using: &generator)
      }
    }
    return figures
  }

  /// Where a fork stops that runs for a fixed time.
  private static func fixedStop(in times: [Double], after seconds: Double) -> SteadyRule.Stop {
    var elapsed = 0.0
    var warmup: Int?
    for (index, time) in times.enumerated() {
      elapsed += PublishedForks.duration(time)
      if warmup == nil, elapsed >= warmupShare * seconds { warmup = index + 1 }
      if elapsed >= seconds, let warmup, index + 1 > warmup {
        return SteadyRule.Stop(warmup: warmup, iterations: index + 1)
      }
    }
    return SteadyRule.Stop(warmup: warmup ?? times.count / 2, iterations: times.count)
  }
}
