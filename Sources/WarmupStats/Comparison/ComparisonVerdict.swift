// SPDX-License-Identifier: GPL-3.0-or-later

/// What the interval of a ratio says about the change.
public enum ComparisonVerdict: String, Sendable, Hashable, Codable, CaseIterable, DisplayNamed {
  /// Less time, by more than the minimum effect: the whole interval lies beyond it.
  case faster
  /// More time, by more than the minimum effect: the whole interval lies beyond it.
  case slower
  /// No change that matters: the whole interval lies within the minimum effect.
  case equivalent
  /// None of these, or there is no interval: the data cannot tell.
  case inconclusive
}

/// Whether something takes more or less time than the baseline.
public enum ComparisonDirection: String, Sendable, Hashable, Codable, CaseIterable, DisplayNamed {
  /// It takes less time.
  case faster
  /// It takes more time.
  case slower
}

extension ComparisonVerdict {
  /// The verdict of an interval of a ratio, candidate to baseline.
  ///
  /// A change of less than `minimumEffect` is one from 1/(1 + minimumEffect) to 1 + minimumEffect,
  /// so that exchanging the sides exchanges `faster` and `slower` and nothing else. The change must
  /// be proven to exceed it: at a true change of exactly that size, `slower` has half the
  /// probability that the interval misses the truth. With a minimum effect of 0 it is the plain
  /// test of whether there is any change.
  init(_ interval: RatioInterval, minimumEffect: Double) {
    guard let range = interval.range else {
      self = .inconclusive
      return
    }
    let limit = 1 + minimumEffect
    if range.lowerBound > limit {
      self = .slower
    } else if range.upperBound < 1 / limit {
      self = .faster
    } else if range.lowerBound >= 1 / limit, range.upperBound <= limit {
      self = .equivalent
    } else {
      self = .inconclusive
    }
  }
}
