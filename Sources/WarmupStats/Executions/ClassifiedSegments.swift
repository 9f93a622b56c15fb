// SPDX-License-Identifier: GPL-3.0-or-later

/// How an execution behaves because of its segments.
package struct ClassifiedSegments: Sendable, Hashable {
  /// How the execution behaves; `nil` for a single measurement, which has no class.
  package var classification: Classification?
  /// For each segment, whether it is equivalent to the one that it is compared with.
  package var equivalences: [Bool]
  /// The first of the steady segments, which go on to the last.
  ///
  /// Without a steady state it says where one would start if the execution ended later.
  package var firstSteady: Int
  /// What the method ``Method/ratio(_:)`` weighed; `nil` for other methods.
  package var evidence: RatioFindings?
  /// What the method ``Method/traini2023(_:)`` tested; `nil` for other methods.
  package var ratioTests: TrainiFindings?

  /// Creates the classification of some segments from its parts.
  package init(
    classification: Classification?, equivalences: [Bool], firstSteady: Int,
    evidence: RatioFindings? = nil, ratioTests: TrainiFindings? = nil
  ) {
    self.classification = classification
    self.equivalences = equivalences
    self.firstSteady = firstSteady
    self.evidence = evidence
    self.ratioTests = ratioTests
  }
}
