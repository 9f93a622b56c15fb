// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

/// What was read from one or several results files.
public struct ReadResults: Sendable, Hashable {
  /// One experiment per machine, in the order in which the machines first appear.
  public var experiments: [Experiment]
  /// What readers of the results should know about the files.
  public var warnings: [Warning]
  /// Where the results come from: one description per file, in the order of the files.
  public var sources: [ResultsSource]
  /// What the files say of their machines, such as the processor: by what it is, all that is said.
  package var environment: [String: [String]]
  /// Under what the benchmarks were measured, beside what their keys say, such as how many threads
  /// ran them: by what it is, all that the files say, with an empty text where some say nothing.
  package var conditions: [String: [String]]
  /// Where benchmarks stand in the source of their project, as far as the files say it.
  package var places: [BenchmarkKey: SourcePlace] = [:]

  /// Creates results.
  package init(
    experiments: [Experiment] = [], warnings: [Warning] = [], sources: [ResultsSource] = []
  ) {
    self.init(
      experiments: experiments, warnings: warnings, sources: sources, environment: [:],
      conditions: [:])
  }

  init(
    experiments: [Experiment], warnings: [Warning], sources: [ResultsSource],
    environment: [String: [String]], conditions: [String: [String]]
  ) {
    self.experiments = experiments
    self.warnings = warnings
    self.sources = sources
    self.environment = environment
    self.conditions = conditions
  }
}
