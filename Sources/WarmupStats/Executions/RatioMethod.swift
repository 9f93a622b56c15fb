// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints
internal import GSL
internal import RealModule

/// The method that is the default: a segment differs from the steady one if the ratio of their
/// means is proven to lie more than a minimum difference away from 1.
///
/// It asks the same of nanoseconds and of minutes, and counts how much successive iterations depend
/// on one another. Short stretches that differ (bursts) do not end a steady state.
///
/// The numbers below were chosen on half of 5860 executions of JMH benchmarks and held on the other
/// half: Traini et al., "Towards effective assessment of steady state performance in Java software:
/// are we there yet?", EMSE 2023, https://doi.org/10.1007/s10664-022-10247-x.
public struct RatioMethod: Sendable, Hashable, Codable {
  /// The difference that must be exceeded, as a fraction of the steady mean; 2 %.
  ///
  /// It is the least at which no more than 3 % of series without any change, real ones in random
  /// order, are called anything but flat, and the greatest that sees changes of 3 %.
  public var minimumDifference: Double

  /// How sure a difference must be, over all the segments of an execution together.
  static let level = 0.99
  /// The greatest part of the iterations from the first steady one on that bursts may fill.
  ///
  /// Without bursts 24 % of executions, not 15 %, have no steady state.
  static let burstShare = 20
  /// Below so many iterations nothing is called flat.
  ///
  /// A step of 10 % in the first fifth of them, with a standard deviation of 1 %, is seen in 96 %
  /// of cases at 19 iterations and in 99 % at 20.
  static let fewestIterations = 20

  /// What a segment without others is to the reference, which it is itself: one array for all of what
  /// may be millions of short executions.
  private static let alone = [true]

  /// Creates the method.
  ///
  /// - Precondition: the difference is finite and not negative.
  public init(minimumDifference: Double = 0.02) {
    precondition(
      minimumDifference >= 0 && minimumDifference.isFinite, "a difference is not negative")
    self.minimumDifference = minimumDifference
  }

  /// How an execution that was divided into segments behaves, and what speaks for it.
  ///
  /// - Complexity: O(n log n) for n iterations; more where they depend on one another over many
  ///   steps, as the sum of their autocorrelations takes.
  package func classify(
    _ execution: SegmentedExecution, steadyTail: IterationCount
  ) -> ClassifiedSegments {
    let count = execution.series.iterationCount
    let tail = min(steadyTail.resolved(iterations: count), count)
    let segments = WeighedSegment.all(of: execution)
    let time = WeighedSegment.autocorrelationTime(of: segments, in: execution.series)
    let reference = WeighedSegment.reference(of: segments, tail: max(1, tail))
    let limit = Self.zLimit(comparisons: segments.count - 1)
    let known = segments.indices.map { index in
      index == reference
        ? RatioFindings.Segment(
          median: segments[index].median, z: nil, ownZ: nil, isDifferent: false)
        : weigh(segments[index], against: segments[reference], time: time, limit: limit)
    }
    let first = Self.firstSteady(
      of: segments.lazy.map(\.range), known.lazy.map(\.isDifferent))
    let evidence = RatioFindings(
      autocorrelationTime: time, reference: reference, zLimit: limit, segments: known,
      leastProvableDifference: leastProvable(
        segments[reference], before: count - tail, in: tail, time: time))
    return ClassifiedSegments(
      classification: Self.classification(
        of: segments, known, first: first, reference: reference, mustBeSteady: count - tail),
      equivalences: known.count == 1 ? Self.alone : known.map { !$0.isDifferent },
      firstSteady: first ?? segments.count - 1,
      evidence: evidence)
  }

  /// How many standard errors are a proof, at that many comparisons (Bonferroni).
  static func zLimit(comparisons: Int) -> Double {
    StandardNormal.quantile(exceededWith: (1 - level) / 2 / Double(max(1, comparisons)))
  }

