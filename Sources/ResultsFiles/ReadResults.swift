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

  /// Creates results.
  public init(
    experiments: [Experiment] = [], warnings: [Warning] = [], sources: [ResultsSource] = []
  ) {
    self.experiments = experiments
    self.warnings = warnings
    self.sources = sources
  }
}

/// Where results come from: a file, and what is known about how it was made.
public struct ResultsSource: Sendable, Hashable {
  /// The path of the file, or `-` for standard input.
  public var path: String
  /// The format that the file was read as.
  public var format: ResultsFormat
  /// The version of the program that wrote the file, or of its format; `nil` if not given.
  public var toolVersion: String?

  /// Creates a description of a file.
  public init(path: String, format: ResultsFormat, toolVersion: String? = nil) {
    self.path = path
    self.format = format
    self.toolVersion = toolVersion
  }
}
