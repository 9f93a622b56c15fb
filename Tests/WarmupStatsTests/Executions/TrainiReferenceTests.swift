// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing
import WarmupStats
import evaluation

/// What was published in 2023.
///
/// `scripts/evaluate traini` compares all of it; here stands one fork of some of the benchmarks, for
/// without optimization each takes seconds.
@Suite struct TrainiReferenceTests {
  @Test(
    .enabled(if: Self.hasAnswers, "skipped: ../shared/data/jmh2023 is not beside this package"),
    arguments: [2, 8, 14, 25, 33])
  func publishedForks(_ index: Int) throws {
    let answers = try TrainiAnswers(in: Self.folder)
    let name = (index < 10 ? "0" : "") + "\(index).json.xz"
    let benchmark = try #require(
      answers.benchmarks.values.first { $0.series.hasSuffix("/\(name)") })
    let times = try TrainiAnswers.times(of: benchmark, in: Self.folder)
    var found = TrainiConformance()
    found.add(benchmark, times, forks: 1)
    #expect(found.forks == 1)
    #expect(found.outliers == 1)
    #expect(found.changepoints == 1)
    #expect(found.paths == 1)
    #expect(found.penaltyError <= 1e-9)
    #expect(found.starts == 1)
    #expect(found.classes == 1)
    #expect(found.decisions == found.tests)
    #expect(found.rightProbabilities == found.probabilities)
    #expect(found.defaultConfigurations == 1)
    #expect(found.estimationError <= 1e-9)
  }

  private static let folder = Fixtures.shared.appending(path: "data/jmh2023")
  private static let hasAnswers = FileManager.default.fileExists(
    atPath: folder.appending(path: "answers.json.xz").path)
}
