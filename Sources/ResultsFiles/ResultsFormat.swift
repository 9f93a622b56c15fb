// SPDX-License-Identifier: GPL-3.0-or-later

/// The formats of results files that can be read.
public enum ResultsFormat: String, Sendable, Hashable, CaseIterable {
  /// The results of the benchmark runner Krun, in JSON.
  case krun
  /// The CSV files that the tool warmup_stats accepts: one row per process execution.
  case warmupStatsCSV = "warmup-stats-csv"

  /// What a person calls the format.
  public var name: String {
    switch self {
    case .krun: "Krun JSON"
    case .warmupStatsCSV: "warmup_stats CSV"
    }
  }
}
