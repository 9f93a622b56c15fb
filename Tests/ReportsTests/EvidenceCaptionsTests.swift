// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import Reports
import Testing
import WarmupStats

/// What plots and reports say decided the class of an execution.
@Suite struct EvidenceCaptionsTests {
  /// Times near a level for each of some stretches, which vary by half a per cent and more or less
  /// at random.
  private static func times(_ stretches: [(count: Int, level: Double)]) -> [Double] {
    var state: UInt64 = 88_172_645_463_325_252
    return stretches.flatMap { count, level in
      (0..<count).map { _ in
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return level * (1 + 0.01 * (Double(state >> 11) / 9_007_199_254_740_992 - 0.5))
      }
    }
  }

  private static func panel(
    _ stretches: [(count: Int, level: Double)], method: Method = .ratio()
  ) throws -> Panel {
    let key = BenchmarkKey(benchmark: "b", vm: "V", variant: "")
    let options = AnalysisOptions(method: method)
    let summary = ExperimentSummary(
      analyzing: Experiment(executions: [key: [ProcessExecution(times: times(stretches))]]),
      options: options)
    let chart = Chart(runSequencesOf: summary.benchmarks[0], options: summary.options)
    return try #require(chart.panels.first)
  }

  private static func styles(of panel: Panel) -> Set<MarkStyle> {
    Set(panel.marks.map(\.style)).intersection([
      .referenceSegment, .sameSegment, .differentSegment, .burst, .steadySegment, .otherSegment,
    ])
  }

  private static func captions(of panel: Panel) -> [String] {
    panel.marks.compactMap { mark in
      if case .caption(let words, _, _) = mark.shape { words } else { nil }
    }
  }

  @Test func segmentsThatDifferSayByHowMuch() throws {
    let panel = try Self.panel([(40, 2e-3), (360, 1e-3)])
    #expect(panel.title == "execution 1: warmup")
    #expect(Self.styles(of: panel) == [.referenceSegment, .differentSegment])
    let captions = Self.captions(of: panel)
    #expect(captions.count == 1)
    #expect(captions[0].hasPrefix("+100") || captions[0].hasPrefix("+99"))
    #expect(panel.notes.count == 1)
    #expect(panel.notes[0].hasPrefix("iterations 1–40 +"))
    #expect(panel.notes[0].hasSuffix(" %, proven beyond 2 %"))
  }

  @Test func burstsAreLetPass() throws {
    let panel = try Self.panel([(300, 1e-3), (12, 1.3e-3), (300, 1e-3)])
    #expect(panel.title == "execution 1: flat")
    #expect(Self.styles(of: panel).isSuperset(of: [.referenceSegment, .burst]))
    #expect(!Self.styles(of: panel).contains(.differentSegment))
    #expect(
      panel.notes.contains { $0.hasPrefix("1 burst of 12 iterations let pass: iterations 301–") })
  }

  @Test func flatSaysWhatCouldHaveBeenProven() throws {
    let panel = try Self.panel([(400, 1e-3)])
    #expect(panel.title == "execution 1: flat")
    #expect(Self.captions(of: panel).isEmpty)
    let note = try #require(panel.notes.first)
    let match = try #require(
      note.wholeMatch(
        of: /no difference beyond 2 % proven; a lasting one of ([0-9.]+) % would have been/))
    let least = try #require(Double(match.output.1))
    #expect(least > 2 && least < 3)
  }

  @Test func thePublishedMethodHasNoSuchEvidence() throws {
    let panel = try Self.panel([(40, 2), (360, 1)], method: .barrett2017())
    #expect(Self.styles(of: panel).isSubset(of: [.steadySegment, .otherSegment]))
    #expect(Self.captions(of: panel).isEmpty && panel.notes.isEmpty)
  }
}
