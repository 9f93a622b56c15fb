// SPDX-License-Identifier: GPL-3.0-or-later

public import Changepoints

/// Tells from its segments how a process execution behaves.
///
/// See Barrett et al., "Virtual Machine Warmup Blows Hot and Cold", OOPSLA 2017, §4.2 and
/// listing 1, https://doi.org/10.1145/3133876.
public struct Classifier: Sendable, Hashable {
  /// How much two segments' means may differ before the difference matters.
  public var tolerance: Tolerance
  /// How many iterations at the end must be steady.
  public var steadyTail: IterationCount
  /// Whether equivalence uses the tolerance alone, never the final segment's variance.
  public var usesRawTolerance: Bool

  /// Creates a classifier with the tolerance and the steady tail of `options`.
  public init(_ options: AnalysisOptions = AnalysisOptions()) {
    self.tolerance = options.tolerance
    self.steadyTail = options.steadyTail
    self.usesRawTolerance = options.usesRawTolerance
  }

  /// How an execution of these segments behaves, and which of them are like the final one.
  ///
  /// - Precondition: there is at least one segment.
  /// - Complexity: O(number of segments).
  public func classify(_ segments: [Segment]) -> ClassifiedSegments {
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
      classification: walk(back: segments, from: firstSteady, equivalences),
      equivalences: equivalences[..<last] + [true], firstSteady: firstSteady)
  }

  /// The classification, given the first of the steady segments.
  private func walk(
    back segments: [Segment], from firstSteady: Int, _ equivalences: [Bool]
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

/// Segments of an execution, and how it behaves because of them.
public struct ClassifiedSegments: Sendable, Hashable {
  /// How the execution behaves.
  public var classification: Classification
  /// For each segment, whether it is equivalent to the final one.
  public var equivalences: [Bool]
  /// The first of the segments at the end that are all equivalent to the final one.
  ///
  /// Without a steady state it says where one would start if the execution ended later.
  public var firstSteady: Int

  /// Creates the classification of some segments from its parts.
  package init(classification: Classification, equivalences: [Bool], firstSteady: Int) {
    self.classification = classification
    self.equivalences = equivalences
    self.firstSteady = firstSteady
  }
}
