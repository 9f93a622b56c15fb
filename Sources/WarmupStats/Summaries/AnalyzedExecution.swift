// SPDX-License-Identifier: GPL-3.0-or-later

/// One process execution and, if it completed, what the method finds in it.
public struct AnalyzedExecution: Sendable, Hashable, Codable {
  /// Where the analysis comes from.
  package enum Source: Sendable, Hashable, Codable {
    /// An execution whose times are at hand, or that left none.
    case measured(ProcessExecution)
    /// A stored result that did not keep the times.
    case stored(StoredExecution)
  }

  /// Where the analysis comes from.
  package var source: Source
  /// What was found; `nil` exactly if the execution did not complete.
  public var analysis: ExecutionAnalysis?

  /// Creates an analyzed execution from its parts.
  package init(source: Source, analysis: ExecutionAnalysis?) {
    self.source = source
    self.analysis = analysis
  }

  /// Creates an analyzed execution whose times are at hand, or that left none.
  package init(execution: ProcessExecution, analysis: ExecutionAnalysis?) {
    self.init(source: .measured(execution), analysis: analysis)
  }
}

extension AnalyzedExecution {
  /// Analyses `execution`, if it completed, apart from any others.
  ///
  /// - Complexity: as ``SegmentedExecution/init(segmenting:options:)``.
  package init(analyzing execution: ProcessExecution, options: AnalysisOptions) {
    let completed = execution.outcome == .completed
    self.init(
      execution: execution,
      analysis: completed ? ExecutionAnalysis(analyzing: execution.times, options: options) : nil)
  }

  /// What was measured; `nil` if the times were not kept.
  package var execution: ProcessExecution? {
    switch source {
    case .measured(let execution): execution
    case .stored: nil
    }
  }

  /// Whether the times are at hand, or there were none.
  package var isMeasured: Bool {
    switch source {
    case .measured: true
    case .stored: false
    }
  }

  /// How the execution ended.
  public var outcome: ProcessExecution.Outcome { execution?.outcome ?? .completed }

  /// How many in-process iterations it ran; 0 if it did not complete.
  public var iterationCount: Int {
    switch source {
    case .measured(let execution): execution.times.count
    case .stored(let execution): execution.iterationCount
    }
  }

  /// How many of its leading iterations the harness regarded as warmup; `nil` where it did not say.
  public var harnessWarmupIterations: Int? {
    switch source {
    case .measured(let execution): execution.harnessWarmupIterations
    case .stored(let execution): execution.harnessWarmupIterations
    }
  }

  /// How many iterations the harness ran as warmup before those that are known; `nil` where it did
  /// not say.
  public var omittedWarmupIterations: Int? {
    switch source {
    case .measured(let execution): execution.omittedWarmupIterations
    case .stored(let execution): execution.omittedWarmupIterations
    }
  }

  /// The times of the steady state that are no outliers, in seconds, one array for each of its
  /// segments; `nil` if there is no steady state, or the times were not kept.
  ///
  /// - Complexity: O(n) for n iterations.
  package var steadyTimes: [[Double]]? { analysis?.steadyState?.values?.timesBySegment }
}

extension AnalyzedExecution {
  private enum CodingKeys: String, CodingKey {
    case source, analysis
  }

  /// Decodes an execution, and checks that the analysis is one of as many iterations.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      source: try container.decode(Source.self, forKey: .source),
      analysis: try container.decodeIfPresent(ExecutionAnalysis.self, forKey: .analysis))
    try decoder.require(
      (analysis != nil) == (outcome == .completed)
        && (analysis?.iterationCount ?? 0) == iterationCount,
      "an execution is analyzed exactly if it completed, and over all of its iterations")
  }
}
