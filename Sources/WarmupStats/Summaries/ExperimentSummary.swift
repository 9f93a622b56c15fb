// SPDX-License-Identifier: GPL-3.0-or-later

internal import OrderedCollections

/// What the method finds in everything that was measured on one machine.
public struct ExperimentSummary: Sendable, Hashable, Codable {
  /// The name of the machine; empty where no file gives it.
  public var machine: String
  /// The name of the program that ran the benchmarks; `nil` where it is not known.
  public var harness: String?
  /// The options that the analysis used.
  public var options: AnalysisOptions
  /// A summary per benchmark key, in the order of the experiment.
  public var benchmarks: [BenchmarkSummary]
  /// What readers of the results should know, in the order of the benchmarks.
  public var warnings: [Warning]

  /// Creates a summary from its parts.
  package init(
    machine: String, harness: String? = nil, options: AnalysisOptions,
    benchmarks: [BenchmarkSummary], warnings: [Warning]
  ) {
    self.machine = machine
    self.harness = harness
    self.options = options
    self.benchmarks = benchmarks
    self.warnings = warnings
  }
}

extension ExperimentSummary {
  /// Analyses every benchmark key of `experiment`, on the calling thread.
  ///
  /// - Complexity: as ``BenchmarkSummary/init(analyzing:of:options:)`` for each key.
  public init(analyzing experiment: Experiment, options: AnalysisOptions = AnalysisOptions()) {
    self.init(
      machine: experiment.machine, harness: experiment.harness, options: options,
      benchmarks: experiment.executions.map { key, executions in
        BenchmarkSummary(analyzing: executions, of: key, options: options)
      })
  }

  /// Analyses every benchmark key of `experiment` on several cores, one process execution at a
  /// time on each.
  ///
  /// The result is the same as that on the calling thread, whatever the number of cores.
  ///
  /// - Parameters:
  ///   - jobs: how many executions to analyze at once, at least 1; `nil` uses every core.
  ///   - progress: told how many steps of how many are complete, after each piece of work; a step is
  ///     one process execution, or the conclusion from those of one key, and a piece is a step, or all
  ///     steps of some keys with few iterations.
  ///   - experiment: what was measured.
  ///   - options: how it is analyzed.
  public init(
    analyzing experiment: Experiment, options: AnalysisOptions = AnalysisOptions(), jobs: Int?,
    progress: (@Sendable (_ completed: Int, _ total: Int) -> Void)? = nil
  ) async {
    await self.init(
      analyzing: experiment, options: options, findsIntervals: true, jobs: jobs,
      progress: progress)
  }

  /// The same, without the steady performances where `findsIntervals` is false: for those who do not
  /// show them.
  package init(
    analyzing experiment: Experiment, options: AnalysisOptions, findsIntervals: Bool, jobs: Int?,
    progress: (@Sendable (_ completed: Int, _ total: Int) -> Void)? = nil
  ) async {
    var benchmarks: [BenchmarkSummary] = []
    await experiment.analyzeKeyByKey(
      options: options, findsIntervals: findsIntervals, jobs: jobs, progress: progress
    ) {
      benchmarks.append($0)
    }
    self.init(
      machine: experiment.machine, harness: experiment.harness, options: options,
      benchmarks: benchmarks)
  }

  /// Puts together the summaries of benchmark keys, all found with `options`, and what readers of
  /// them should know.
  package init(
    machine: String, harness: String? = nil, options: AnalysisOptions,
    benchmarks: [BenchmarkSummary]
  ) {
    self.init(
      machine: machine, harness: harness, options: options, benchmarks: benchmarks,
      warnings: Warning.about(benchmarks, harness: harness, options: options))
  }

  /// What was measured, as far as the summary kept it: executions whose times a stored result did
  /// not keep are not there.
  ///
  /// - Complexity: O(number of executions).
  package var experiment: Experiment {
    Experiment(
      machine: machine,
      executions: OrderedDictionary(
        uniqueKeysWithValues: benchmarks.map { ($0.key, $0.executions.compactMap(\.execution)) }))
  }

  /// The names of the VMs, in the order of the experiment.
  package var vms: [String] { benchmarks.map(\.key.vm).uniqued }

  /// The summary of `key`; `nil` if it was not measured.
  ///
  /// - Complexity: O(number of keys).
  public subscript(key: BenchmarkKey) -> BenchmarkSummary? {
    benchmarks.first { $0.key == key }
  }

  /// The summary of each key, for those who look up many; the first of equal keys.
  ///
  /// - Complexity: O(number of keys).
  package var benchmarksByKey: [BenchmarkKey: BenchmarkSummary] {
    Dictionary(benchmarks.map { ($0.key, $0) }) { first, _ in first }
  }

  /// The summary of a benchmark on a VM; `nil` if it was not measured.
  ///
  /// Without a `variant`, that of the first one in the order of the experiment.
  ///
  /// - Complexity: O(number of keys).
  public subscript(benchmark: String, vm vm: String, variant variant: String? = nil)
    -> BenchmarkSummary?
  {
    benchmarks.first {
      $0.key.benchmark == benchmark && $0.key.vm == vm
        && (variant == nil || $0.key.variant == variant)
    }
  }
}
