// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import WarmupStats

/// Prints what the classes of each method are worth, side by side.
struct MethodsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "methods",
    abstract: "Measures what the classes of each method are worth, and prints them side by side.")

  @Argument(help: "A folder of recorded JMH forks, a compressed JSON file per benchmark.")
  var forks: String

  @Option(help: "How many executions to make up of each sort.")
  var rounds = 100

  @Option(help: "The seed of everything that is random.")
  var seed: UInt64 = 1

  func validate() throws {
    guard rounds > 0 else { throw ValidationError("There must be at least one round.") }
  }

  /// The methods, each a column.
  private static let methods: [(name: String, method: Method)] = [
    ("ratio", .ratio()),
    ("barrett-2017", .barrett2017()),
    ("barrett-2017, 1 %", .barrett2017(BarrettMethod(tolerance: .fraction(0.01)))),
    ("traini-2023", .traini2023()),
  ]

  @Option(help: "Only the method of this column; may be given again.")
  var only: [String] = []

  func run() async throws {
    let benchmarks = try RecordedForks.read(in: URL(filePath: forks))
    guard !benchmarks.isEmpty else { throw ValidationError("There is no fork in \(forks).") }
    let methods = Self.methods.filter { only.isEmpty || only.contains($0.name) }
    guard !methods.isEmpty else { throw ValidationError("There is no such method.") }
    var columns: [[Figure]] = []
    for (_, method) in methods {
      let options = AnalysisOptions(method: method)
      columns.append(
        await ForkStudy(of: benchmarks, options: options, seed: seed).figures
          + ClassStudy(options: options, seed: seed).figures(rounds: rounds))
    }
    var table = MarkdownTable(["figure"] + methods.map(\.name) + ["wanted"])
    for (index, figure) in columns[0].enumerated() {
      table.append([figure.name] + columns.map { $0[index].measured } + ["\(figure.wanted)"])
    }
    print(table)
  }
}
