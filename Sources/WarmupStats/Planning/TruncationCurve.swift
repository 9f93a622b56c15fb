// SPDX-License-Identifier: GPL-3.0-or-later

/// How the conclusions become those of the full experiment as measuring goes on.
public struct TruncationCurve: Sendable, Hashable, Codable {
  /// An amount of measuring, and how the conclusions from it agree with those from all of it.
  public struct Point: Sendable, Hashable, Codable {
    /// How much was used: iterations of an execution, or executions of a benchmark key.
    ///
    /// From the least to the greatest where executions differ in length.
    public var count: ClosedRange<Int>
    /// How much that is as a fraction of all, in (0, 1].
    public var fraction: Double
    /// The agreement of each of ``TruncationCurve/keys``; `nil` for those measured less than that.
    public var agreements: [Agreement?]

    /// Creates a point from its parts.
    package init(count: ClosedRange<Int>, fraction: Double, agreements: [Agreement?]) {
      self.count = count
      self.fraction = fraction
      self.agreements = agreements
    }
  }

  /// The benchmark keys, in the order of the experiment.
  public let keys: [BenchmarkKey]
  /// The amounts of measuring, from the least to the greatest.
  public let points: [Point]

  /// Creates a curve from its parts.
  package init(keys: [BenchmarkKey], points: [Point]) {
    precondition(
      points.allSatisfy { $0.agreements.count == keys.count }, "an agreement for each key")
    self.keys = keys
    self.points = points
  }

  /// The VMs of the keys, in the order of the experiment.
  package var vms: [String] { keys.map(\.vm).uniqued }

  /// The mean agreement at `point` over the benchmark keys of `vm`, or over all of them; `nil` if
  /// none was measured that much.
  ///
  /// - Complexity: O(number of keys).
  public func agreement(at point: Point, vm: String? = nil) -> Agreement? {
    Agreement(
      meanOf: zip(keys, point.agreements).compactMap {
        vm == nil || $0.vm == vm ? $1 : nil
      })
  }

  /// The least measuring from which on, at every point, at least that `share` of the benchmark
  /// keys of `vm`, or of all, comes to the conclusions of the full experiment; `nil` if none does.
  ///
  /// That a shorter run happened to agree, and a longer one then not, is no reason to stop early.
  ///
  /// - Parameters:
  ///   - share: a share in [0, 1], such as 0.95.
  ///   - vm: the VM whose benchmark keys count; all if `nil`.
  /// - Complexity: O(number of points and keys).
  public func shortestRun(keeping share: Double, vm: String? = nil) -> Point? {
    let judged = points.filter { agreement(at: $0, vm: vm) != nil }
    let tooShort = judged.lastIndex { point in
      agreement(at: point, vm: vm).map { $0.all < share } ?? false
    }
    let first = tooShort.map { $0 + 1 } ?? 0
    return first < judged.count ? judged[first] : nil
  }
}

extension TruncationCurve {
  private enum CodingKeys: String, CodingKey {
    case keys, points
  }

  /// Decodes a curve, and checks that each point has an agreement for each key.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    keys = try container.decode([BenchmarkKey].self, forKey: .keys)
    points = try container.decode([Point].self, forKey: .points)
    try decoder.require(
      points.allSatisfy { $0.agreements.count == keys.count }, "an agreement for each key")
  }
}
