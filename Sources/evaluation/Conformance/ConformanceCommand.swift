// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import WarmupStats

/// Analyzes executions recovered from figures of a paper, and prints where the result is not what
/// the figures show.
struct ConformanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conformance",
    abstract: "Compares analyses with what the figures of a paper show.")

  @Argument(
    help: ArgumentHelp(
      "The folder of the recovered executions: one JSON file each, with its times and what is "
        + "drawn of it."))
  var folder: String

  func run() throws {
    let series = try DrawnSeries.read(in: URL(filePath: folder))
    guard !series.isEmpty else { throw ValidationError("There is no series in \(folder).") }
    print("A window of a tenth and a steady tail of a quarter of the iterations, 0.001 s.\n")
    print("As drawn, with --compatibility warmup-stats:")
    printTable(of: series, .warmupStats)
    print("\nAs drawn, by default:")
    printTable(of: series, nil)
    print("\nExecutions whose segments differ between the two:")
    print(different(series))
    print("\n(!) the figure does not show enough of the times to tell who is right")
  }

  /// Prints what is as drawn, series by series, with the totals, and below that what differs.
  private func printTable(of series: [DrawnSeries], _ compatibility: Compatibility?) {
    var table = MarkdownTable(["series", "outliers", "changepoints", "class"])
    var totals = [0, 0, 0]
    var differences: [String] = []
    for drawn in series {
      let agreement = FigureAgreement(of: drawn.analyzed(compatibility), with: drawn)
      let usable = drawn.usableAsGroundTruth
      let parts = [
        (agreement.areOutliersAsDrawn, usable.outliers),
        (agreement.areChangepointsAsDrawn, usable.changepoints),
        (agreement.isClassAsDrawn, usable.classification),
      ]
      table.append([drawn.name] + parts.map { $0 ? "same" : $1 ? "differs" : "differs (!)" })
      differences += self.differences(agreement).map { "\(drawn.name): \($0)" }
      for (index, part) in parts.enumerated() where part.0 { totals[index] += 1 }
    }
    table.append(["all"] + totals.map { "\($0) of \(series.count)" })
    print(([table.description, ""] + differences).joined(separator: "\n"))
  }

  /// What only the figure or only the analysis has.
  private func differences(_ agreement: FigureAgreement) -> [String] {
    let differences = [
      ("outliers only drawn", agreement.outliersOnlyDrawn),
      ("outliers only found", agreement.outliersOnlyFound),
      ("segments' ends only drawn", agreement.changepointsOnlyDrawn),
      ("segments' ends only found", agreement.changepointsOnlyFound),
    ]
    return differences.filter { !$0.1.isEmpty }.map { "\($0): \($1)" }
  }

  /// The names of the series whose segments of least cost are not the published tool's.
  private func different(_ series: [DrawnSeries]) -> String {
    let names = series.filter { $0.analyzed(nil).segments != $0.analyzed(.warmupStats).segments }
      .map(\.name)
    return names.isEmpty ? "none" : names.joined(separator: ", ")
  }
}
