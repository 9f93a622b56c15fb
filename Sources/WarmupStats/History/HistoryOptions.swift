// SPDX-License-Identifier: GPL-3.0-or-later

/// The choices in finding where the performance of a benchmark changed, with the default of each.
public struct HistoryOptions: Sendable, Hashable, Codable {
  /// The greatest probability, in (0, 1), with which a benchmark that never changed is said to have
  /// changed.
  ///
  /// Places of a change are counted as if they were independent, which they are not, so that the
  /// true probability is less: about a third of this.
  public var falseAlarmRate = 0.02
  /// The level, in (0, 1), of the intervals of changes, and of the results at which they may have
  /// begun.
  public var level = 0.99

  /// Creates the default options.
  public init() {}
}
