// SPDX-License-Identifier: GPL-3.0-or-later

/// What the method finds in everything that was measured on one machine.
public struct ExperimentSummary: Sendable, Hashable {
  /// The name of the machine; empty where no file gives it.
  public var machine: String
  /// The options that the analysis used.
  public var options: AnalysisOptions
  /// A summary per benchmark key, in the order of the experiment.
  public var benchmarks: [BenchmarkSummary]
  /// What readers of the results should know, in the order of the benchmarks.
  public var warnings: [Warning]

  /// Creates a summary from its parts.
  package init(
    machine: String, options: AnalysisOptions, benchmarks: [BenchmarkSummary], warnings: [Warning]
  ) {
    self.machine = machine
    self.options = options
    self.benchmarks = benchmarks
    self.warnings = warnings
  }
}
