// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

/// The formats in which results can be written.
public enum WrittenFormat: String, Sendable, Hashable, CaseIterable, DisplayNamed {
  /// CSV of our own: one row per iteration.
  case tidyCSV = "csv"
  /// JSON texts of our own: one line per iteration.
  case tidyNDJSON = "ndjson"
  /// JSON texts of our own: one line per process execution.
  case executionsNDJSON = "executions-ndjson"
  /// The results of the benchmark runner Krun, in JSON.
  case krun
  /// The CSV files that the tool warmup_stats accepts: one row per process execution.
  case warmupStatsCSV = "warmup-stats-csv"

  /// Whether it has a row, or a line, for each iteration.
  package var isTidy: Bool { self == .tidyCSV || self == .tidyNDJSON }

  /// What a person calls the format.
  public var displayName: String {
    switch self {
    case .tidyCSV: ResultsFormat.tidyCSV.displayName
    case .tidyNDJSON: ResultsFormat.tidyNDJSON.displayName
    case .executionsNDJSON: ResultsFormat.executionsNDJSON.displayName
    case .krun: ResultsFormat.krun.displayName
    case .warmupStatsCSV: ResultsFormat.warmupStatsCSV.displayName
    }
  }
}
