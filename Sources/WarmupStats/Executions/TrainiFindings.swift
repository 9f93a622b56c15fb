// SPDX-License-Identifier: GPL-3.0-or-later

/// What the method ``Method/traini2023(_:)`` finds before it calls an execution steady.
public struct TrainiFindings: Sendable, Hashable, Codable {
  /// A comparison of a segment with the last one.
  public struct Test: Sendable, Hashable, Codable {
    /// The index of the segment.
    public var segment: Int
    /// The ratio of the last segment's mean to its own.
    public var ratio: Double
    /// How probable it is that the ratio of resampled means is less than 1 by the minimum
    /// difference, or more.
    public var probabilityOfLess: Double
    /// How probable it is that the ratio of resampled means is more than 1 by the minimum
    /// difference, or more.
    public var probabilityOfMore: Double
    /// Whether the segment differs.
    public var isDifferent: Bool

    /// Creates a comparison from its parts.
    package init(
      segment: Int, ratio: Double, probabilityOfLess: Double, probabilityOfMore: Double,
      isDifferent: Bool
    ) {
      self.segment = segment
      self.ratio = ratio
      self.probabilityOfLess = probabilityOfLess
      self.probabilityOfMore = probabilityOfMore
      self.isDifferent = isDifferent
    }
  }

  /// The last iteration of the first different segment from the end, from 0; 0 if none differs.
  ///
  /// This is the number that the authors publish as the start of the steady state.
  public var lastUnsteady: Int
  /// The penalty that was chosen; `nil` where a document does not say.
  public var penalty: ChosenPenalty?
  /// The comparisons that were made, from the last segment but one towards the first.
  public var tests: [Test]

  /// Creates findings from their parts.
  package init(lastUnsteady: Int, penalty: ChosenPenalty?, tests: [Test]) {
    self.lastUnsteady = lastUnsteady
    self.penalty = penalty
    self.tests = tests
  }
}

/// A penalty of changepoints that was chosen from the data.
public struct ChosenPenalty: Sendable, Hashable, Codable {
  /// What each changepoint costs.
  public var perChangepoint: Double
  /// Whether it stands at an elbow of the numbers of changepoints; otherwise it is 15 ln n, or there
  /// was only one segmentation.
  public var hasElbow: Bool
  /// Between how many segmentations there was a choice.
  public var segmentations: Int

  /// Creates a choice from its parts.
  package init(perChangepoint: Double, hasElbow: Bool, segmentations: Int) {
    self.perChangepoint = perChangepoint
    self.hasElbow = hasElbow
    self.segmentations = segmentations
  }
}
