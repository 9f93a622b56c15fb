// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import OrderedCollections
import ResultsFiles
import WarmupStats

/// Prints how often executions of known class get that class.
struct ClassesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classes",
    abstract: "Counts how often made-up executions of known class get that class.")

  @Argument(help: "Results files whose executions are put in random order, so that all are flat.")
  var files: [String] = []

  @Option(help: "How many executions to make up of each sort.")
  var rounds = 100

  @Option(help: "The seed of everything that is random.")
  var seed: UInt64 = 1

  func validate() throws {
    guard rounds > 0 else { throw ValidationError("There must be at least one round.") }
  }

  func run() throws {
    let study = ClassStudy(seed: seed)
    print("Right class, and right first steady iteration where the class is right,")
    print("of \(rounds) made-up executions of 1000 iterations each\n")
    print(shapes(study))
    print("\n\(try totals(study))")
  }

  private func shapes(_ study: ClassStudy) -> MarkdownTable {
    var table = MarkdownTable(["what changes"] + SimulatedNoise.allCases.map(\.rawValue))
    for shape in SimulatedShape.allCases {
      table.append(
        [shape.rawValue]
          + SimulatedNoise.allCases.map { noise in
            let outcome = study.outcome(noise, shape, rounds: rounds)
            let starts = shape.steadyIteration ?? 1 > 1 ? ", \(outcome.starts)" : ""
            return "\(outcome.classes)\(starts)"
          })
    }
    return table
  }

  private func totals(_ study: ClassStudy) throws -> MarkdownTable {
    var table = MarkdownTable(["what should not happen", "share", "of"])
    func add(_ name: String, _ rate: Rate) {
      table.append([name, "\(rate)", "\(rate.cases)"])
    }
    add("another class at 10 ns to 100 s an iteration", study.changesWithScale())
    add("1 to 19 iterations of one level called flat", study.flatThoughTiny(rounds: rounds))
    for file in files {
      let executions = try ResultsFile.read(at: file).executions.values.joined()
      let times = executions.map(\.times).filter { !$0.isEmpty }
      add("\(file) in random order not called flat", study.notFlatThoughShuffled(times))
    }
    return table
  }
}
