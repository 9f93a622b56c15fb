// SPDX-License-Identifier: GPL-3.0-or-later

/// A unit of time in which a file counts.
///
/// Conversions round once: a count of nanoseconds is divided by 10⁹, which a double holds
/// exactly, and not multiplied by 10⁻⁹, which it does not.
struct TimeUnit {
  /// How many of it make a second, where it is not longer than one; else 1.
  private let perSecond: Double
  /// How many seconds it has, where it is not shorter than one; else 1.
  private let length: Double

  private init(perSecond: Double = 1, length: Double = 1) {
    self.perSecond = perSecond
    self.length = length
  }

  static let seconds = TimeUnit()
  static let milliseconds = TimeUnit(perSecond: 1e3)
  static let microseconds = TimeUnit(perSecond: 1e6)
  static let nanoseconds = TimeUnit(perSecond: 1e9)

  /// The unit of a name or sign, such as `ms`, `msec` or `milliseconds`.
  init?(_ name: some StringProtocol) {
    switch name {
    case "s", "sec", "secs", "second", "seconds": self = .seconds
    case "ms", "msec", "msecs", "millisecond", "milliseconds": self = .milliseconds
    case "us", "\u{B5}s", "\u{3BC}s", "usec", "usecs", "microsecond", "microseconds":
      self = .microseconds
    case "ns", "nsec", "nsecs", "nanosecond", "nanoseconds": self = .nanoseconds
    case "min", "mins", "minute", "minutes": self.init(length: 60)
    case "h", "hr", "hrs", "hour", "hours": self.init(length: 3600)
    case "d", "day", "days": self.init(length: 86400)
    default: return nil
    }
  }

  /// A number of these units, in seconds.
  func inSeconds(_ count: Double) -> Double { length == 1 ? count / perSecond : count * length }

  /// How long each of `rate` operations in one of these units takes, in seconds.
  func secondsOfOne(atRate rate: Double) -> Double {
    length == 1 ? 1 / (rate * perSecond) : length / rate
  }
}
