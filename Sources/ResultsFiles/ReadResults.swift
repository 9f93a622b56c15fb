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

  /// Creates results.
  package init(
    experiments: [Experiment] = [], warnings: [Warning] = [], sources: [ResultsSource] = []
  ) {
    self.init(
      experiments: experiments, warnings: warnings, sources: sources, environment: [:])
  }

  init(
    experiments: [Experiment], warnings: [Warning], sources: [ResultsSource],
    environment: [String: [String]]
  ) {
    self.experiments = experiments
    self.warnings = warnings
    self.sources = sources
    self.environment = environment
  }
}
