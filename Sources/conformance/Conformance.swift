// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import WarmupStats

/// Analyses executions recovered from figures of a paper, and says where the result is not what
/// the figures show.
///
/// `conformance FOLDER`
@main struct Conformance {
  static func main() throws {
    guard CommandLine.arguments.count == 2 else {
      FileHandle.standardError.write(Data("usage: conformance FOLDER\n".utf8))
      exit(64)
    }
    let series = try DrawnSeries.read(in: URL(filePath: CommandLine.arguments[1]))
    guard !series.isEmpty else {
      FileHandle.standardError.write(Data("no series in \(CommandLine.arguments[1])\n".utf8))
      exit(2)
    }
    print("A window of a tenth and a steady tail of a quarter of the iterations, 0.001 s.\n")
    print("As drawn, with --compatibility warmup-stats:")
    printTable(of: series, .warmupStats)
    print("\nAs drawn, by default:")
    printTable(of: series, nil)
    print("\nExecutions whose segments differ between the two:")
    print(different(series))
    print("\n(!) the figure does not show enough of the times to tell who is right")
  }

  /// What is as drawn, series by series, and the totals.
  private static func printTable(of series: [DrawnSeries], _ compatibility: Compatibility?) {
    print(row("series", "outliers", "changepoints", "class"))
    var totals = [0, 0, 0]
    for drawn in series {
      let agreement = Agreement(of: drawn.analyzed(compatibility), with: drawn)
      let usable = drawn.usableAsGroundTruth
      let parts = [
        (agreement.areOutliersAsDrawn, usable.outliers),
        (agreement.areChangepointsAsDrawn, usable.changepoints),
        (agreement.isClassAsDrawn, usable.classification),
      ]
      let verdicts = parts.map { $0 ? "same" : $1 ? "differs" : "differs (!)" }
      print(row(drawn.name, verdicts[0], verdicts[1], verdicts[2]))
      printDifferences(agreement)
      for (index, part) in parts.enumerated() where part.0 { totals[index] += 1 }
    }
    let cells = totals.map { "\($0) of \(series.count)" }
    print(row("all", cells[0], cells[1], cells[2]))
  }

  private static func printDifferences(_ agreement: Agreement) {
    let differences = [
      ("outliers only drawn", agreement.outliersOnlyDrawn),
      ("outliers only found", agreement.outliersOnlyFound),
      ("segments' ends only drawn", agreement.changepointsOnlyDrawn),
      ("segments' ends only found", agreement.changepointsOnlyFound),
    ]
    for (name, iterations) in differences where !iterations.isEmpty {
      print("    \(name): \(iterations)")
    }
  }

  /// The names of the series whose segments of least cost are not the published tool's.
  private static func different(_ series: [DrawnSeries]) -> String {
    let names = series.filter { $0.analyzed(nil).segments != $0.analyzed(.warmupStats).segments }
      .map(\.name)
    return names.isEmpty ? "none" : names.joined(separator: ", ")
  }

  private static func row(_ cells: String...) -> String {
    zip(cells, [22, 13, 13, 13])
      .map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }.joined(separator: " ")
  }
}
