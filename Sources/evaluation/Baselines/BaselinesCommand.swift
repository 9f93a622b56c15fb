// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import WarmupStats

/// Prints how often comparisons with a baseline of several runs are right.
struct BaselinesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baselines",
    abstract: "Counts how often comparisons with a baseline of several runs are right.")

  @Option(help: "How many comparisons to make up for each line.")
  var rounds = 1000

  @Option(help: "The seed of everything that is random.")
  var seed: UInt64 = 1

  func validate() throws {
    guard rounds > 0 else { throw ValidationError("There must be at least one round.") }
  }

  func run() {
    print(
      "95 % intervals, runs and executions that differ by 1 % each, 5 executions a run; how often, "
        + "in percent of \(rounds) comparisons; seed \(seed)")
    var table = MarkdownTable([
      "runs", "case", "truth held", "mean of 4 held", "held if runs were alike", "slower",
      "slower if runs were alike",
    ])
    for runs in [2, 5, 10, 20] {
      for (name, change) in Self.cases {
        var study = BaselineStudy(runs: runs)
        change(&study)
        var generator = Xoshiro256(seed: seed)
        let outcome = study.outcome(rounds: rounds, using: &generator)
        table.append(
          ["\(runs)", name]
            + [
              outcome.covered, outcome.meanCovered, outcome.pooledCovered, outcome.slower,
              outcome.pooledSlower,
            ].map(\.description))
      }
    }
    print(table)
  }

  private static let cases: [(String, @Sendable (inout BaselineStudy) -> Void)] = [
    ("no change", { _ in }),
    ("no change, 4 benchmarks", { $0.benchmarks = 4 }),
    ("no change, runs alike", { $0.betweenRuns = 0 }),
    ("no change, candidate of 1 execution", { $0.candidateExecutions = 1 }),
    ("no change, candidate of 20 executions", { $0.candidateExecutions = 20 }),
    ("10 % slower before the runs", { $0.earlierStep = 0.1 }),
    ("5 % slower", { $0.change = 0.05 }),
    ("10 % slower", { $0.change = 0.1 }),
  ]
}
