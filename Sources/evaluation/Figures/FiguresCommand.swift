// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Changepoints
import Foundation
import OrderedCollections
import ResultsFiles
import WarmupStats

/// Prints every figure that the methods are held to, in one table.
struct FiguresCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figures",
    abstract: "Measures every figure that the methods are held to, and prints one table.")

  @Argument(help: "Results files whose executions are shuffled and split in halves.")
  var files: [String] = []

  @Option(help: "A folder of recorded JMH forks, a compressed JSON file per benchmark.")
  var forks: String?

  @Option(help: "How much to make up for each figure; 1 takes some minutes.")
  var effort = 1.0

  @Option(help: "The seed of everything that is random.")
  var seed: UInt64 = 1

  func validate() throws {
    guard effort > 0 else { throw ValidationError("The effort is positive.") }
  }

  func run() async throws {
    var figures = MarkdownTable(["figure", "measured", "wanted"])
    addClasses(to: &figures)
    for file in files { try await addRecorded(file, to: &figures) }
    if let forks {
      let benchmarks = try RecordedForks.read(in: URL(filePath: forks))
      let study = await ForkStudy(of: benchmarks, options: AnalysisOptions(), seed: seed)
      for row in study.table.rows { figures.append(["JMH forks: " + row[0], row[1], row[2]]) }
    }
    addGates(to: &figures)
    addCoverage(to: &figures)
    addPlans(to: &figures)
    print(figures)
  }

  private func rounds(_ usual: Int) -> Int { max(1, Int(clamped: effort * Double(usual))) }

  private func addClasses(to figures: inout MarkdownTable) {
    let study = ClassStudy(seed: seed)
    let totals = study.totals(rounds: rounds(100))
    let scale = study.changesWithScale()
    figures.append(["made up: no change called flat", "\(totals.flat)", "at least 97 %"])
    figures.append(["made up: change not called flat", "\(totals.changes)", "at least 98 %"])
    figures.append(["made up: first steady iteration right", "\(totals.starts)", "at least 97 %"])
    figures.append([
      "made up: right class, the hardest of 54 cases", "\(totals.leastShare.inPercent) %",
      "at least 85 %",
    ])
    figures.append([
      "made up: other class at 10 ns to 100 s", "\(scale.count) of \(scale.cases)", "at most 1",
    ])
    figures.append([
      "made up: 1 to 19 iterations called flat", "\(study.flatThoughTiny(rounds: rounds(50)))",
      "0 %",
    ])
  }

  private func addRecorded(_ file: String, to figures: inout MarkdownTable) async throws {
    let experiment = try ResultsFile.read(at: file)
    let name = URL(filePath: file).lastPathComponent
    let times = experiment.executions.values.joined().map(\.times).filter { !$0.isEmpty }
    let shuffled = ClassStudy(seed: seed)
      .notFlatThoughShuffled(times)
    figures.append(["\(name): shuffled, not called flat", "\(shuffled)", "at most 2.5 %"])
    let study = await FalseAlarmStudy(
      of: ExperimentSummary(analyzing: experiment),
      splits: rounds(200), kinds: [.t], comparesAspects: true, seed: seed)
    for (name2, alarm) in [
      ("compare slower", FalseAlarmStudy.Alarm.slower(.t)), ("diff worse", .worseSignificantly),
    ] {
      let rate = study.perBenchmark[alarm] ?? Rate()
      figures.append(["\(name): halves, \(name2)", "\(rate)", "at most 1 %"])
    }
    for (name2, alarm) in [
      ("compare gate", FalseAlarmStudy.Alarm.slowerAdjusted(.t)),
      ("diff gate", .worseSignificantly),
    ] {
      let rate = study.perFile[alarm] ?? Rate()
      figures.append(["\(name): halves, \(name2) fails", "\(rate)", "at most 1 %"])
    }
  }

  private static let executions = [5, 8, 10, 15, 30]

  private func addGates(to figures: inout MarkdownTable) {
    for family in [1, 20] {
      for change in [0, 0.02, 0.05, 0.1] {
        let shares = Self.executions.map { executions -> [GateStudy.Finding: Double] in
          var generator = Xoshiro256(seed: seed)
          return GateStudy(executions: executions, change: change, family: family)
            .shares(rounds: rounds(family == 1 ? 1000 : 300), using: &generator)
        }
        for finding in [GateStudy.Finding.compareSlower, .diffWorse] {
          let of = family == 1 ? "" : ", one of \(family)"
          figures.append([
            "\(finding.rawValue): \(change.inPercent) %\(of), with \(Self.list(Self.executions))",
            Self.list(shares.map { "\($0[finding, default: 0].inPercent) %" }),
            change == 0 ? "at most 1 %" : "never falls",
          ])
        }
      }
    }
    let hidden = Self.executions.map { executions -> String in
      var generator = Xoshiro256(seed: seed)
      var study = GateStudy(executions: executions, change: 0)
      (study.modeShare, study.mode) = (0.2, 1.1)
      let shares = study.shares(rounds: rounds(1000), using: &generator)
      return "\(shares[.compareEquivalent, default: 0].inPercent) %"
    }
    figures.append([
      "equivalent though a fifth takes 10 % longer, with \(Self.list(Self.executions))",
      Self.list(hidden), "noted below 20",
    ])
  }

  private func addCoverage(to figures: inout MarkdownTable) {
    let executions = [3, 5, 10]
    for interval in CoverageSimulation.Interval.allCases {
      let covered = executions.map { executions -> String in
        var generator = Xoshiro256(seed: seed)
        let simulation = CoverageSimulation(executions: executions, iterations: 20, level: 0.95)
        return simulation.coverage(of: interval, rounds: rounds(1000), using: &generator).inPercent
      }
      figures.append([
        "95 % interval of the \(interval.rawValue), with \(Self.list(executions))",
        Self.list(covered.map { "\($0) %" }), "95 %",
      ])
    }
  }

  private func addPlans(to figures: inout MarkdownTable) {
    for dependence in [0, 0.6, 0.9] {
      var generator = Xoshiro256(seed: seed)
      let kept = PlanStudy(dependence: dependence)
        .kept(pilots: rounds(200), using: &generator)
      figures.append(["plan kept, φ = \(dependence)", "\(kept.inPercent) %", "75 to 85 %"])
    }
  }

  private static func list(_ values: [some CustomStringConvertible]) -> String {
    values.map(\.description).joined(separator: ", ")
  }
}
