// SPDX-License-Identifier: GPL-3.0-or-later

internal import OrderedCollections

/// How much the classifications of an experiment depend on an option of the analysis.
package struct SensitivityStudy: Sendable, Hashable, Codable {
  /// A value of the option, and the classifications under it.
  package struct Point: Sendable, Hashable, Codable {
    /// The value of the option.
    package var setting: AnalysisSetting
    /// How often each classification occurs.
    package var counts: ClassificationCounts
    /// How many executions have another classification than under the options as given.
    package var changedExecutions: Int
    /// The benchmark keys whose executions, taken together, behave otherwise than under the
    /// options as given, in the order of the experiment.
    package var changedKeys: [BenchmarkKey]

    /// Creates a point from its parts.
    package init(
      setting: AnalysisSetting, counts: ClassificationCounts, changedExecutions: Int,
      changedKeys: [BenchmarkKey]
    ) {
      self.setting = setting
      self.counts = counts
      self.changedExecutions = changedExecutions
      self.changedKeys = changedKeys
    }
  }

  /// The options as given, which each value is compared with.
  package let options: AnalysisOptions
  /// How often each classification occurs under the options as given.
  package let counts: ClassificationCounts
  /// A point for each value that was tried, in their order.
  package let points: [Point]
  /// The penalties around the one given over which no execution changes its class, as factors of
  /// log n; `nil` if no penalties are varied, or the one given does not lie among them.
  package let unchangedPenalties: ClosedRange<Double>?

  /// Creates a study from its parts.
  package init(
    options: AnalysisOptions, counts: ClassificationCounts, points: [Point],
    unchangedPenalties: ClosedRange<Double>? = nil
  ) {
    self.options = options
    self.counts = counts
    self.points = points
    self.unchangedPenalties = unchangedPenalties
  }
}

extension SensitivityStudy {
  /// Classifies the executions of `experiment` with each of `settings` in turn, on several cores.
  ///
  /// Changepoints are looked for once for all the settings that they do not depend on. Where only the
  /// penalty varies, all segmentations between the least and the greatest are found at once.
  ///
  /// - Parameters:
  ///   - options: the options that each setting changes, and is compared with.
  ///   - jobs: how many executions to work on at once, at least 1; `nil` uses every core.
  ///   - progress: told how many executions of how many are complete, after each of them.
  ///   - experiment: what was measured.
  ///   - settings: the values to try, in their order.
  /// - Complexity: as ``SegmentedExecution/init(segmenting:options:)`` for each execution and each
  ///   penalty and window.
  package init(
    of experiment: Experiment, varying settings: [AnalysisSetting],
    options: AnalysisOptions, jobs: Int? = nil,
    progress: (@Sendable (_ completed: Int, _ total: Int) -> Void)? = nil
  ) async {
    let executions = experiment.executions.values.flatMap(\.self)
    let classifications = await executions.concurrentlyMapped(
      jobs: jobs, progress: { progress?($0, executions.count) },
      {
        ExecutionClassifications(of: $0, options: options, settings: settings)
      })
    var grouped: [(key: BenchmarkKey, executions: ArraySlice<ExecutionClassifications>)] = []
    var next = 0
    for (key, executions) in experiment.executions {
      grouped.append((key, classifications[next..<next + executions.count]))
      next += executions.count
    }
    self.init(
      options: options, counts: ClassificationCounts(classifications, \.given),
      points: settings.enumerated().map { index, setting in
        Point(
          setting: setting,
          counts: ClassificationCounts(classifications) { $0.varied[index] },
          changedExecutions: classifications.count { $0.varied[index] != $0.given },
          changedKeys: grouped.filter { _, executions in
            Consistency(executions.compactMap { $0.varied[index] })
              != Consistency(executions.compactMap(\.given))
          }.map(\.key))
      }, unchangedPenalties: Self.common(classifications.compactMap(\.unchanged)))
  }
}

extension SensitivityStudy {
  /// What all ranges have in common, which is at least the penalty in use; `nil` if there is none.
  private static func common(_ ranges: [ClosedRange<Double>]) -> ClosedRange<Double>? {
    guard let low = ranges.map(\.lowerBound).max(), let high = ranges.map(\.upperBound).min()
    else { return nil }
    return low...max(low, high)
  }
}

/// The classifications of one execution; `nil` if it has none.
private struct ExecutionClassifications {
  /// Whether it ran all of its iterations.
  var hasCompleted: Bool
  /// Under the options as given.
  var given: Classification?
  /// Under each setting.
  var varied: [Classification?]
  /// The penalties around the one given over which the class stays the same, as factors of log n;
  /// `nil` if no penalties are varied, or the one given is not among them.
  var unchanged: ClosedRange<Double>?

  init(of execution: ProcessExecution, options: AnalysisOptions, settings: [AnalysisSetting]) {
    hasCompleted = execution.hasCompleted
    guard hasCompleted else {
      varied = settings.map { _ in nil }
      return
    }
    var segmented: [SegmentationOptions: SegmentedExecution] = [:]
    func classification(_ options: AnalysisOptions) -> Classification? {
      let key = SegmentationOptions(options)
      let known =
        segmented[key] ?? SegmentedExecution(segmenting: execution.times, options: options)
      segmented[key] = known
      return options.method.classify(known, steadyTail: options.steadyTail).classification
    }
    given = classification(options)
    let path = ClassPath(of: execution.times, varying: settings, options: options)
    varied = settings.map { setting in
      if case .penaltyFactor(let factor) = setting, let point = path?.point(at: factor) {
        return point.classification
      }
      return classification(setting.applied(to: options))
    }
    unchanged = path?.unchanged(around: options.penaltyFactor)
  }
}

/// The options that segments depend on.
private struct SegmentationOptions: Hashable {
  var window: IterationCount
  var penaltyFactor: Double
  var compatibility: Compatibility?
  var method: Method.Name?

  init(_ options: AnalysisOptions) {
    window = options.window
    penaltyFactor = options.penaltyFactor
    compatibility = options.method.compatibility
    method = options.method.usesGivenPenalty ? nil : options.method.name
  }
}

extension ClassificationCounts {
  /// Counts one classification of each execution.
  fileprivate init(
    _ executions: [ExecutionClassifications],
    _ classification: (ExecutionClassifications) -> Classification?
  ) {
    self.init()
    for execution in executions {
      if execution.hasCompleted { count(classification(execution)) } else { crashed += 1 }
    }
  }
}
