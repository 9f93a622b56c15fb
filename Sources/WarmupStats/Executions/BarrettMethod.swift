// SPDX-License-Identifier: GPL-3.0-or-later

package import Changepoints

/// The method published in 2017: a segment is equivalent to the final one if its mean, give or take
/// its variance, comes within a tolerance of it.
///
/// See Barrett et al., "Virtual Machine Warmup Blows Hot and Cold", OOPSLA 2017, §4.2 and
/// listing 1, https://doi.org/10.1145/3133876.
public struct BarrettMethod: Sendable, Hashable, Codable {
  /// How much two segments' means may differ before the difference matters; a millisecond.
  ///
  /// The paper's choice, for iterations of about a second. It is too coarse for short iterations.
  public var tolerance: Tolerance
  /// Whether equivalence uses the tolerance alone, never the final segment's variance; it does not.
  public var usesRawTolerance: Bool
  /// The program whose answers are reproduced where they differ from the paper's method; none.
  public var compatibility: Compatibility?

  /// Creates the method; by default with the paper's choices.
  public init(
    tolerance: Tolerance = .seconds(0.001), usesRawTolerance: Bool = false,
    compatibility: Compatibility? = nil
  ) {
    self.tolerance = tolerance
    self.usesRawTolerance = usesRawTolerance
    self.compatibility = compatibility
  }

  /// How an execution of these segments behaves, and which of them are like the final one.
  ///
  /// - Precondition: there is at least one segment.
  /// - Complexity: O(number of segments).
  package func classify(
    _ segments: [Segment], steadyTail: IterationCount
  ) -> ClassifiedSegments {
    let bounds = steadyBounds(of: segments)
    // The variance is read as seconds: deliberate in the paper.
    let equivalences = segments.map { segment in
      segment.mean + segment.variance >= bounds.lowerBound
        && segment.mean - segment.variance <= bounds.upperBound
    }
    // Rounding must not make a segment differ from itself.
    let last = segments.count - 1
    let firstSteady = (equivalences[..<last].lastIndex(of: false) ?? -1) + 1
    return ClassifiedSegments(
      classification: walk(back: segments, from: firstSteady, equivalences, steadyTail),
      equivalences: equivalences[..<last] + [true], firstSteady: firstSteady)
  }

  /// The classification, given the first of the steady segments.
  private func walk(
    back segments: [Segment], from firstSteady: Int, _ equivalences: [Bool],
    _ steadyTail: IterationCount
  ) -> Classification {
    guard firstSteady > 0 else { return .flat }
    let iterations = segments[segments.count - 1].range.upperBound
    let mustBeSteady = iterations - steadyTail.resolved(iterations: iterations)
    if segments[firstSteady - 1].range.upperBound - 1 > mustBeSteady { return .noSteadyState }

    let final = segments[segments.count - 1].mean
    let isFasterBefore = (0..<firstSteady).contains {
      !equivalences[$0] && segments[$0].mean < final
    }
    return isFasterBefore ? .slowdown : .warmup
  }

  /// What a segment's mean, give or take its variance, must touch to be equivalent to the final
  /// segment, in seconds.
  private func steadyBounds(of segments: [Segment]) -> ClosedRange<Double> {
    let final = segments[segments.count - 1]
    let allowed = seconds(for: segments)
    let reach = usesRawTolerance ? allowed : max(allowed, final.variance)
    return final.mean - reach...final.mean + reach
  }

  /// The tolerance in seconds for an execution of these segments.
  private func seconds(for segments: [Segment]) -> Double {
    switch tolerance {
    case .seconds(let seconds): seconds
    case .fraction(let fraction): fraction * (segments.map(\.mean).min() ?? 0)
    }
  }
}

/// Another program whose answers can be reproduced.
public enum Compatibility: String, Sendable, Hashable, Codable, CaseIterable, DisplayNamed {
  /// The published tool of Barrett et al., with R's changepoint package inside.
  case warmupStats = "warmup-stats"
}
