// SPDX-License-Identifier: GPL-3.0-or-later

internal import OrderedCollections

/// Whether an experiment could have been shorter.
///
/// The executions are cut off after some of their iterations, or only some of the executions are
/// used; what is left is analyzed and compared with the full experiment. See Barrett et al.,
/// "Virtual Machine Warmup Blows Hot and Cold", OOPSLA 2017, §6.4,
/// https://doi.org/10.1145/3133876.
public struct TruncationStudy: Sendable, Hashable, Codable {
  /// How the conclusions depend on the number of iterations.
  ///
  /// With all iterations every conclusion is the same.
  public let iterations: TruncationCurve
  /// Whether fewer process executions would have done, drawn from those that completed without
  /// replacement; from two of them on.
  ///
  /// An agreement of a benchmark key is 1 or 0: see ``TruncationOptions/share``. Benchmark keys of
  /// which fewer than two executions completed have no part in it.
  public let executions: TruncationCurve
  /// The benchmark keys of which no execution completed, in the order of the experiment.
  public let crashed: [BenchmarkKey]
  /// The choices that the study was made with.
  public let options: TruncationOptions

  /// Creates a study from its parts.
  package init(
    iterations: TruncationCurve, executions: TruncationCurve, crashed: [BenchmarkKey],
    options: TruncationOptions
  ) {
    self.iterations = iterations
    self.executions = executions
    self.crashed = crashed
    self.options = options
  }
}

extension TruncationStudy {
  /// Studies truncations of `experiment`, on several cores.
  ///
  /// The result is the same whatever the number of cores.
  ///
  /// - Parameters:
  ///   - analysis: how the full experiment is analyzed; where its outlier window and its steady
  ///     tail are numbers of iterations, truncated executions take them in proportion. Intervals of
  ///     steady performance are `pooled`, whatever it says: those of truncated executions are then
  ///     compared with intervals that their number does not change.
  ///   - jobs: how many parts to work on at once, at least 1; `nil` uses every core.
  ///   - progress: told how many steps of how many are complete, after each of them.
  ///   - experiment: what was measured in full.
  ///   - options: the fractions and draws to try.
  /// - Precondition: the fractions of `options` ascend and lie in (0, 1], and its draws are
  ///   positive.
  /// - Complexity: as ``ExperimentSummary/init(analyzing:options:)`` for each fraction; then
  ///   O(d·m²) for d draws from the m executions of each benchmark key.
  public init(
    truncating experiment: Experiment, analysis: AnalysisOptions = AnalysisOptions(),
    options: TruncationOptions = TruncationOptions(), jobs: Int? = nil,
    progress: (@Sendable (_ completed: Int, _ total: Int) -> Void)? = nil
  ) async {
    options.checkPreconditions()
    let analysis = analysis.withPooledInterval
    let measured = experiment.executions.filter { $0.value.contains(where: \.hasCompleted) }
    let keys = Array(measured.keys)
    let executionCount = measured.values.reduce(0) { $0 + $1.count }
    let analyses = executionCount + keys.count
    let total = analyses + keys.count * (options.fractions.count + 1)

    let full = await ExperimentSummary(
      analyzing: Experiment(machine: experiment.machine, executions: measured),
      options: analysis, jobs: jobs, progress: { done, _ in progress?(done, total) }
    ).benchmarks
    let truncations = options.fractions.flatMap { fraction in
      full.map { Truncation(full: $0, fraction: fraction) }
    }
    let conclusions = await truncations.concurrentlyMapped(
      jobs: jobs, progress: { progress?(analyses + $0, total) },
      { $0.conclusions(analysis: analysis, options: options) })
    let drawn = await Array(full.enumerated()).concurrentlyMapped(
      jobs: jobs, progress: { progress?(analyses + truncations.count + $0, total) },
      { stream, summary in
        var generator = Xoshiro256(seed: options.seed, stream: stream)
        return ExecutionDraws(from: summary, options: options)
          .agreements(draws: options.draws, using: &generator)
      })
    self.init(
      iterations: Self.iterationCurve(of: full, conclusions, options),
      executions: Self.executionCurve(of: keys, drawn),
      crashed: experiment.executions.keys.filter { measured[$0] == nil }, options: options)
  }

  /// The curve of the conclusions of all keys at the first fraction, at the second and so on.
  private static func iterationCurve(
    of full: [BenchmarkSummary], _ conclusions: [Conclusions], _ options: TruncationOptions
  ) -> TruncationCurve {
    let lengths = full.flatMap(\.executions).filter { $0.analysis != nil }
      .map(\.iterationCount)
    guard let least = lengths.min(), let greatest = lengths.max() else {
      return TruncationCurve(keys: [], points: [])
    }
    let points = options.fractions.enumerated().map { index, fraction in
      TruncationCurve.Point(
        count: Truncation.length(
          of: fraction, of: least)...Truncation.length(
            of: fraction, of: greatest),
        fraction: fraction,
        agreements: conclusions[index * full.count..<(index + 1) * full.count].map {
          Agreement(of: [$0])
        })
    }
    return TruncationCurve(keys: full.map(\.key), points: points)
  }

  /// The curve of the agreements of each key with two executions, with three and so on.
  private static func executionCurve(
    of keys: [BenchmarkKey], _ agreements: [[Agreement]]
  ) -> TruncationCurve {
    let most = agreements.map(\.count).max() ?? 0
    let points = (0..<most).map { index in
      TruncationCurve.Point(
        count: index + 2...index + 2, fraction: Double(index + 2) / Double(most + 1),
        agreements: agreements.map { index < $0.count ? $0[index] : nil })
    }
    return TruncationCurve(keys: keys, points: points)
  }
}

extension AnalysisOptions {
  /// The options with the interval that does not depend on the number of executions.
  fileprivate var withPooledInterval: AnalysisOptions {
    var options = self
    options.intervalKind = .pooled
    return options
  }
}

extension TruncationOptions {
  fileprivate func checkPreconditions() {
    precondition(draws > 0, "executions are drawn at least once")
    precondition(
      fractions.allSatisfy { $0 > 0 && $0 <= 1 }
        && zip(fractions, fractions.dropFirst())
          .allSatisfy { $0 < $1 },
      "fractions ascend and lie in (0, 1]")
  }
}
