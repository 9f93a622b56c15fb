// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import WarmupStats

/// Prints how often gates find changes of known sizes, next to how often they may.
struct GatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gates",
    abstract: "Counts how often gates find a change of a known size, on made-up executions.")

  @Option(help: "How many comparisons to make up for each line.")
  var rounds = 1000

  @Option(help: "The seed of the made-up times.")
  var seed: UInt64 = 1

  func validate() throws {
    guard rounds > 0 else { throw ValidationError("There must be at least one round.") }
  }

  func run() {
    print("How often gates find a change, in percent of \(rounds) comparisons; seed \(seed);")
    print("executions differ by 2 %; compare with its minimum effect of 1 %, diff with none")
    print(row(["executions", "change", "family"] + Self.findings.map(\.rawValue)))
    for family in [1, 20] {
      for change in [0, 0.01, 0.02, 0.05, 0.1] {
        for executions in [5, 8, 10, 15, 30] {
          print(line(GateStudy(executions: executions, change: change, family: family)))
        }
      }
    }
  }

  private static let findings: [GateStudy.Finding] = [
    .compareSlower, .compareFaster, .compareEquivalent, .diffSlower, .diffWorse, .diffBetter,
  ]

  private func line(_ study: GateStudy) -> TextRow {
    var generator = Xoshiro256(seed: seed)
    let shares = study.shares(rounds: rounds, using: &generator)
    return row(
      ["\(study.executions)", study.change.inPercent, "\(study.family)"]
        + Self.findings.map { shares[$0, default: 0].inPercent })
  }

  private func row(_ cells: [String]) -> TextRow {
    TextRow(cells: cells, widths: [-10, -6, -6] + Self.findings.map { -$0.rawValue.count })
  }
}
