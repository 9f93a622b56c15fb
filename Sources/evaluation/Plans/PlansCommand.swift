// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import WarmupStats

/// Prints how often planned experiments reach the wanted half-width, next to what they promise.
struct PlansCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plans",
    abstract: "Counts how often planned experiments reach their target, on made-up executions.")

  @Option(help: "How many pilots to make up for each line.")
  var pilots = 300

  @Option(help: "The seed of the made-up times.")
  var seed: UInt64 = 1

  func validate() throws {
    guard pilots > 0 else { throw ValidationError("There must be at least one pilot.") }
  }

  func run() {
    print(
      "How often planned experiments reach their target, in percent; "
        + "they promise \(ExperimentPlan.probability.inPercent); seed \(seed)")
    print(row("dependence", "executions", "reached"))
    for executions in [5, 10] {
      for dependence in [0, 0.6, 0.9] {
        var generator = Xoshiro256(seed: seed)
        var study = PlanStudy(dependence: dependence)
        study.executions = executions
        let kept = study.kept(pilots: pilots, using: &generator)
        print(row("\(dependence)", "\(executions)", kept.inPercent))
      }
    }
  }

  private func row(_ cells: String...) -> TextRow {
    TextRow(cells: cells, widths: [-10, -10, -7])
  }
}
