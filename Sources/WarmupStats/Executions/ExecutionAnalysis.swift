// SPDX-License-Identifier: GPL-3.0-or-later

public import Changepoints

/// What the method finds in one completed process execution.
public struct ExecutionAnalysis: Sendable, Hashable, Codable {
  /// The iterations whose times are outliers, ascending, from 0.
  public var outliers: [Int]
  /// Those outliers that other executions of the same key have at the same iteration.
  public var commonOutliers: [Int]
  /// The segments between changepoints, over the iterations of the file, first to last.
  ///
  /// They cover every iteration once; mean and variance are of the values that are no outliers.
  public var segments: [Segment]
  /// For each segment, whether it is equivalent to the one that it is compared with: the final one
  /// under ``Method/barrett2017(_:)`` and ``Method/traini2023(_:)``, the reference under
  /// ``Method/ratio(_:)``.
  public var equivalences: [Bool]
  /// How the execution behaves; `nil` for a single measurement, which has no class under
  /// ``Method/ratio(_:)``.
  public var classification: Classification?
  /// When it settles and how fast it then is; `nil` exactly if it has no steady state.
  public var steadyState: SteadyState?
  /// What ``Method/ratio(_:)`` weighed; `nil` for other methods.
  public var evidence: RatioFindings?
  /// What ``Method/traini2023(_:)`` tested; `nil` for other methods.
  public var ratioTests: TrainiFindings?

  /// Creates an analysis from its parts.
  package init(
    outliers: [Int], commonOutliers: [Int], segments: [Segment], equivalences: [Bool],
    classification: Classification?, steadyState: SteadyState?, evidence: RatioFindings? = nil,
    ratioTests: TrainiFindings? = nil
  ) {
    self.outliers = outliers
    self.commonOutliers = commonOutliers
    self.segments = segments
    self.equivalences = equivalences
    self.classification = classification
    self.steadyState = steadyState
    self.evidence = evidence
    self.ratioTests = ratioTests
  }
}

extension ExecutionAnalysis {
  /// Analyses the times of one process execution, in seconds, apart from any others.
  ///
  /// Outliers that other executions share are known only beside them: ``BenchmarkSummary`` finds
  /// them, and here there are none.
  ///
  /// - Precondition: `times` is not empty, and each time is finite.
  /// - Complexity: O(n log n) for n times and their outliers; then that of `PELT`.
  public init(analyzing times: [Double], options: AnalysisOptions = AnalysisOptions()) {
    self.init(
      classifying: SegmentedExecution(segmenting: times, options: options), of: times,
      options: options)
  }

  /// Analyzes times that are not an array, such as a slice of one, in seconds.
  ///
  /// - Precondition: there is a time, and each is finite.
  public init(
    analyzing times: some Sequence<Double>, options: AnalysisOptions = AnalysisOptions()
  ) {
    self.init(analyzing: Array(times), options: options)
  }

  /// Analyzes the durations of the iterations of one process execution, as clocks give them.
  ///
  /// - Precondition: there is a duration.
  public init(
    analyzing times: some Sequence<Duration>, options: AnalysisOptions = AnalysisOptions()
  ) {
    self.init(analyzing: times.map(\.inSeconds), options: options)
  }

  /// Classifies an execution whose segments are known, with the method of `options`.
  ///
  /// - Precondition: `execution` was made from `times`, with the same window, penalty and
  ///   compatibility.
  /// - Complexity: O(n) for n times, and as ``Method/classify(_:steadyTail:)``.
  package init(
    classifying execution: SegmentedExecution, of times: [Double], options: AnalysisOptions
  ) {
    let classified = options.method.classify(execution, steadyTail: options.steadyTail)
    let steadyState: SteadyState? =
      classified.classification == .noSteadyState
      ? nil
      : SteadyState(
        from: classified.firstSteady, of: execution, times: times,
        method: options.method)
    self.init(
      outliers: execution.series.outliers, commonOutliers: [], segments: execution.segments,
      equivalences: classified.equivalences, classification: classified.classification,
      steadyState: steadyState, evidence: classified.evidence,
      ratioTests: classified.ratioTests)
  }

  /// Those outliers that too few other executions of the same key have at the same iteration.
  package var uniqueOutliers: [Int] {
    let common = Set(commonOutliers)
    return outliers.filter { !common.contains($0) }
  }
}

extension ExecutionAnalysis {
  private enum CodingKeys: String, CodingKey {
    case outliers, commonOutliers, segments, equivalences, classification, steadyState, evidence
  }

  /// Decodes an analysis, and checks that its parts fit together.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    outliers = try container.decode([Int].self, forKey: .outliers)
    commonOutliers = try container.decode([Int].self, forKey: .commonOutliers)
    segments = try container.decode([Segment].self, forKey: .segments)
    equivalences = try container.decode([Bool].self, forKey: .equivalences)
    classification = try container.decodeIfPresent(Classification.self, forKey: .classification)
    steadyState = try container.decodeIfPresent(SteadyState.self, forKey: .steadyState)
    evidence = try container.decodeIfPresent(RatioFindings.self, forKey: .evidence)
    try decoder.require(
      iterationCount > 0
        && zip(segments, segments.dropFirst()).allSatisfy {
          $0.range.upperBound == $1.range.lowerBound
        } && segments.allSatisfy { !$0.range.isEmpty } && segments[0].range.lowerBound == 0,
      "segments cover every iteration once")
    try decoder.require(
      equivalences.count == segments.count
        && evidence.map { $0.segments.count == segments.count } ?? true,
      "every segment is judged")
    try decoder.require(
      outliers.ascend(within: 0..<iterationCount)
        && commonOutliers.ascend(within: 0..<iterationCount)
        && Set(outliers).isSuperset(of: commonOutliers),
      "outliers ascend among the iterations")
    try decoder.require(
      steadyState.map { !$0.segments.isEmpty && $0.segments.upperBound == segments.count } ?? true,
      "the steady segments are the last")
  }

  /// How many iterations the segments cover.
  var iterationCount: Int { segments.last?.range.upperBound ?? 0 }
}
