// SPDX-License-Identifier: GPL-3.0-or-later

import CKernels
import Changepoints
import RealModule
import Testing

/// R's search without the costs of all segments, which decides most things by rough totals.
@Suite struct PublishedSearchTests {
  /// What the kernel found: the same as `PlainPublishedSearch` tells.
  struct Found {
    var costs: [Double]
    var givenUp: [Int32]
    /// The first blocks of candidates at each end.
    var firstBlocks: [UInt32]
  }

  private static let lanes = Int(COST_LANES)
  private static let logTwoPi = Double.log(2 * Double.pi)

  /// Runs the kernel through all ends from 4 on, in two parts.
  static func run(_ values: [Double], penalty: Double) -> Found {
    let count = values.count
    let capacity = (count + lanes) / lanes * lanes
    let padding = [Double](repeating: 0, count: capacity - count - 1)
    let sums = PlainPublishedSearch.sums(values) + padding
    let squares = PlainPublishedSearch.sums(values.map { $0 * $0 }) + padding
    let terms =
      (0..<count).map { logTwoPi + 1 - Double.log(Double(count - $0)) }
      + [Double](repeating: 0, count: lanes)
    let plain = PlainPublishedSearch(values, penalty: penalty)
    var state = published_search(
      penalty: penalty, cost: plain.costs[3], previous: plain.costs[2], block_count: 1)
    var costs = [Double](repeating: .nan, count: capacity)
    (costs[0], costs[2]) = (-penalty, plain.costs[2])
    var best = costs
    var totals = costs
    var givenUp = [Int32](repeating: .max, count: capacity)
    var blocks = [UInt32](repeating: 0, count: capacity / lanes + 1)
    var firstBlocks = [UInt32](repeating: 0, count: count + 1)
    unsafe sums.withUnsafeBufferPointer { sums in
      unsafe squares.withUnsafeBufferPointer { squares in
        unsafe terms.withUnsafeBufferPointer { terms in
          var series = unsafe published_series(
            sums: sums.baseAddress, squares: squares.baseAddress, length_terms: terms.baseAddress,
            count: count, log_two_pi: logTwoPi)
          let middle = (4 + count) / 2
          for (first, last) in [(4, middle), (middle + 1, count)] where first <= last {
            unsafe published_search_run(
              &state, &series, &best, &costs, &givenUp, &blocks, &firstBlocks, &totals, first, last)
          }
        }
      }
    }
    costs[count] = state.cost
    return Found(
      costs: Array(costs[...count]), givenUp: Array(givenUp[...count]), firstBlocks: firstBlocks)
  }

  /// The same least costs, bit for bit, at every end, and the same candidates given up at the same
  /// ends; these two say where the last segment of every first part begins.
  static func expectPlain(_ values: [Double], penalty: Double) {
    let plain = PlainPublishedSearch(values, penalty: penalty)
    let found = run(values, penalty: penalty)
    #expect(
      found.costs.dropFirst(4).map(\.bitPattern) == plain.costs.dropFirst(4).map(\.bitPattern))
    #expect(found.givenUp == plain.givenUp)
    for end in 4...values.count {
      #expect(Int(found.firstBlocks[end]) * lanes <= plain.lastStarts[end])
    }
    let segmentation = PublishedPELT(penalty: .manual(penalty)).segmentation(of: values)
    #expect(segmentation.segments.map(\.range.upperBound) == plain.ends)
    #expect(segmentation.cost == plain.costs[values.count])
  }

  @Test(arguments: SeriesKind.allCases, [0, 1, 2.5, 15])
  func plainRules(_ kind: SeriesKind, _ factor: Double) {
    var generator = SplitMix(seed: 2300)
    for count in [4, 5, 8, 9, 33, 150, 400] {
      let values = kind.series(count: count, using: &generator)
      Self.expectPlain(values, penalty: factor * Double.log(Double(count)))
    }
  }

  /// Values near the ends of what can be rough, beyond them, and with hardly any variance.
  @Test(arguments: [0x1p-320, 0x1p-299, 1e-60, 1e60, 0x1p299, 0x1p320], [0, 1e-15, 1e-3])
  func scales(_ scale: Double, _ spread: Double) {
    var generator = SplitMix(seed: 2400)
    for offset in [0.0, 1] {
      let values = (0..<120).map { index in
        scale * (offset + (index < 50 ? 0 : 0.25) + spread * generator.normal())
      }
      let penalty = 4 * Double.log(120.0)
      let plain = PlainPublishedSearch(values, penalty: penalty)
      let segmentation = PublishedPELT(penalty: .manual(penalty)).segmentation(of: values)
      #expect(segmentation.segments.map(\.range.upperBound) == plain.ends)
      #expect(segmentation.cost == plain.costs[120])
    }
  }

  /// Periods repeat segments exactly, so that most totals differ in their last digits, if at all.
  @Test(arguments: [1, 2, 3, 5]) func ties(_ period: Int) {
    var generator = SplitMix(seed: 2500)
    let levels = (0..<period).map { _ in 1 + 0.1 * generator.normal() }
    for run in [1, 4, 20] {
      let values = (0..<300).map { levels[$0 / run % period] }
      for penalty in [0, 1e-9, 3, 40.0] { Self.expectPlain(values, penalty: penalty) }
    }
  }

  @Test(arguments: PELTReference.all) func references(_ reference: PELTReference) {
    Self.expectPlain(reference.data, penalty: reference.penalty)
  }

  /// Within what the search counts on, from the least normal number to the greatest.
  @Test func nearbyLogarithms() {
    var generator = SplitMix(seed: 2600)
    var inputs: [Double] = [.leastNormalMagnitude, .greatestFiniteMagnitude, 1, 2, (1.0).nextDown]
    inputs += [(2.0).nextDown, 1.5, 0x1p-870]
    inputs += (0..<4000).map { _ in Double.exp(1400 * (generator.uniform() - 0.5)) }
    inputs += (0..<4000).map { 1 + Double($0) / 4000 }
    for start in stride(from: 0, to: inputs.count, by: 8) {
      let arguments = Array(inputs[start..<start + 8])
      var values = arguments
      unsafe nearby_logarithms(&values)
      for (argument, value) in zip(arguments, values) {
        #expect(abs(value - Double.log(argument)) < 1.4e-10)
      }
    }
  }
}
