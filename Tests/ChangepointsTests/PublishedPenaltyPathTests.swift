// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import CKernels
import RealModule
import Testing

/// R's path of penalties, against the same rules written down plainly.
@Suite struct PublishedPenaltyPathTests {
  /// Where the segments that one search finds end, and the penalised cost.
  static func search(_ values: [Double], _ penalty: Double) -> (ends: [Int], cost: Double) {
    let search = PlainPublishedSearch(values, penalty: penalty)
    return (search.ends, search.costs[values.count])
  }

  /// The path, entry by entry: penalty, changepoints, cost.
  static func path(_ values: [Double]) -> [(Double, Int, Double)] {
    let logCount = Double.log(Double(values.count))
    var tested: [Double] = []
    var segments: [Int] = []
    var costs: [Double] = []
    var next = [4 * logCount, 100_000 * logCount]
    while !next.isEmpty {
      for penalty in next {
        let (ends, cost) = search(values, penalty)
        if !tested.contains(penalty) { tested.append(penalty) }
        segments.append(ends.count)
        costs.append(cost - Double(ends.count - 1) * penalty)
      }
      tested.sort()
      segments.sort(by: >)
      costs.sort()
      next = []
      for index in 0..<tested.count - 1 where segments[index] - segments[index + 1] > 1 {
        let penalty =
          (costs[index + 1] - costs[index]) * (1 / Double(segments[index] - segments[index + 1]))
        let nearest = tested.map { abs($0 - penalty) }.min() ?? .infinity
        if nearest / (penalty > 1.5e-8 ? penalty : 1) >= 1.5e-8 { next.append(penalty) }
      }
    }
    for index in (1..<segments.count).reversed() where segments[index] == segments[index - 1] {
      segments.remove(at: index)
      costs.remove(at: index)
    }
    return segments.indices.map { index in
      let penalty =
        index == 0
        ? tested[0]
        : (costs[index - 1] - costs[index]) / Double(segments[index] - segments[index - 1])
      return (penalty, segments[index] - 1, costs[index])
    }
  }

  @Test(arguments: SeriesKind.allCases) func plainRules(_ kind: SeriesKind) {
    var generator = SplitMix(seed: 2000)
    for count in [4, 9, 33, 90] {
      let values = kind.series(count: count, using: &generator)
      let path = PublishedPenaltyPath(of: values)
      let expected = Self.path(values)
      #expect(path.entries.map(\.changepointCount) == expected.map(\.1))
      #expect(
        path.segmentation.segments.map(\.range.upperBound)
          == Self.search(values, path.penalty).ends)
      for (entry, other) in zip(path.entries, expected) {
        #expect(entry.penalty == other.0)
        #expect(entry.unpenalizedCost == other.2)
      }
    }
  }

  @Test func fewValues() {
    for values in [[1.0], [1, 2], [1, 5, 9]] {
      let path = PublishedPenaltyPath(of: values)
      #expect(path.entries.map(\.changepointCount) == [0])
      #expect(path.segmentation.changepoints.isEmpty)
      #expect(path.elbow == nil)
    }
  }

  /// Sums of many magnitudes and both signs, with 64 bits of significand after each addition.
  @Test func extendedSums() {
    #if arch(x86_64)
      var generator = SplitMix(seed: 2100)
      for _ in 0..<2000 {
        var ours = ExtendedSum()
        var expected: Float80 = 0
        for _ in 0..<20 {
          let value =
            generator.normal() * Double.exp(20 * generator.normal())
            * (generator.uniform() < 0.1 ? 0 : 1)
          ours.add(value)
          expected += Float80(value)
          #expect(ours.value == Double(expected))
        }
        ours.add(-ours.value)
        #expect(ours.value == Double(expected - Float80(Double(expected))))
      }
    #endif
  }

  @Test func accurateLogarithms() {
    #if arch(x86_64)
      var generator = SplitMix(seed: 2200)
      var worst = 0.0
      for round in 0..<4000 {
        var values = (0..<8).map { _ in
          switch round % 4 {
          case 0: Double.exp(200 * (generator.uniform() - 0.5))
          case 1: 1 + 0.05 * (generator.uniform() - 0.5)
          case 2: 0.5 + 1.5 * generator.uniform()
          default: Double.exp(-20 - 30 * generator.uniform())
          }
        }
        let arguments = values
        unsafe accurate_logarithms(&values)
        for (argument, value) in zip(arguments, values) {
          let exact = Float80.log(Float80(argument))
          worst = max(worst, Double(abs(Float80(value) - exact) / Float80(Double(exact).ulp)))
        }
      }
      #expect(worst < 0.52)
    #endif
    let subnormal = Double.leastNormalMagnitude / 64
    var special: [Double] = [0, -1, .infinity, .nan, 1, .leastNonzeroMagnitude, 2, subnormal]
    unsafe accurate_logarithms(&special)
    #expect(special[0] == -.infinity)
    #expect(special[1].isNaN && special[3].isNaN)
    #expect(special[2] == .infinity)
    #expect(special[4] == 0)
    #expect(special[5] == Double.log(.leastNonzeroMagnitude))
    #expect(special[7] == Double.log(subnormal))
  }
}

/// Bends of curves that were worked out by hand.
@Suite struct ElbowTests {
  /// From the end x = 1, 2/9, 1/9, 0 and y = 0, 0.1, 0.2, 1; (1 − y) − x = 0, 0.678, 0.689, 0: the
  /// third of these is the first maximum, and the next lies a mean step, 1/3, below it.
  @Test func bend() {
    #expect(Elbow.index(penalties: [1, 2, 3, 10], counts: [10, 2, 1, 0]) == 1)
  }

  /// The last point is a maximum itself, so that the walk ends where it begins.
  @Test func noBend() {
    #expect(Elbow.index(penalties: [1, 2], counts: [5, 0]) == nil)
    #expect(Elbow.index(penalties: [1], counts: [5]) == nil)
    // On the diagonal all distances are 0, and plateaus count as maxima.
    #expect(Elbow.index(penalties: [1, 2, 3, 4], counts: [3, 2, 1, 0]) == nil)
  }

  /// Stretching either axis changes nothing.
  @Test func scale() {
    #expect(Elbow.index(penalties: [1e3, 2e3, 3e3, 1e4], counts: [1000, 200, 100, 0]) == 1)
  }
}
