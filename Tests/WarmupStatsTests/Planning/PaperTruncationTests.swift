// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing
import WarmupStats

/// An execution that Barrett et al., OOPSLA 2017, show truncated at 1000 and at 1050 iterations:
/// <https://doi.org/10.1145/3133876>, §6.4.
@Suite struct PaperTruncationTests {
  struct Series: Decodable {
    var seconds: [Double]
    var classification: String
    var n: Int
  }

  private static let folder = Fixtures.shared.appending(path: "data/paper2017/series")
  static let isPresent = FileManager.default.fileExists(
    atPath: folder.appending(path: "truncated2.json").path)

  private func series(_ name: String) throws -> Series {
    try JSONDecoder().decode(
      Series.self, from: Data(contentsOf: Self.folder.appending(path: "\(name).json")))
  }

  @Test(
    .enabled(
      if: isPresent, "skipped: ../shared/data/paper2017 is not beside this package"),
    arguments: ["truncated1", "truncated2"])
  func classesAreThoseDrawn(name: String) throws {
    let execution = ProcessExecution(times: try series("truncated2").seconds)
    let drawn = try series(name)
    let truncated = execution.truncated(to: drawn.n)
    #expect(truncated.times.count == drawn.n)
    // A window of 200 and a tail of 500 for 2000 iterations, in proportion.
    let options = AnalysisOptions(method: .barrett2017())
    #expect(options.window.resolved(iterations: 2000) == 200)
    #expect(options.steadyTail.resolved(iterations: 2000) == 500)
    let analysis = ExecutionAnalysis(analyzing: truncated.times, options: options)
    #expect(analysis.classification?.rawValue == drawn.classification)
  }
}
