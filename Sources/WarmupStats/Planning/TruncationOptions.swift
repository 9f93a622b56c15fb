// SPDX-License-Identifier: GPL-3.0-or-later

/// The choices in a ``TruncationStudy``, with the default of each.
public struct TruncationOptions: Sendable, Hashable, Codable {
  /// The fractions of the iterations to try, ascending, each in (0, 1].
  ///
  /// Every tenth, as far as all iterations.
  public var fractions = (1...10).map { Double($0) / 10 }
  /// How often executions are drawn for each number of them.
  public var draws = 1000
  /// What starts the generator that executions are drawn with.
  public var seed: UInt64 = 1
  /// The level at which the proportions of classifications must differ, in (0, 1).
  public var level = DiffOptions().level

  /// By how much the mean of fewer executions may differ from that of all, as a part of it.
  public var minimumEffect = ComparisonOptions().minimumEffect
  /// The greatest half-width of the t interval that fewer executions may give, as a part of the
  /// mean; `nil` for 1.5 times that of all executions.
  public var wantedHalfWidth: Double?
  /// The share of draws that must lead to the same conclusions for so many executions to do.
  public var share = 0.95

  /// How many times as wide as that of all executions the interval of fewer may be.
  package static let widening = 1.5

  /// Creates the default options.
  public init() {}

  /// How conclusions are compared.
  var comparison: DiffOptions {
    var options = DiffOptions()
    options.level = level
    return options
  }
}
