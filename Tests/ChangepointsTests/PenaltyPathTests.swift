// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import RealModule
import Testing

/// The path against all segmentations there are, and against searches at single penalties.
@Suite struct PenaltyPathTests {
  /// The least of Q + mβ over all segmentations, from the least Q for each m.
  static func envelope(of values: [Double], method: PELT) -> (Double) -> Double {
    let brute = BruteForce(
      cost: method.cost, penalty: .manual(0), minimumSegmentLength: method.minimumSegmentLength,
      smallVariances: method.smallVariances)
    var least: [Int: Double] = [:]
    for changepoints in BruteForce.divisions(
      count: values.count, minimumSegmentLength: method.minimumSegmentLength)
    {
      let cost = brute.total(of: values, changepoints: changepoints)
      least[changepoints.count] = min(least[changepoints.count] ?? .infinity, cost)
    }
    return { penalty in
      least.map { $0.value + Double($0.key) * penalty }.min() ?? 0
    }
  }

  /// A line that touches the least Q + mβ at both ends of a range is the least in all of the range.
  ///
  /// For the least is concave in β, and no line lies below it.
  @Test(arguments: 0..<10) func allSegmentations(_ part: Int) {
    var generator = SplitMix(seed: UInt64(1600 + part))
    for index in 0..<100 {
      let kind = SeriesKind.allCases[(index + part) % SeriesKind.allCases.count]
      let count = Int.random(in: 1...10, using: &generator)
      let values = kind.series(count: count, using: &generator)
      let method = PELT(minimumSegmentLength: 1 + index % 3)
      let low = generator.uniform() < 0.3 ? 0 : 4 * generator.uniform()
      let path = PenaltyPath(
        of: values, penalties: low...(low + 60 * generator.uniform()), method: method)
      let envelope = Self.envelope(of: values, method: method)
      for entry in path.entries {
        for penalty in [entry.penalties.lowerBound, entry.penalties.upperBound] {
          let expected = envelope(penalty)
          let found = entry.unpenalizedCost + Double(entry.changepointCount) * penalty
          #expect(abs(found - expected) <= 1e-9 * (1 + abs(expected)), "\(kind) \(values)")
        }
      }
      #expect(Self.isOrdered(path))
    }
  }

  /// Whether ranges meet, and each further entry has fewer changepoints.
  static func isOrdered(_ path: PenaltyPath) -> Bool {
    zip(path.entries, path.entries.dropFirst()).allSatisfy {
      $0.penalties.upperBound == $1.penalties.lowerBound
        && $0.penalties.lowerBound < $0.penalties.upperBound
        && $0.changepointCount > $1.changepointCount
    }
  }

  @Test(arguments: SeriesKind.allCases) func singlePenalties(_ kind: SeriesKind) {
    var generator = SplitMix(seed: 1700)
    for round in 0..<4 {
      let values = kind.series(count: 40 + 30 * round, using: &generator)
      var method = PELT(minimumSegmentLength: 1 + round % 3)
      let path = PenaltyPath(of: values, penalties: 2...400, method: method)
      #expect(path.entries.first?.penalties.lowerBound == 2)
      #expect(path.entries.last?.penalties.upperBound == 400)
      for _ in 0..<6 {
        let penalty = 2 * Double.exp(generator.uniform() * Double.log(200))
        method.penalty = .manual(penalty)
        let expected = OptimalPartitioning(method).segmentation(of: values)
        let entry = path.entry(at: penalty)
        #expect(entry?.segmentation.changepoints == expected.changepoints)
        #expect(entry?.segmentation.segments == expected.segments)
      }
      #expect(path.entry(at: 1.9) == nil)
      #expect(path.entry(at: 401) == nil)
    }
  }

  /// Where costs are not kept, the search is another one.
  @Test(arguments: SeriesKind.allCases) func withoutKeptCosts(_ kind: SeriesKind) {
    var generator = SplitMix(seed: 1800)
    let values = kind.series(count: 120, using: &generator)
    let kept = PenaltyPath(of: values, penalties: 3...300, method: PELT(), keepsCosts: true)
    let other = PenaltyPath(of: values, penalties: 3...300, method: PELT(), keepsCosts: false)
    #expect(kept == other)
  }

  @Test(arguments: [
    SegmentCost.normalMean(variance: 0.04), .normalVariance(mean: nil), .normalMeanAndVariance,
  ]) func otherCosts(_ cost: SegmentCost) {
    var generator = SplitMix(seed: 1900)
    for treatment in [SmallVarianceTreatment.resolution(nil), .floor(1e-11)] {
      let values = SeriesKind.quantised.series(count: 9, using: &generator)
      let method = PELT(cost: cost, minimumSegmentLength: 2, smallVariances: treatment)
      let path = PenaltyPath(of: values, penalties: 0.5...90, method: method)
      let envelope = Self.envelope(of: values, method: method)
      for entry in path.entries {
        let penalty = entry.penalties.upperBound
        let found = entry.unpenalizedCost + Double(entry.changepointCount) * penalty
        #expect(found.isApproximatelyEqual(to: envelope(penalty), absoluteTolerance: 1e-9))
      }
      #expect(Self.isOrdered(path))
    }
  }

  /// What cannot be divided, and what never is.
  @Test func trivialSeries() {
    for values in [[], [1], [1, 2, 3], [Double](repeating: 2, count: 50)] {
      let path = PenaltyPath(of: values, penalties: 1...10)
      #expect(path.entries.count == 1)
      #expect(path.entries[0].changepointCount == 0)
      #expect(path.entries[0].penalties == 1...10)
      #expect(path.elbow == nil)
    }
  }

  /// Two levels far apart: one changepoint is worth n ln(v of all / v of the parts), and no more.
  @Test func knownPath() {
    let values = (0..<40).map { Double($0 / 20) * 100 + Double($0 % 2) }
    let path = PenaltyPath(of: values, penalties: 30...1000)
    // Of all: 2500 + ¼; of a part: ¼; and 1/12 for the resolution of 1.
    let gain = 40 * Double.log((2500.25 + 1.0 / 12) / (0.25 + 1.0 / 12))
    #expect(path.entries.map(\.changepointCount) == [1, 0])
    #expect(path.entries[0].penalties.upperBound.isApproximatelyEqual(to: gain))
    #expect(path.entries[0].segmentation.changepoints == [20])
    // At the crossing both cost the same, and the fewer changepoints win.
    #expect(path.entry(at: path.entries[0].penalties.upperBound)?.changepointCount == 0)
  }
}
