// SPDX-License-Identifier: GPL-3.0-or-later

/// The choices in comparing two results, with the default of each.
///
/// The defaults follow Barrett et al., "Virtual Machine Warmup Blows Hot and Cold", OOPSLA 2017,
/// §6.4, https://doi.org/10.1145/3133876, and its published tool.
public struct DiffOptions: Sendable, Hashable, Codable {
  /// The level at which the proportions of classifications must differ, in (0, 1); 1 less it is the
  /// probability of any wrong verdict among those that are significant.
  public var level = 0.99
  /// By how much the half-width of a steady performance's interval must change to be better or
  /// worse, in seconds.
  public var negligibleHalfWidthChange = 1e-4
  /// The least change of the steady performance that is significant, as a part of it; none by
  /// default.
  public var minimumEffect = 0.0
  /// The method that both results were analyzed with, and that says whether another program's
  /// verdicts are reproduced where they differ; ``ExperimentSummary`` knows it.
  ///
  /// The published tool calls it better if the last executions without a steady state disappear,
  /// but not worse if the first ones appear; and it compares medians give or take the half-width
  /// of the interval, which can differ much from the interval where executions fall into groups.
  package var method = Method.standard

  /// Creates the default options.
  public init() {}

  /// The choices in testing the steady performance.
  var comparison: ComparisonOptions {
    var options = ComparisonOptions()
    options.level = level
    options.minimumEffect = minimumEffect
    return options
  }
}
