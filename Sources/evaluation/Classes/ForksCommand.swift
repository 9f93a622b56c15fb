// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import WarmupStats

/// Prints how well classes of recorded JMH forks foretell what comes next.
struct ForksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forks",
    abstract: "Measures what classes of recorded JMH forks are worth, where no class is known.")

  @Argument(help: "The folder of the recorded forks: a compressed JSON file per benchmark.")
  var folder: String

  @Option(help: "The seed of everything that is random.")
  var seed: UInt64 = 1

  func run() async throws {
    let benchmarks = try RecordedForks.read(in: URL(filePath: folder))
    guard !benchmarks.isEmpty else { throw ValidationError("There is no fork in \(folder).") }
    let study = await ForkStudy(of: benchmarks, options: AnalysisOptions(), seed: seed)
    let forks = benchmarks.reduce(0) { $0 + $1.forks.count }
    print("\(forks) forks of \(benchmarks.count) benchmarks\n")
    print(study.table)
  }
}

extension ForkStudy {
  /// What was measured, next to what is wanted.
  package var table: MarkdownTable {
    var table = MarkdownTable(["of recorded forks", "measured", "wanted"])
    for classification in Classification.allCases {
      guard let rate = classes[classification] else { continue }
      let wanted = classification == .noSteadyState ? "7 to 16 %" : ""
      table.append([classification.rawValue, "\(rate)", wanted])
    }
    table.append(["pairs of a benchmark with the same class", "\(pairs)", ""])
    table.append(["the same beyond chance (κ)", "\(pairAgreement.inPercent) %", "at least 50 %"])
    table.append(["steady after two thirds, and stays within 2 %", "\(steadyStays)", ""])
    table.append(["not steady, and stays within 2 %", "\(unsteadyStays)", ""])
    table.append(["the difference of these two", "\(foresight.inPercent) %", "at least 25 %"])
    table.append([
      "flat though the start differs by more than 5 %", "\(flatThoughStartDiffers)",
      "at most 5 %",
    ])
    table.append([
      "last 1000 iterations in random order not flat", "\(shuffled.last)", "at most 2.5 %",
    ])
    table.append(["all in random order not flat", "\(shuffled.all)", "at most 2.5 %"])
    return table
  }
}
