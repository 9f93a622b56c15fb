// SPDX-License-Identifier: GPL-3.0-or-later

/// How many digits of a number are worth printing.
public struct SignificantDigits: Sendable, Hashable {
  /// The number of significant digits, at least 1.
  public var count: Int

  /// Creates a number of significant digits.
  public init(_ count: Int) {
    precondition(count >= 1, "a number has at least one significant digit")
    self.count = count
  }
}
