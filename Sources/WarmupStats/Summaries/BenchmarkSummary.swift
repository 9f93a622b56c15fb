// SPDX-License-Identifier: GPL-3.0-or-later

/// How one benchmark key behaves over all of its process executions.
public struct BenchmarkSummary: Sendable, Hashable, Codable {
  /// What was measured.
  public var key: BenchmarkKey
  /// How the completed executions behave together; `nil` if none completed.
  public var consistency: Consistency?
  /// How often each classification occurs.
  public var counts: ClassificationCounts
  /// The first steady iteration, counted from 1, over the executions.
  ///
  /// Over those executions that have a steady state (``steadyExecutions``). `nil` if all of them are
  /// flat, and if the method does not summarize so few of them: ``Method/ratio(_:)`` wants two, and
  /// ``Method/barrett2017(_:)`` all.
  public var steadyIteration: Spread?
  /// The time before the steady state, in seconds, over the executions.
  ///
  /// Over those executions that have a steady state (``steadyExecutions``). `nil` if all of them are
  /// flat, and if the method does not summarize so few of them: ``Method/ratio(_:)`` wants two, and
  /// ``Method/barrett2017(_:)`` all.
  public var timeToSteady: Spread?
  /// The mean time of an iteration in the steady state, in seconds.
  ///
  /// `nil` where ``steadyIteration`` would be for want of steady executions, if none completed, if
  /// there are too few of them for the kind of interval, and in a summary for those who show no
  /// interval.
  public var steadyPerformance: Estimate?
  /// The mean time of a steady iteration, in seconds: the mean over the executions with a steady
  /// state of their means.
  ///
  /// It is known of a single execution too, from which no interval follows. `nil` where
  /// ``steadyIteration`` would be for want of steady executions, and if none completed.
  public var steadyMean: Double?
  /// The process executions, in the order of the files.
  public var executions: [AnalyzedExecution]

  /// Creates a summary from its parts.
  package init(
    key: BenchmarkKey, consistency: Consistency?, counts: ClassificationCounts,
    steadyIteration: Spread?, timeToSteady: Spread?, steadyPerformance: Estimate?,
    steadyMean: Double? = nil, executions: [AnalyzedExecution]
  ) {
    self.key = key
    self.consistency = consistency
    self.counts = counts
    self.steadyIteration = steadyIteration
    self.timeToSteady = timeToSteady
    self.steadyPerformance = steadyPerformance
    self.steadyMean = steadyMean
    self.executions = executions
  }
}

extension BenchmarkSummary {
  /// Analyses the process executions of one benchmark key.
  ///
  /// - Complexity: as ``ExecutionAnalysis`` for each execution.
  public init(
    analyzing executions: [ProcessExecution], of key: BenchmarkKey,
    options: AnalysisOptions = AnalysisOptions()
  ) {
    self.init(analyzing: executions, of: key, options: options, findsInterval: true)
  }

  /// The same, without ``steadyPerformance`` for those who do not show it.
  package init(
    analyzing executions: [ProcessExecution], of key: BenchmarkKey, options: AnalysisOptions,
    findsInterval: Bool
  ) {
    self.init(
      summarizing: executions.map { AnalyzedExecution(analyzing: $0, options: options) }, of: key,
      options: options, findsInterval: findsInterval)
  }

  /// Summarizes the process executions of one benchmark key, analyzed with the same options, and
  /// marks the outliers that they have in common.
  ///
  /// Executions that did not complete are counted, and take no part.
  ///
  /// - Parameter findsInterval: whether ``steadyPerformance`` is found. It takes longer than all
  ///   else, so those who do not show it go without.
  /// - Complexity: O(n) for n iterations in all, and what the resampling takes.
  package init(
    summarizing executions: [AnalyzedExecution], of key: BenchmarkKey, options: AnalysisOptions,
    findsInterval: Bool = true
  ) {
    let steadyStates = executions.compactMap { $0.analysis?.steadyState }
    let completed = executions.count { $0.analysis != nil }
    let isSteady = options.method.summarizes(steady: steadyStates.count, of: completed)
    let settles =
      isSteady
      && executions.contains {
        $0.analysis?.steadyState != nil && $0.analysis?.isSteadyFromTheStart == false
      }
    self.init(
      key: key,
      consistency: Consistency(executions.lazy.compactMap { $0.analysis?.classification }),
      counts: ClassificationCounts(of: executions),
      steadyIteration: settles ? Spread(of: steadyStates.map { Double($0.iteration) }) : nil,
      timeToSteady: settles ? Spread(of: steadyStates.map(\.timeToReach)) : nil,
      steadyPerformance: isSteady && findsInterval
        ? Estimate(steadyPerformanceOf: executions, options) : nil,
      steadyMean: isSteady ? steadyStates.lazy.map(\.mean).accurateMean : nil,
      executions: executions.markingCommonOutliers(threshold: options.commonOutlierThreshold))
  }
}

extension BenchmarkSummary {
  /// How many executions have a steady state.
  ///
  /// - Complexity: O(number of executions).
  public var steadyExecutions: Int {
    // A number is looked at without a copy of all the rest.
    executions.indices.count { executions[$0].analysis?.steadyState?.iteration != nil }
  }

  /// How many iterations each execution has that completed.
  ///
  /// - Complexity: O(number of executions).
  package var iterationCounts: some Sequence<Int> {
    executions.indices.lazy.map { executions[$0].iterationCount }.filter { $0 > 0 }
  }
}

extension [AnalyzedExecution] {
  /// The same, each with those of its outliers marked that at least `threshold` others share.
  func markingCommonOutliers(threshold: Int) -> [AnalyzedExecution] {
    guard contains(where: { $0.analysis?.outliers.isEmpty == false }) else { return self }
    let longest = indices.reduce(0) { Swift.max($0, self[$1].iterationCount) }
    var counts = [Int](repeating: 0, count: longest)
    for index in indices {
      for outlier in self[index].analysis?.outliers ?? [] { counts[outlier] += 1 }
    }
    return map { execution in
      var marked = execution
      marked.analysis?.commonOutliers =
        execution.analysis?.outliers.filter { counts[$0] > threshold } ?? []
      return marked
    }
  }
}

extension BenchmarkSummary {
  private enum CodingKeys: String, CodingKey {
    case key, consistency, counts, steadyIteration, timeToSteady, steadyPerformance, steadyMean
    case executions
  }

  /// Decodes a summary, and checks that it counts its own executions.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      key: try container.decode(BenchmarkKey.self, forKey: .key),
      consistency: try container.decodeIfPresent(Consistency.self, forKey: .consistency),
      counts: try container.decode(ClassificationCounts.self, forKey: .counts),
      steadyIteration: try container.decodeIfPresent(Spread.self, forKey: .steadyIteration),
      timeToSteady: try container.decodeIfPresent(Spread.self, forKey: .timeToSteady),
      steadyPerformance: try container.decodeIfPresent(Estimate.self, forKey: .steadyPerformance),
      steadyMean: try container.decodeIfPresent(Double.self, forKey: .steadyMean),
      executions: try container.decode([AnalyzedExecution].self, forKey: .executions))
    try decoder.require(
      counts == ClassificationCounts(of: executions)
        && consistency == Consistency(executions.compactMap(\.analysis?.classification)),
      "a benchmark has the classes of its executions")
  }
}
