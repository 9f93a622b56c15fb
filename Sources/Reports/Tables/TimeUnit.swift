// SPDX-License-Identifier: GPL-3.0-or-later

/// A unit in which times are printed.
package enum TimeUnit: String, Sendable, Hashable, CaseIterable {
  /// Nanoseconds.
  case nanoseconds = "ns"
  /// Microseconds.
  case microseconds = "µs"
  /// Milliseconds.
  case milliseconds = "ms"
  /// Seconds.
  case seconds = "s"

  /// The symbol of the unit.
  package var symbol: String { rawValue }

  /// How many of the unit make a second.
  package var perSecond: Double {
    switch self {
    case .nanoseconds: 1e9
    case .microseconds: 1e6
    case .milliseconds: 1e3
    case .seconds: 1
    }
  }

  /// The largest unit in which a time is at least 1; nanoseconds for shorter ones.
  package init(for seconds: Double) {
    self = Self.allCases.last { seconds.magnitude * $0.perSecond >= 1 } ?? .nanoseconds
  }

  /// The unit that suits all of some times, in seconds; `nil` if no single unit does.
  ///
  /// It is the one of the middle time, if in it every other is at least 0.01 and less than 10,000.
  /// Zeros suit every unit.
  package init?(suiting times: [Double]) {
    let positive = times.map(\.magnitude).filter { $0 > 0 && $0 < .infinity }.sorted()
    guard let least = positive.first, let greatest = positive.last else { return nil }
    self.init(for: positive[positive.count / 2])
    guard least * perSecond >= 0.01, greatest * perSecond < 10_000 else { return nil }
  }
}
