// SPDX-License-Identifier: GPL-3.0-or-later

internal import GSL

/// Finds quantiles of a distribution that is given by its distribution function.
struct QuantileSearch {
  /// A range that holds all of the probability but what rounding hides.
  let bounds: ClosedRange<Double>
  /// How much of the probability of a value rounding leaves in doubt.
  static let doubt = 1e-12

  /// The value that a variable stays at or below with probability `p`, where `probability` is its
  /// distribution function.
  ///
  /// Where the distribution function stays at `p` over a gap, the middle of the gap.
  ///
  /// - Precondition: `p` lies in (0, 1).
  func quantile(_ p: Double, of probability: (Double) -> Double) -> Double {
    precondition(p > 0 && p < 1, "a probability lies between 0 and 1")
    let lower = crossing(bounds, below: { probability($0) < p - Self.doubt })
    // Mostly there is no gap, and a few steps show it.
    var step = max(lower.ulp, (bounds.upperBound - bounds.lowerBound) * 1e-13)
    var start = lower
    while start + step < bounds.upperBound, probability(start + step) <= p + Self.doubt {
      start += step
      step *= 8
    }
    let end = min(start + step, bounds.upperBound)
    let upper = crossing(start...end, below: { probability($0) <= p + Self.doubt })
    return lower + (upper - lower) / 2
  }

  /// The same where the distribution function is dear and smooth: from where a normal distribution
  /// would have the quantile, by secants of what probabilities are on the normal scale; `nil` if it
  /// turns out not to be smooth.
  ///
  /// - Parameters:
  ///   - guess: where the quantile is if the variable is normal.
  ///   - deviation: the standard deviation of the variable, about.
  ///   - precision: how near is enough, as a part of the quantile.
  /// - Precondition: `p` lies in (0, 1); bounds, deviation and precision are positive.
  func quantile(
    _ p: Double, of probability: (Double) -> Double, near guess: Double, deviation: Double,
    precision: Double
  ) -> Double? {
    precondition(p > 0 && p < 1, "a probability lies between 0 and 1")
    let wanted = StandardNormal.quantile(exceededWith: 1 - p)
    var (value, slope) = (min(max(guess, bounds.lowerBound), bounds.upperBound), deviation)
    var last: (value: Double, score: Double)?
    for _ in 0..<Self.secants {
      let found = probability(value)
      guard found > Self.doubt, found < 1 - Self.doubt else { break }
      let score = StandardNormal.quantile(exceededWith: 1 - found) - wanted
      if let last, score != last.score {
        slope = (value - last.value) / (score - last.score)
      }
      let next = value - slope * score
      guard slope > 0, bounds.contains(next) else { break }
      if abs(next - value) <= precision / 2 * next {
        // What is near on the way to the quantile need not be near it.
        let isBetween =
          probability(next * (1 - precision)) < p && probability(next * (1 + precision)) > p
        if isBetween { return next }
        break
      }
      last = (value, score)
      value = next
    }
    return nil
  }

  /// So many secants are tried; where they have not ended then, the function is not smooth.
  private static let secants = 12

  /// The least value in a range that is not `below`, to the last digit.
  private func crossing(
    _ range: ClosedRange<Double>, below isBelow: (Double) -> Bool
  ) -> Double {
    guard isBelow(range.lowerBound) else { return range.lowerBound }
    var (below, above) = (range.lowerBound, range.upperBound)
    while true {
      let middle = below + (above - below) / 2
      if middle <= below || middle >= above { return above }
      if isBelow(middle) { below = middle } else { above = middle }
    }
  }
}
