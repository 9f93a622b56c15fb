// SPDX-License-Identifier: GPL-3.0-or-later

/// How often something happened in so many cases.
package struct Rate: Sendable, Hashable, CustomStringConvertible {
  /// How often it happened.
  package private(set) var count = 0
  /// How many cases there were.
  package private(set) var cases = 0

  /// Creates a rate without cases.
  package init() {}

  /// Counts a case, and whether it happened.
  package mutating func add(_ happened: Bool) {
    cases += 1
    if happened { count += 1 }
  }

  /// Adds the cases of another rate.
  package mutating func add(_ other: Rate) {
    count += other.count
    cases += other.cases
  }

  /// The share of the cases in which it happened, in [0, 1]; 0 if there were none.
  package var share: Double { cases > 0 ? Double(count) / Double(cases) : 0 }

  /// The share in percent, such as "2.5 %"; a dash if there were no cases.
  package var description: String { cases > 0 ? "\(share.inPercent) %" : "–" }
}

extension Double {
  /// The fraction in percent with at most one decimal, such as "2.5" or "97".
  package var inPercent: String {
    let percent = (1000 * self).rounded() / 10
    return percent == percent.rounded() ? "\(Int(percent))" : "\(percent)"
  }
}
