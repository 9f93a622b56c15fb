// SPDX-License-Identifier: GPL-3.0-or-later

/// Where results come from: a file, and what is known about how it was made.
public struct ResultsSource: Sendable, Hashable {
  /// The path of the file, or `-` for standard input.
  public var path: String
  /// The format that the file was read as.
  public var format: ResultsFormat
  /// The version of the program that wrote the file, or of its format; `nil` if not given.
  public var toolVersion: String?
  /// When the benchmarks ran, as the file says it; `nil` if it does not.
  public var date: String?
  /// The units in which the file counts, such as `ms/op`.
  public var units: [String]
  /// What else the file says of the run.
  package var details: [Inspection.Detail] = []
  /// What the file holds beside times and was not read, such as secondary metrics.
  package var ignoredMetrics: [String]

  /// Whether its iterations are means over many short operations, so that a tolerance in
  /// seconds per iteration means little.
  package var isMicrobenchmark: Bool { format.isMicrobenchmark }

  /// Creates a description of a file.
  package init(
    path: String, format: ResultsFormat, toolVersion: String? = nil, date: String? = nil,
    units: [String] = [], ignoredMetrics: [String] = []
  ) {
    self.path = path
    self.format = format
    self.toolVersion = toolVersion
    self.date = date
    self.units = units
    self.ignoredMetrics = ignoredMetrics
  }
}
