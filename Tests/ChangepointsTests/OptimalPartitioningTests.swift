// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import RealModule
import Testing

/// Choices that a user has, in combinations worth testing.
struct Choices: Sendable, CustomTestStringConvertible {
  var cost: SegmentCost
  var penalty: Penalty
  var minimumSegmentLength: Int

  var testDescription: String { "\(cost) \(penalty) \(minimumSegmentLength)" }

  static let all: [Choices] = {
    let costs: [SegmentCost] = [
      .normalMeanAndVariance, .normalMean(variance: 1e-4), .normalVariance(mean: nil),
      .normalVariance(mean: 1),
    ]
    let penalties: [Penalty] = [
      .multipleOfLog(15), .bic, .mbic, .aic, .hannanQuinn, .manual(0), .multipleOfLog(4),
    ]
    return costs.flatMap { cost in
      penalties.flatMap { penalty in
        [1, 2, 3, 7].map { Choices(cost: cost, penalty: penalty, minimumSegmentLength: $0) }
      }
    }
  }()

  func partitioning(_ treatment: SmallVarianceTreatment = .resolution(nil)) -> OptimalPartitioning {
    OptimalPartitioning(pelt(treatment))
  }

  func pelt(_ treatment: SmallVarianceTreatment = .resolution(nil)) -> PELT {
    PELT(
      cost: cost, penalty: penalty, minimumSegmentLength: minimumSegmentLength,
      smallVariances: treatment)
  }

  func bruteForce(_ treatment: SmallVarianceTreatment = .resolution(nil)) -> BruteForce {
    BruteForce(
      cost: cost, penalty: penalty, minimumSegmentLength: minimumSegmentLength,
      smallVariances: treatment)
  }
}

@Suite struct OptimalPartitioningTests {
  @Test(arguments: Choices.all)
  func leastOfAllSegmentations(_ choices: Choices) {
    var generator = SplitMix(seed: 1)
    for kind in SeriesKind.allCases {
      for count in [1, 2, 3, 4, 5, 7] {
        let values = kind.series(count: count, using: &generator)
        for treatment in [SmallVarianceTreatment.resolution(nil), .resolution(0.01), .floor(1e-11)]
        {
          let expected = choices.bruteForce(treatment).best(of: values)
          let found = choices.partitioning(treatment).segmentation(of: values)
          let pruned = choices.pelt(treatment).segmentation(of: values)
          #expect(
            expected.changepoints.contains(found.changepoints), "\(kind) \(treatment) \(values)")
          #expect(abs(found.cost - expected.cost) <= 5e-9 * (1 + abs(expected.cost)))
          #expect(pruned == found, "\(kind) \(treatment) \(values)")
        }
      }
    }
  }

  @Test func leastOfAllSegmentationsOfTenValues() {
    let choices = Choices(
      cost: .normalMeanAndVariance, penalty: .bic, minimumSegmentLength: 2)
    var generator = SplitMix(seed: 2)
    for kind in SeriesKind.allCases {
      let values = kind.series(count: 10, using: &generator)
      let expected = choices.bruteForce().best(of: values)
      let found = choices.partitioning().segmentation(of: values)
      #expect(expected.changepoints.contains(found.changepoints), "\(kind) \(values)")
    }
  }

  @Test func noValues() {
    #expect(OptimalPartitioning().segmentation(of: []) == Segmentation(segments: [], cost: 0))
    #expect(PELT().segmentation(of: []) == Segmentation(segments: [], cost: 0))
    let published = PublishedPELT(penalty: .bic)
    #expect(published.segmentation(of: []) == Segmentation(segments: [], cost: 0))
  }

  @Test(arguments: 1...3) func fewerThanFourValuesAreOneSegment(_ count: Int) {
    let values = Array([1.0, 5.0, -100.0].prefix(count))
    #expect(
      OptimalPartitioning(PELT(penalty: .manual(0))).segmentation(of: values).changepoints == [])
    #expect(PELT(penalty: .manual(0)).segmentation(of: values).changepoints == [])
    let published = PublishedPELT(penalty: .manual(0)).segmentation(of: values)
    #expect(published.segments.map(\.range) == [0..<count])
  }
}
