// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Changepoints
import Foundation
import ResultsFiles
import WarmupStats

/// Prints every figure that the methods are held to, in one table.
struct FiguresCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figures",
    abstract: "Measures every figure that the methods are held to, and prints one table.",
    discussion: "Fails with exit code 1 if a figure is not as wanted, and not by chance.")

  /// What figures are about.
  enum Topic: String, CaseIterable, ExpressibleByArgument {
    /// Classes of made-up executions, and of recorded ones in random order.
    case classes
    /// Classes of recorded JMH forks.
    case forks
    /// Random halves of recorded executions.
    case halves
    /// Gates on made-up changes.
    case gates
    /// Coverage of intervals.
    case coverage
    /// Plans.
    case plans
  }

  @Argument(help: "Results files whose executions are shuffled and split in halves.")
  var files: [String] = []

  @Option(help: "A folder of recorded JMH forks, a compressed JSON file per benchmark.")
  var forks: String?

  @Option(help: "Only figures of that topic; may be repeated.")
  var only: [Topic] = []

  @Option(help: "How much to make up for each figure; 1 takes some minutes.")
  var effort = 1.0

  @Option(help: "The seed of everything that is random.")
  var seed: UInt64 = 1

  func validate() throws {
    guard effort > 0 else { throw ValidationError("The effort is positive.") }
  }

  func run() async throws {
    var figures: [Figure] = []
    for topic in only.isEmpty ? Topic.allCases : only {
      figures += try await measure(topic)
    }
    print(MarkdownTable(of: figures))
    let missed = figures.filter { !$0.isMet(margin: Figure.chance) }
    guard missed.isEmpty else {
      print("\nNot as wanted: \(missed.count) of \(figures.count) figures.")
      throw ExitCode.failure
    }
  }

  private func measure(_ topic: Topic) async throws -> [Figure] {
    switch topic {
    case .classes:
      let study = ClassStudy(options: AnalysisOptions(), seed: seed)
      return try study.figures(rounds: rounds(100))
        + files.map { study.figure(ofShuffled: try ResultsFile.read(at: $0), from: name(of: $0)) }
    case .forks:
      guard let forks else { return [] }
      let benchmarks = try RecordedForks.read(in: URL(filePath: forks))
      return await ForkStudy(of: benchmarks, options: AnalysisOptions(), seed: seed).figures
    case .halves:
      var figures: [Figure] = []
      for file in files {
        let study = await FalseAlarmStudy(
          of: ExperimentSummary(analyzing: try ResultsFile.read(at: file)),
          splits: rounds(1000), kinds: IntervalKind.allCases, comparesAspects: true, seed: seed)
        figures += study.figures(of: name(of: file))
      }
      return figures
    case .gates:
      return GateStudy.figures(rounds: rounds(1000), seed: seed)
    case .coverage:
      return CoverageSimulation.figures(rounds: rounds(10_000), seed: seed)
    case .plans:
      return PlanStudy.figures(pilots: rounds(1000), seed: seed)
    }
  }

  private func name(of file: String) -> String { URL(filePath: file).lastPathComponent }

  private func rounds(_ usual: Int) -> Int { max(1, Int(clamped: effort * Double(usual))) }
}
