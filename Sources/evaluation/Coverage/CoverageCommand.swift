// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import WarmupStats

/// Prints how often each kind of interval holds the truth, next to the level that it states.
struct CoverageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Counts how often intervals hold the truth, on made-up executions.")

  @Option(help: "How many experiments to make up for each line.")
  var rounds = 2000

  @Option(help: "The seed of the made-up times.")
  var seed: UInt64 = 1

  @Option(help: "Only intervals with this in their name, such as Fieller.")
  var only = ""

  func validate() throws {
    guard rounds > 0 else { throw ValidationError("There must be at least one round.") }
  }

  func run() {
    print("How many intervals hold the truth, in percent; seed \(seed)")
    print(row(["executions", "nominal", "covered", "± error", "interval"]))
    for executions in [3, 5, 10, 30] {
      for level in [0.95, 0.99] {
        for interval in CoverageSimulation.Interval.allCases
        where only.isEmpty || interval.rawValue.contains(only) {
          print(line(interval, executions: executions, level: level))
        }
      }
    }
  }

  private func line(
    _ interval: CoverageSimulation.Interval, executions: Int, level: Double
  ) -> TextRow {
    var generator = Xoshiro256(seed: seed)
    let simulation = CoverageSimulation(executions: executions, iterations: 20, level: level)
    let covered = simulation.coverage(of: interval, rounds: rounds, using: &generator)
    let error = (level * (1 - level) / Double(rounds)).squareRoot()
    return row([
      "\(executions)", level.inPercent, covered.inPercent, error.inPercent, interval.rawValue,
    ])
  }

  private func row(_ cells: [String]) -> TextRow {
    TextRow(cells: cells, widths: [-10, -7, -7, -7, 30])
  }
}
