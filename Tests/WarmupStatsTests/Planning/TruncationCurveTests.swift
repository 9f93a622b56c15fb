// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats

@Suite struct TruncationCurveTests {
  private static let keys = [("a", "V"), ("b", "V"), ("a", "W")].map {
    BenchmarkKey(benchmark: $0.0, vm: $0.1, variant: "")
  }

  /// A curve with these shares of agreement: a point, then a key.
  private func curve(_ shares: [[Double?]]) -> TruncationCurve {
    TruncationCurve(
      keys: Self.keys,
      points: shares.enumerated().map { index, shares in
        TruncationCurve.Point(
          count: index + 2...index + 2, fraction: Double(index + 1) / Double(shares.count),
          agreements: shares.map { share in
            share.map {
              Agreement(
                classification: 1, steadyIteration: $0, steadyPerformance: 1, all: $0)
            }
          })
      })
  }

  @Test func agreementIsTheMeanOverKeys() throws {
    let curve = curve([[0, 1, 0.5]])
    let all = try #require(curve.agreement(at: curve.points[0]))
    #expect(all.all == 0.5)
    #expect(all.classification == 1)
    #expect(curve.agreement(at: curve.points[0], vm: "W")?.steadyIteration == 0.5)
    #expect(curve.agreement(at: curve.points[0], vm: "X") == nil)
    #expect(curve.vms == ["V", "W"])
  }

  @Test func shortestRunHoldsFromThereOn() {
    let curve = curve([[1, 1, 0.9], [0, 1, 0.99], [1, 1, 1], [1, 1, 1]])
    // The first point agrees for V, but the second does not.
    #expect(curve.shortestRun(keeping: 0.95, vm: "V")?.count == 4...4)
    #expect(curve.shortestRun(keeping: 0.95, vm: "W")?.count == 3...3)
    #expect(curve.shortestRun(keeping: 0.95)?.count == 4...4)
    #expect(curve.shortestRun(keeping: 0.5)?.count == 2...2)
  }

  @Test func noRunMayDo() {
    #expect(curve([[1, 1, 1], [0, 1, 1]]).shortestRun(keeping: 0.95) == nil)
    #expect(curve([]).shortestRun(keeping: 0.95) == nil)
  }

  @Test func keysMeasuredLessTakeNoPart() {
    let curve = curve([[1, 0, 1], [1, nil, 1]])
    #expect(curve.agreement(at: curve.points[1])?.all == 1)
    #expect(curve.shortestRun(keeping: 0.95, vm: "V")?.count == 3...3)
  }
}
