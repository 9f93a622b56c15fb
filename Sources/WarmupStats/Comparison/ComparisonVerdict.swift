// SPDX-License-Identifier: GPL-3.0-or-later

/// What the interval says about the change.
public enum ComparisonVerdict: String, Sendable, Hashable, CaseIterable {
  /// The whole interval lies below 1, and not within the least change of interest.
  case faster
  /// The whole interval lies above 1, and not within the least change of interest.
  case slower
  /// The whole interval lies within the least change of interest, in either direction.
  case equivalent
  /// None of these, or there is no interval: the data cannot tell.
  case inconclusive
}

extension ComparisonVerdict {
  /// The verdict of an interval of a ratio, new to old.
  ///
  /// A change of less than `minimumEffect` is one from 1/(1 + minimumEffect) to 1 + minimumEffect,
  /// so that exchanging the sides exchanges `faster` and `slower` and nothing else.
  init(_ interval: RatioInterval, minimumEffect: Double) {
    guard let range = interval.range else {
      self = .inconclusive
      return
    }
    let limit = 1 + minimumEffect
    if range.lowerBound >= 1 / limit, range.upperBound <= limit {
      self = .equivalent
    } else if range.upperBound < 1 {
      self = .faster
    } else if range.lowerBound > 1 {
      self = .slower
    } else {
      self = .inconclusive
    }
  }
}
