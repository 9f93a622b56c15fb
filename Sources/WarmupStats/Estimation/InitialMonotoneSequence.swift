// SPDX-License-Identifier: GPL-3.0-or-later

/// The correlations of a series with itself that are more than chance.
///
/// With ρₖ the correlation of values k steps apart, the sums ρ₂ⱼ + ρ₂ⱼ₊₁ are positive and never rise
/// in theory. So the sequence ends before the first sum that is not positive, and a sum that exceeds
/// the least before it is lowered to that, both of its correlations in proportion: the initial
/// monotone sequence of Geyer, "Practical Markov chain Monte Carlo", Statistical Science 7 (1992),
/// https://doi.org/10.1214/ss/1177011137, §3.3.
struct InitialMonotoneSequence: Sendable, Hashable {
  /// ρ for 0, 1, 2 and so on steps; always an even number of them.
  let correlations: [Double]

  /// Finds the sequence of a series of `count` values.
  ///
  /// - Parameters:
  ///   - count: how many values the series has; pairs of lags below it are looked at.
  ///   - correlation: the correlation of values that stand so many steps apart, which is 1 for 0. It
  ///     is asked for one lag after the other, up to the pair that ends the sequence.
  init(count: Int, correlation: (Int) -> Double) {
    var kept: [Double] = []
    var least = Double.infinity
    for lag in stride(from: 0, to: count - 1, by: 2) {
      let (even, odd) = (correlation(lag), correlation(lag + 1))
      guard even + odd > 0 else { break }
      least = min(least, even + odd)
      let factor = least / (even + odd)
      kept += [factor * even, factor * odd]
    }
    correlations = kept
  }

  /// How many successive values say as much as one independent value: the sum of the correlations
  /// of all lags, negative and positive; at least 1.
  var autocorrelationTime: Double { max(1, -1 + 2 * correlations.reduce(0, +)) }
}
