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

  /// Numbers from here on are longer than people read with ease.
  private static let tooMany = 10_000.0
  /// Numbers below have more zeros than people read with ease.
  private static let tooFew = 0.01

  /// The largest unit in which a time is at least 1; nanoseconds for shorter ones.
  package init(for seconds: Double) {
    self = Self.allCases.last { seconds.magnitude * $0.perSecond >= 1 } ?? .nanoseconds
  }

  /// The unit for a time and what is shown with it, in seconds: that of the time, or the smallest
  /// larger one in which no number is long.
  package init(for seconds: Double, with others: [Double]) {
    let greatest = ([seconds] + others).map(\.magnitude).filter(\.isFinite).max() ?? 0
    let own = seconds == 0 ? TimeUnit(for: greatest) : TimeUnit(for: seconds)
    let larger = Self.allCases.drop { $0 != own }
    self = larger.first { greatest * $0.perSecond < Self.tooMany } ?? .seconds
  }

  /// The unit that suits all of some times, in seconds; `nil` if no single unit does.
  ///
  /// It is the one of the middle time, or else of the greatest number shown, if in it every time is
  /// at least 0.01 and every number shown less than 10,000. Zeros suit every unit.
  ///
  /// - Parameters:
  ///   - times: The times that the table is about.
  ///   - others: What else is shown in the same unit, such as the ends of their ranges.
  package init?(suiting times: [Double], with others: [Double] = []) {
    let positive = times.map(\.magnitude).filter { $0 > 0 && $0 < .infinity }.sorted()
    let greatest = (positive + others.map(\.magnitude).filter(\.isFinite)).max() ?? 0
    guard greatest > 0 else { return nil }
    let least = positive.first ?? greatest
    let middle = positive.isEmpty ? greatest : positive[positive.count / 2]
    let suiting = [TimeUnit(for: middle), TimeUnit(for: greatest)].first {
      least * $0.perSecond >= Self.tooFew && greatest * $0.perSecond < Self.tooMany
    }
    guard let suiting else { return nil }
    self = suiting
  }
}
