// SPDX-License-Identifier: GPL-3.0-or-later

import Reports
import Testing
import WarmupStats

@Suite struct SensitivityTableTests {
  private static func study(_ settings: [AnalysisSetting], crashed: Int = 0) -> SensitivityStudy {
    var counts = ClassificationCounts()
    counts.flat = 3
    counts.warmup = 5
    counts.crashed = crashed
    return SensitivityStudy(
      options: AnalysisOptions(method: .barrett2017()), counts: counts,
      points: settings.map {
        SensitivityStudy.Point(setting: $0, counts: counts, changedExecutions: 2, changedKeys: [])
      })
  }

  @Test(arguments: [
    (AnalysisSetting.tolerance(.seconds(0.0003)), "Tolerance", "300 µs"),
    (.tolerance(.fraction(0.005)), "Tolerance, of the fastest segment", "0.5 %"),
    (.penaltyFactor(17.5), "Penalty", "17.5 log n"),
    (.window(.fraction(0.15)), "Outlier window", "15 % of the iterations"),
    (.window(.count(200)), "Outlier window", "200 iterations"),
    (.steadyTail(.fraction(0.5)), "Steady tail", "50 % of the iterations"),
  ])
  func valuesAreWrittenAsPeopleDo(setting: AnalysisSetting, option: String, value: String) {
    let cells = Table(sensitivity: Self.study([setting])).rows[0].cells.map(\.plainText)
    #expect(cells == [option, value, "3", "5", "0", "0", "25.0 % (2)", "0"])
  }

  @Test func theOptionsAsGivenAreMarked() {
    let table = Table(sensitivity: Self.study(AnalysisSetting.penaltyFactors))
    #expect(table.rows.map(\.notes) == [[], [], [], [], [1], [], [], [], []])
    #expect(table.notes == [Note(number: 1, text: "the options as given")])
    #expect(Table(sensitivity: Self.study([.penaltyFactor(3)])).notes.isEmpty)
  }

  @Test func crashedExecutionsAreCountedIfThereAreAny() {
    #expect(
      Table(sensitivity: Self.study([.penaltyFactor(3)], crashed: 2)).columns.map(\.name)
        .contains("crashed"))
  }
}
