// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints
package import WarmupStats

/// How an analysis compares with what a figure shows.
package struct FigureAgreement {
  /// The outliers, from 0, that only one of the two has.
  package var outliersOnlyDrawn: [Int]
  package var outliersOnlyFound: [Int]
  /// The last iterations of segments, from 0, that only one of the two has.
  package var changepointsOnlyDrawn: [Int]
  package var changepointsOnlyFound: [Int]
  /// The classification found, in words, and whether it is the drawn one.
  package var classification: String
  package var isClassAsDrawn: Bool

  package var areOutliersAsDrawn: Bool { outliersOnlyDrawn.isEmpty && outliersOnlyFound.isEmpty }
  package var areChangepointsAsDrawn: Bool {
    changepointsOnlyDrawn.isEmpty && changepointsOnlyFound.isEmpty
  }

  /// Compares `found` with what is drawn.
  package init(of found: ExecutionAnalysis, with drawn: DrawnSeries) {
    let outliers = Self.differences(drawn.outliersDrawn, found.outliers)
    (outliersOnlyDrawn, outliersOnlyFound) = outliers
    let changepoints = Self.differences(drawn.changepointsDrawn, found.lastIterations)
    (changepointsOnlyDrawn, changepointsOnlyFound) = changepoints
    classification = found.classification?.rawValue ?? ""
    isClassAsDrawn = classification == drawn.classification
  }

  private static func differences(_ drawn: [Int], _ found: [Int]) -> ([Int], [Int]) {
    (drawn.filter { !found.contains($0) }, found.filter { !drawn.contains($0) })
  }
}

extension ExecutionAnalysis {
  /// The last iteration, from 0, of each segment but the last, as figures have it.
  package var lastIterations: [Int] { segments.dropLast().map { $0.range.upperBound - 1 } }
}

extension DrawnSeries {
  /// What the paper's method finds in the series with its default options, which for 2000
  /// iterations are the paper's.
  package func analyzed(_ compatibility: Compatibility?) -> ExecutionAnalysis {
    let method = BarrettMethod(compatibility: compatibility)
    return ExecutionAnalysis(
      analyzing: seconds, options: AnalysisOptions(method: .barrett2017(method)))
  }
}
