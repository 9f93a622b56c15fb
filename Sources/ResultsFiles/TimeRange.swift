// SPDX-License-Identifier: GPL-3.0-or-later

/// The range of times that all arithmetic of the analysis carries: squares and sums of so many of
/// them as fit into memory stay finite and normal.
enum TimeRange {
  /// The least and the greatest time of an iteration, in seconds.
  static let seconds = 1e-12...1e9

  /// Whether a time, in seconds, can be analyzed; NaN cannot.
  static func contains(_ time: Double) -> Bool { seconds.contains(time) }

  /// Whether something is a time, but none that can be analyzed.
  static func isOutOfRange(_ time: Double?) -> Bool {
    guard let time, time > 0, time < .infinity else { return false }
    return !contains(time)
  }

  /// What should stand where a time, in seconds, stands that cannot be analyzed.
  static func expectation(insteadOf time: Double?) -> String {
    isOutOfRange(time) ? "a time between 1e-12 and 1e9 seconds" : "a positive time"
  }
}
