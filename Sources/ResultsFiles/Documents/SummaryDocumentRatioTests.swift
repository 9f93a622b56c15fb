// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension SummaryDocument {
  /// What the method `traini-2023` found before it called an execution steady.
  package struct RatioTests: Codable, Sendable, Hashable {
    /// The last iteration, from 0, of the first different segment from the end; 0 if none differs.
    package var lastUnsteady: Int
    /// What each changepoint costs.
    package var penalty: Double?
    /// Whether that penalty stands at an elbow of the numbers of changepoints.
    package var elbow: Bool?
    /// Between how many segmentations there was a choice.
    package var segmentations: Int?
    /// The comparisons with the last segment, from the last but one towards the first.
    package var tests: [RatioTest]

    init(_ findings: TrainiFindings) {
      lastUnsteady = findings.lastUnsteady
      penalty = findings.penalty?.perChangepoint
      elbow = findings.penalty?.hasElbow
      segmentations = findings.penalty?.segmentations
      tests = findings.tests.map(RatioTest.init)
    }

    /// What the entry was made from.
    var findings: TrainiFindings {
      var chosen: ChosenPenalty?
      if let penalty, let elbow, let segmentations {
        chosen = ChosenPenalty(
          perChangepoint: penalty, hasElbow: elbow, segmentations: segmentations)
      }
      return TrainiFindings(
        lastUnsteady: lastUnsteady, penalty: chosen, tests: tests.map(\.test))
    }
  }

  /// A comparison of a segment with the last one.
  package struct RatioTest: Codable, Sendable, Hashable {
    /// The index of the segment.
    package var segment: Int
    /// The ratio of the last segment's mean to its own.
    package var ratio: Double
    /// How probable a ratio is that is less than 1 by the tolerance or more.
    package var probabilityOfLess: Double
    /// How probable a ratio is that is more than 1 by the tolerance or more.
    package var probabilityOfMore: Double
    /// Whether the segment differs.
    package var different: Bool

    init(_ test: TrainiFindings.Test) {
      segment = test.segment
      ratio = test.ratio
      probabilityOfLess = test.probabilityOfLess
      probabilityOfMore = test.probabilityOfMore
      different = test.isDifferent
    }

    var test: TrainiFindings.Test {
      TrainiFindings.Test(
        segment: segment, ratio: ratio, probabilityOfLess: probabilityOfLess,
        probabilityOfMore: probabilityOfMore, isDifferent: different)
    }
  }
}
