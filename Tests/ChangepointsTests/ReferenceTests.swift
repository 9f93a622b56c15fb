// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
import Foundation
import TestSupport
import Testing

/// A short series with R's segmentation and the one of least cost, from `fixtures/reference/pelt`.
struct PELTReference: Decodable, CustomTestStringConvertible, Sendable {
  var name: String
  var data: [Double]
  var penalty: Double
  /// One-based last indices, `n` included.
  var optimalChangepoints: [Int]
  var optimalCost: Double
  var rChangepoints: [Int]
  var rMeans: [Double]
  var rVariances: [Double]

  enum CodingKeys: String, CodingKey {
    case name, data, penalty
    case optimalChangepoints = "optimal_cpts"
    case optimalCost = "optimal_cost"
    case rChangepoints = "r_old_cpts"
    case rMeans = "r_old_means"
    case rVariances = "r_old_variances"
  }

  var testDescription: String { name }

  static let all: [PELTReference] = {
    let folder = Fixtures.packageRoot.appending(path: "fixtures/reference/pelt")
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (files ?? []).filter { $0.pathExtension == "json" }
      .sorted { $0.path < $1.path }
      .compactMap { try? JSONDecoder().decode(PELTReference.self, from: Data(contentsOf: $0)) }
  }()
}

@Suite struct ReferenceTests {
  @Test func thirtyReferencesAreRead() {
    #expect(PELTReference.all.count == 30)
  }

  @Test(arguments: PELTReference.all)
  func optimaUnderRsRuleForZeroVariance(_ reference: PELTReference) {
    let penalty = Penalty.manual(reference.penalty)
    let expected = Array(reference.optimalChangepoints.dropLast())
    let partitioning = OptimalPartitioning(PELT(penalty: penalty, smallVariances: .floor(1e-11)))
    let plain = partitioning.segmentation(of: reference.data)
    #expect(plain.changepoints == expected)
    #expect(abs(plain.cost - reference.optimalCost) <= 1e-9 * abs(reference.optimalCost))
    let pelt = PELT(penalty: penalty, smallVariances: .floor(1e-11))
    #expect(pelt.segmentation(of: reference.data).changepoints == expected)
  }

  @Test(arguments: PELTReference.all)
  func publishedSegmentationIsRs(_ reference: PELTReference) {
    let published = PublishedPELT(penalty: .manual(reference.penalty))
    let segmentation = published.segmentation(of: reference.data)
    #expect(segmentation.segments.map(\.range.upperBound) == reference.rChangepoints)
    for (segment, mean) in zip(segmentation.segments, reference.rMeans) {
      #expect(abs(segment.mean - mean) <= 1e-12 * abs(mean))
    }
    for (segment, variance) in zip(segmentation.segments, reference.rVariances) {
      #expect(abs(segment.variance - variance) <= 1e-12 * variance)
    }
  }
}
