// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Reports
import TestSupport
import Testing
import WarmupStats

private typealias WarmupStatsTable = Reports.Table

@Suite struct OverallTests {
  /// The published tables of Barrett et al., OOPSLA 2017, beside the package.
  static let published = Fixtures.shared.appending(path: "data/paper2017/tables")

  struct Table: Decodable {
    struct Row: Decodable {
      var vm: String
      var benchmark: String
      var classification: String?
      var counts: [String: Int]?
    }
    var rows: [Row]
  }

  struct Macros: Decodable {
    struct Macro: Decodable {
      var macro: String
      var text: String
    }
    var macros: [Macro]
  }

  static func decode<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(contentsOf: published.appending(path: name)))
  }

  /// The rows of a published table as summaries of 30 executions each.
  static func benchmarks(_ name: String) throws -> [BenchmarkSummary] {
    try decode(Table.self, name).rows.compactMap { row in
      // Some VMs could not run some benchmarks.
      guard let classification = row.classification else { return nil }
      var counts = ClassificationCounts()
      for (word, count) in row.counts ?? [classification: 30] {
        counts[try #require(Classification(rawValue: word))] = count
      }
      let classes = Classification.allCases.filter { counts[$0] > 0 }
      return BenchmarkSummary(
        key: BenchmarkKey(benchmark: row.benchmark, vm: row.vm, variant: ""),
        consistency: Consistency(classes), counts: counts, steadyIteration: nil, timeToSteady: nil,
        steadyPerformance: nil, executions: [])
    }
  }

  @Test func machinesAreTold() throws {
    let summaries = ["", "turing"].map {
      ExperimentSummary(
        machine: $0, options: AnalysisOptions(), benchmarks: [], warnings: [])
    }
    let table = WarmupStatsTable(overall: summaries)
    #expect(table.columns.map(\.heading).suffix(3) == ["unnamed machine", "turing", "All"])
    #expect(table.columns.map(\.name).suffix(3) == ["machine_1", "turing", "all_machines"])
    #expect(table.legend[0].hasPrefix("unnamed machine: "))
    #expect(table.legend[1].hasPrefix("turing: "))
  }

  /// Every count and percentage that the authors published for their three machines.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: published.path), "no published tables"))
  func numbersAreThoseOfThePaper() throws {
    let summaries = try ["bencher5", "bencher6", "bencher7"].map {
      ExperimentSummary(
        machine: $0, options: AnalysisOptions(), benchmarks: try Self.benchmarks("\($0).json"),
        warnings: [])
    }
    let ours = OverallMacros(summaries)
    let published = Dictionary(
      uniqueKeysWithValues: try Self.decode(Macros.self, "summary_macros.json").macros
        .map { ($0.macro, $0.text) })
    let compared = ours.numbers.filter {
      published[$0.name] != nil && !$0.name.contains("iterations")
    }
    #expect(compared.count > 60)
    for number in compared {
      #expect(number.text == published[number.name], "\(number.name)")
    }
  }
}
