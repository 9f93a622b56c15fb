// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import WarmupStats

/// Prints how often made-up executions get their class, case by case.
struct CasesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cases",
    abstract: "Counts how often made-up executions get their class, case by case.")

  @Option(help: "How many executions to make up of each case.")
  var rounds = 100

  @Option(help: "The method: \(Method.Name.allCases.map(\.rawValue).joined(separator: ", ")).")
  var method = Method.Name.ratio.rawValue

  @Option(help: "The seed of everything that is random.")
  var seed: UInt64 = 1

  func validate() throws {
    guard rounds > 0 else { throw ValidationError("There must be at least one round.") }
    guard Method.Name(rawValue: method) != nil else {
      throw ValidationError("There is no method \(method).")
    }
  }

  func run() {
    let method = Method.Name(rawValue: method).map(Method.init) ?? .standard
    let study = ClassStudy(options: AnalysisOptions(method: method), seed: seed)
    var table = MarkdownTable(["what changes", "noise", "class", "right class", "right start"])
    for example in SimulatedCase.all + SimulatedCase.hard {
      let outcome = study.outcome(of: example, rounds: rounds)
      table.append([
        example.shape.name, example.noise.name, example.shape.classification.rawValue,
        "\(outcome.classes)", "\(outcome.starts)",
      ])
    }
    print(table)
  }
}
