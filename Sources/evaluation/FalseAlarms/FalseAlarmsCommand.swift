// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import ResultsFiles
import WarmupStats

/// Prints how often comparisons of random halves of the same executions find a difference.
struct FalseAlarmsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "false-alarms",
    abstract: "Counts how often two halves of the same executions are found to differ (A/A tests).")

  @Argument(help: "Results files.")
  var files: [String]

  @Option(help: "How often to split the executions of each benchmark.")
  var splits = 1000

  @Option(help: "The seed of the splits.")
  var seed: UInt64 = 1

  func validate() throws {
    guard splits > 0 else { throw ValidationError("There must be at least one split.") }
  }

  func run() async throws {
    for file in files {
      let summary = ExperimentSummary(analyzing: try ResultsFile.read(at: file))
      let study = await FalseAlarmStudy(
        of: summary, splits: splits, kinds: IntervalKind.allCases, comparesAspects: true,
        seed: seed)
      print("\(file): false alarms between random halves, \(splits) splits, level 99 %")
      print(row("", "per benchmark", "per file"))
      for (name, alarm) in Self.alarms {
        print(
          row("  " + name, words(study.perBenchmark[alarm]), words(study.perFile[alarm])))
      }
    }
  }

  /// What may find a difference, in the order of the lines.
  private static let alarms: [(name: String, alarm: FalseAlarmStudy.Alarm)] =
    IntervalKind.allCases.flatMap { kind in
      [
        ("compare --interval \(kind), faster or slower", .changed(kind)),
        ("… --fail-on slower", .slower(kind)),
        ("… --fail-on slower --adjust holm", .slowerAdjusted(kind)),
      ]
    }
    + [
      ("diff --fail-on worse", .worseSignificantly),
      ("diff, worse overall", .worseOverall),
    ] + BenchmarkDiff.Aspect.decisive.map { ("diff, worse \($0.rawValue)", .worse($0)) }

  /// A rate as "0.3 % (100 of 33433)"; a dash if there was no case.
  private func words(_ rate: Rate?) -> String {
    guard let rate, rate.cases > 0 else { return "–" }
    let percent = (rate.share * 10_000).rounded() / 100
    return "\(percent) % (\(rate.count) of \(rate.cases))"
  }

  private func row(_ cells: String...) -> TextRow {
    TextRow(cells: cells, widths: [46, -24, -24])
  }
}
