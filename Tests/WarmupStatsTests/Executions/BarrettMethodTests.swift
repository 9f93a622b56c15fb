// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import Testing
import WarmupStats

@Suite struct BarrettMethodTests {
  /// Segments that end at these iterations, with these means in milliseconds.
  private func segments(
    _ parts: [(end: Int, milliseconds: Double)], variance: Double = 0
  ) -> [Segment] {
    var start = 0
    return parts.map { part in
      defer { start = part.end }
      return Segment(
        range: start..<part.end, mean: part.milliseconds / 1000, variance: variance)
    }
  }

  private func classify(
    _ segments: [Segment], by method: BarrettMethod = BarrettMethod(),
    steadyTail: IterationCount = .fraction(0.25)
  ) -> ClassifiedSegments {
    method.classify(segments, steadyTail: steadyTail)
  }

  @Test(arguments: [
    ([(100, 10.0)], Classification.flat, 0),
    ([(10, 10.5), (100, 10)], .flat, 0),
    ([(10, 20), (100, 10)], .warmup, 1),
    ([(10, 5), (100, 10)], .slowdown, 1),
    ([(90, 5), (100, 10)], .noSteadyState, 1),
    ([(90, 15), (100, 10)], .noSteadyState, 1),
    // Only contiguous segments are steady, however like the final one others are.
    ([(10, 10), (20, 20), (40, 10.5), (100, 10)], .warmup, 2),
    // What is faster counts wherever it is.
    ([(10, 5), (20, 20), (40, 10.5), (100, 10)], .slowdown, 2),
    ([(10, 20), (20, 5), (40, 10.5), (100, 10)], .slowdown, 2),
  ])
  func segmentsMakeAClass(
    parts: [(Int, Double)], expected: Classification, firstSteady: Int
  ) {
    let found = classify(segments(parts.map { (end: $0.0, milliseconds: $0.1) }))
    #expect(found.classification == expected)
    #expect(found.firstSteady == firstSteady)
    #expect(found.equivalences.last == true)
  }

  /// Of 100 iterations the last 25 must be steady: an unlike segment may end with the zero-based
  /// iteration 75, and not with 76.
  @Test func theTailBeginsAfterItsFirstIteration() {
    #expect(
      classify(segments([(76, 20), (100, 10)])).classification == .warmup)
    #expect(
      classify(segments([(77, 20), (100, 10)])).classification == .noSteadyState)
    #expect(
      classify(segments([(99, 20), (100, 10)]), steadyTail: .count(0)).classification == .warmup)
  }

  @Test func theFinalVarianceWidensTheBoundsUnlessRaw() {
    // 20 ms apart; variances of 0.015 reach 0.015 around the final mean, and as far from the other.
    let apart = segments([(10, 40), (100, 10)], variance: 0.015)
    var method = BarrettMethod()
    #expect(classify(apart, by: method).classification == .flat)
    method.usesRawTolerance = true
    #expect(classify(apart, by: method).classification == .warmup)
    // The other segment's own variance still counts.
    #expect(
      classify(segments([(10, 25.9), (100, 10)], variance: 0.015), by: method).classification
        == .flat)
  }

  @Test func aRelativeToleranceIsAPartOfTheFastestMean() {
    var method = BarrettMethod()
    method.tolerance = .fraction(0.1)
    // A tenth of 5 ms, not of 10.
    let parts: [(end: Int, milliseconds: Double)] = [(10, 5), (20, 10.6), (100, 10)]
    #expect(classify(segments(parts), by: method).equivalences == [false, false, true])
    #expect(
      classify(segments([(10, 10.9), (100, 10)]), by: method).classification == .flat)
    for scale in [0.001, 1000] {
      let scaled = segments(parts.map { (end: $0.end, milliseconds: $0.milliseconds * scale) })
      #expect(classify(scaled, by: method).classification == .slowdown)
    }
  }
}
