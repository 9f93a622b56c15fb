// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints

/// How strongly the values of a series depend on those some steps before, and how many independent
/// values would say as much.
///
/// The iterations of one process are not independent, so that the mean of n of them is known less
/// well than n would suggest.
package struct Autocorrelation: Sendable, Hashable, Codable {
  /// The number of values.
  package var count: Int
  /// The correlation with the value that many steps before, from 0 steps (1, always) on; in [-1, 1].
  package var coefficients: [Double]
  /// The number of independent values whose mean would vary as much, in (0, ``count``].
  ///
  /// It is n/τ with τ the sum of all coefficients, those of negative lags included, where the sum
  /// is cut by the initial monotone sequence of Geyer, "Practical Markov chain Monte Carlo",
  /// Statistical Science 7 (1992), https://doi.org/10.1214/ss/1177011137, §3.3. Where neighbours
  /// differ more than chance would have it τ is below 1; the size is then given as n.
  ///
  /// A series with a period, such as a collection at every sixth iteration, cuts that sum at once,
  /// whatever else there is. So τ is at least how many times as much the means of √n successive
  /// values vary as those of independent ones (Flegal and Jones, "Batch means and spectral variance
  /// estimators in Markov chain Monte Carlo", Annals of Statistics 38 (2010),
  /// https://doi.org/10.1214/09-AOS735), if that is more than chance gives in 95 of 100 cases.
  package var effectiveSampleSize: Double

  /// What coefficients of independent values stay within with a probability of 95 %.
  ///
  /// 1.96/√n, from the normal approximation to the distribution of such a coefficient.
  package var independenceBound: Double { 1.96 / Double(count).squareRoot() }

  /// Finds the autocorrelation of values within each of some segments; `nil` if all values of a
  /// segment are equal in every segment, or there are fewer than 4.
  ///
  /// Values are taken as deviations from the mean of their segment, and no pair spans two of them,
  /// so that a change of level between segments does not pass for dependence. Sums are divided by
  /// the number of all values (the biased estimate), so that coefficients stay within [-1, 1].
  ///
  /// - Parameters:
  ///   - segments: the values, in order; all finite.
  ///   - lags: how many coefficients to give beside that of lag 0.
  /// - Complexity: O(nk) for n values and k the greater of `lags` and the lag where the sequence
  ///   is cut.
  package init?(within segments: [[Double]], lags: Int) {
    let deviations = segments.filter { !$0.isEmpty }.map { segment in
      let first = segment[0]
      let mean = first + segment.reduce(0) { $0 + ($1 - first) } / Double(segment.count)
      return segment.map { $0 - mean }
    }
    let total = deviations.joined().reduce(0) { $0 + $1 * $1 }
    count = segments.reduce(0) { $0 + $1.count }
    guard count >= 4, total > 0 else { return nil }
    func coefficient(_ lag: Int) -> Double {
      deviations.reduce(0) { sum, segment in
        sum + zip(segment, segment.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 }
      } / total
    }
    coefficients = (0...min(max(0, lags), count - 1)).map(coefficient)
    let known = coefficients
    let sequence = InitialMonotoneSequence(count: count) {
      $0 < known.count ? known[$0] : coefficient($0)
    }
    let batches = Self.variationOfBatchMeans(deviations, variance: total / Double(count))
    effectiveSampleSize = Double(count) / max(sequence.autocorrelationTime, batches ?? 1)
  }

  /// How many times as much the means of √n successive values vary as those of independent ones;
  /// `nil` if there are fewer than ten such means, or chance may be all there is to it.
  private static func variationOfBatchMeans(_ segments: [[Double]], variance: Double) -> Double? {
    let length = Int(clamped: Double(segments.reduce(0) { $0 + $1.count }).squareRoot())
    let sums = segments.flatMap { segment in
      stride(from: 0, through: segment.count - length, by: length).map { start in
        segment[start..<start + length].reduce(0, +)
      }
    }
    guard sums.count >= 10 else { return nil }
    let squares = sums.reduce(0) { $0 + $1 * $1 }
    let ratio = squares / (Double(sums.count * length) * variance)
    // The 95th percentile of chi-squared over its degrees of freedom (Wilson and Hilferty, 1931,
    // https://doi.org/10.1073/pnas.17.12.684).
    let part = 2 / (9 * Double(sums.count))
    let root = 1 - part + 1.645 * part.squareRoot()
    return ratio > root * root * root ? ratio : nil
  }
}
