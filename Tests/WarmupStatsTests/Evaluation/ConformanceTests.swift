// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing
import WarmupStats
import evaluation

/// Executions recovered from published figures, which are not part of the package.
@Suite struct ConformanceTests {
  static let folder = Fixtures.shared.appending(path: "data/paper2017/series")
  static let isThere = FileManager.default.fileExists(atPath: folder.path)

  @Test(
    .enabled(if: isThere, "the recovered executions are not there"),
    arguments: [nil, Compatibility.warmupStats])
  func findsWhatTheFiguresShow(compatibility: Compatibility?) throws {
    let series = try DrawnSeries.read(in: Self.folder)
    #expect(series.count == 29)
    for drawn in series {
      let agreement = FigureAgreement(of: drawn.analyzed(compatibility), with: drawn)
      let usable = drawn.usableAsGroundTruth
      #expect(agreement.areOutliersAsDrawn || !usable.outliers, "\(drawn.name)")
      #expect(agreement.areChangepointsAsDrawn || !usable.changepoints, "\(drawn.name)")
      #expect(agreement.isClassAsDrawn || !usable.classification, "\(drawn.name)")
    }
  }
}
