// SPDX-License-Identifier: GPL-3.0-or-later

/// What the method ``Method/ratio(_:)`` weighs before it calls a segment different.
public struct RatioFindings: Sendable, Hashable, Codable {
  /// What is known of one segment.
  package struct Segment: Sendable, Hashable, Codable {
    /// The median of the segment's values that are no outliers, in seconds.
    package var median: Double
    /// By how many standard errors the segment's mean differs from the reference's by more than
    /// the minimum difference, where the reference tells how values spread; infinite if nothing
    /// varies, `nil` for the reference itself and where a document does not say.
    package var z: Double?
    /// The same for twice the minimum difference, where the greater of the two spreads counts.
    package var ownZ: Double?
    /// Whether the segment is proven to differ from the reference.
    package var isDifferent: Bool

    /// Creates what is known of a segment from its parts.
    package init(median: Double, z: Double?, ownZ: Double?, isDifferent: Bool) {
      self.median = median
      self.z = z
      self.ownZ = ownZ
      self.isDifferent = isDifferent
    }
  }

  /// How many successive iterations say as much as one independent measurement; at least 1.
  public var autocorrelationTime: Double
  /// The index of the segment that the others are compared with.
  package var reference: Int
  /// How many standard errors are a proof.
  package var zLimit: Double
  /// What is known of each segment, first to last.
  package var segments: [Segment]
  /// The least difference, as a fraction, that would have been proven between all iterations
  /// before the steady tail and those in it, had there been one; `nil` where nothing is compared, or nothing
  /// could have been proven.
  public var leastProvableDifference: Double?

  /// Creates evidence from its parts.
  package init(
    autocorrelationTime: Double, reference: Int, zLimit: Double, segments: [Segment],
    leastProvableDifference: Double?
  ) {
    self.autocorrelationTime = autocorrelationTime
    self.reference = reference
    self.zLimit = zLimit
    self.segments = segments
    self.leastProvableDifference = leastProvableDifference
  }
}

extension RatioFindings.Segment {
  private enum CodingKeys: String, CodingKey {
    case median, z, ownZ, isDifferent
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    median = try container.decode(Double.self, forKey: .median)
    z = try container.decodeIfPresent(EncodedNumber.self, forKey: .z)?.value
    ownZ = try container.decodeIfPresent(EncodedNumber.self, forKey: .ownZ)?.value
    isDifferent = try container.decode(Bool.self, forKey: .isDifferent)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(median, forKey: .median)
    try container.encodeIfPresent(z.map(EncodedNumber.init), forKey: .z)
    try container.encodeIfPresent(ownZ.map(EncodedNumber.init), forKey: .ownZ)
    try container.encode(isDifferent, forKey: .isDifferent)
  }
}