  /// The first steady segment: not different itself, and from it on differing iterations are few in
  /// all, and never the greater part up to the end of any differing segment; `nil` if there is none.
  package static func firstSteady(
    of ranges: some BidirectionalCollection<Range<Int>>,
    _ different: some BidirectionalCollection<Bool>
  ) -> Int? {
    guard let end = ranges.last?.upperBound else { return nil }
    let differing = zip(ranges, different).reduce(0) { $1.1 ? $0 + $1.0.count : $0 }
    // The differing iterations up to a segment's end.
    var before = differing
    // Twice the differing iterations up to a segment's end, less that end: the greatest of the
    // differing segments that follow.
    var worst = Int.min
    var found: Int?
    var index = ranges.count
    for (range, isDifferent) in zip(ranges.reversed(), different.reversed()) {
      index -= 1
      if isDifferent {
        worst = max(worst, 2 * before - range.upperBound)
        before -= range.count
        continue
      }
      let isMostlySteady = worst <= 2 * before - range.lowerBound
      let bursts = differing - before
      if isMostlySteady, burstShare * bursts <= end - range.lowerBound { found = index }
    }
    return found
  }

  private static func classification(
    of segments: [WeighedSegment], _ known: [RatioFindings.Segment], first: Int?,
    reference: Int, mustBeSteady: Int
  ) -> Classification? {
    let count = segments.last?.range.upperBound ?? 0
    guard count > 1 else { return nil }
    guard let first, segments[first].range.lowerBound <= mustBeSteady else {
      return .noSteadyState
    }
    if segments[first].range.lowerBound == 0 {
      return count < fewestIterations ? .tooFewIterations : .flat
    }
    let isFasterBefore = (0..<first).contains {
      known[$0].isDifferent && segments[$0].mean < segments[reference].mean
    }
    return isFasterBefore ? .slowdown : .warmup
  }

  /// Whether a segment is proven to differ from the reference, and how clearly.
  private func weigh(
    _ segment: WeighedSegment, against reference: WeighedSegment, time: Double, limit: Double
  ) -> RatioFindings.Segment {
    guard
      min(segment.mean, reference.mean) > 0, min(segment.median, reference.median) > 0
    else {
      let isDifferent = segment.mean != reference.mean
      let z = isDifferent ? Double.infinity : -Double.infinity
      return .init(median: segment.median, z: z, ownZ: z, isDifferent: isDifferent)
    }
    let ofMeans = Double.log(segment.mean / reference.mean)
    let ofMedians = Double.log(segment.median / reference.median)
    let (own, others) = (segment.relativeVariance, reference.relativeVariance)
    let known = others / reference.independentValues(time)
    let size = segment.independentValues(time)
    let allowed = Double.log(onePlus: minimumDifference)
    let z = Self.standardized(abs(ofMeans) - allowed, variance: others / size + known)
    let ownZ = Self.standardized(
      abs(ofMeans) - Double.log(onePlus: 2 * minimumDifference),
      variance: max(own, others) / size + known)
    let isTypical = abs(ofMedians) > allowed && (ofMedians < 0) == (ofMeans < 0)
    return .init(
      median: segment.median, z: z, ownZ: ownZ,
      isDifferent: z > limit && (isTypical || ownZ > limit))
  }

  private static func standardized(_ difference: Double, variance: Double) -> Double {
    let error = variance.squareRoot()
    if error > 0 { return difference / error }
    return difference > 0 ? .infinity : -.infinity
  }

  /// The least difference between so many iterations before the tail and those in it that would be
  /// proven, where all spread as the reference does; `nil` if one of the two is empty, or if no times
  /// that can be analyzed differ so much.
  private func leastProvable(
    _ reference: WeighedSegment, before: Int, in tail: Int, time: Double
  ) -> Double? {
    guard before > 0, tail > 0, reference.mean > 0 else { return nil }
    func independent(_ count: Int) -> Double { Double(count) / min(time, Double(count)) }
    let variance = reference.relativeVariance * (1 / independent(before) + 1 / independent(tail))
    let least = Double.expMinusOne(
      Self.zLimit(comparisons: 1) * variance.squareRoot() + Double.log(onePlus: minimumDifference))
    // The greatest time is 10²¹ times the least.
    return least < 1e21 ? least : nil
  }
}
