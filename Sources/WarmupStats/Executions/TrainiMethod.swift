// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints

/// The method published in 2023: a segment differs from the last one if a bootstrap interval of the
/// ratio of their means lies beyond 5 %, and the penalty of changepoints is chosen for each
/// execution by itself.
///
/// It is reproduced to the last digit, with everything in it that is odd; the article
/// <doc:WhichMethod> tells what. Only chance is taken out: the published intervals come from 10,000
/// random resamples without a seed, and here stands the limit of infinitely many.
///
/// L. Traini, V. Cortellessa, D. Di Pompeo and M. Tucci, "Towards effective assessment of steady
/// state performance in Java software: are we there yet?", Empirical Software Engineering 28 (2023),
/// https://doi.org/10.1007/s10664-022-10247-x.
public struct TrainiMethod: Sendable, Hashable, Codable {
  /// How far the ratio of two means must be from 1 for segments to differ; 5 %.
  public var minimumDifference: Double

  /// The width of the windows in which outliers are judged.
  static let window = 200
  /// How many iterations at the end must be steady, of the 3000 that the authors ran.
  static let steadyTail = 500
  /// How much of the ratio's distribution must lie beyond the limit: what a 95 % interval has on
  /// either side is left out.
  static let tail = 0.025

  /// Creates the method.
  ///
  /// - Precondition: the difference lies in [0, 1).
  public init(minimumDifference: Double = 0.05) {
    precondition(
      minimumDifference >= 0 && minimumDifference < 1, "a difference is a part of the mean")
    self.minimumDifference = minimumDifference
  }

  /// Finds the outliers of `times`, in seconds, and the changepoints of what is left.
  func segments(of times: [Double], window: IterationCount) -> SegmentedExecution {
    let series = FilteredSeries(
      times, without: AnyWindowOutliers(window: window).outliers(in: times))
    let path = PublishedPenaltyPath(of: series.values)
    // The outliers are left out of the search alone; all else is over all iterations.
    let segments = series.segmentsOfIterations(path.segmentation.segments).map {
      Segment(of: times, range: $0.range)
    }
    return SegmentedExecution(
      series: series, ascending: series.values.ascending(), segments: segments,
      chosenPenalty: ChosenPenalty(
        perChangepoint: path.penalty, hasElbow: path.elbow != nil,
        segmentations: path.entries.count))
  }

  /// How an execution that was divided into segments behaves, and what speaks for it.
  ///
  /// Segments are compared with the last, from the last but one back to the first that differs;
  /// those before it are not looked at, and count as different.
  ///
  /// - Complexity: O(n) for n iterations where means are clear; as ``ResampledRatio`` for each
  ///   segment where they are not.
  package func classify(
    _ execution: SegmentedExecution, steadyTail: IterationCount
  ) -> ClassifiedSegments {
    let segments = execution.segments
    let count = execution.times.count
    var tests: [TrainiFindings.Test] = []
    var firstSteady = 0
    for index in segments.indices.dropLast().reversed() {
      let test = self.test(index, in: execution)
      tests.append(test)
      if test.isDifferent {
        firstSteady = index + 1
        break
      }
    }
    let lastUnsteady = firstSteady == 0 ? 0 : segments[firstSteady - 1].range.upperBound - 1
    let tail = steadyTail.resolved(iterations: count)
    let isSteady = firstSteady == 0 || lastUnsteady <= count - tail - 1
    return ClassifiedSegments(
      classification: count < 2 ? nil : isSteady ? .steady : .noSteadyState,
      equivalences: segments.indices.map { $0 >= firstSteady }, firstSteady: firstSteady,
      ratioTests: TrainiFindings(
        lastUnsteady: lastUnsteady, penalty: execution.chosenPenalty, tests: tests))
  }

  /// Compares a segment with the last one.
  private func test(_ index: Int, in execution: SegmentedExecution) -> TrainiFindings.Test {
    func times(_ index: Int) -> [Double] { Array(execution.times[execution.segments[index].range]) }
    let ratio = ResampledRatio(of: times(execution.segments.count - 1), to: times(index))
    let below = ratio.probability(atMost: 1 - minimumDifference)
    let notAbove = ratio.probability(below: 1 + minimumDifference)
    return TrainiFindings.Test(
      segment: index, ratio: ratio.center, probabilityOfLess: below,
      probabilityOfMore: 1 - notAbove,
      isDifferent: below >= 1 - Self.tail || notAbove <= Self.tail)
  }
}
