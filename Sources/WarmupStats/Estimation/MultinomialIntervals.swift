// SPDX-License-Identifier: GPL-3.0-or-later

internal import RealModule

/// Intervals for the proportions of some categories, which hold all of them together with the
/// stated probability.
///
/// Sison and Glaz, "Simultaneous confidence intervals and sample size determination for
/// multinomial proportions", Journal of the American Statistical Association 90, 1995,
/// https://doi.org/10.1080/01621459.1995.10476521. The counts are truncated to xᵢ ± c, for the
/// least c that covers enough; the probability of that is found from independent Poisson variables
/// given their sum, whose density is approximated by an Edgeworth expansion. As in the R package
/// MultinomialCI the interval of a count x of n is (x − c)/n … (x + c + 2δ)/n, where δ in [0, 1]
/// interpolates between the coverage of c and that of c + 1.
package struct MultinomialIntervals: Sendable, Hashable {
  /// The interval of each category's proportion, within 0...1, in the order of the counts.
  package let intervals: [ClosedRange<Double>]
  /// The probability with which all intervals hold together, in (0, 1).
  package let level: Double

  /// The intervals for categories that occurred `counts` times; `nil` if none occurred.
  ///
  /// - Precondition: no count is negative, and `level` lies in (0, 1).
  /// - Complexity: O(c² · categories), where c is at most the sum of the counts.
  package init?(counts: [Int], level: Double) {
    precondition(counts.allSatisfy { $0 >= 0 }, "counts are not negative")
    precondition(level > 0 && level < 1, "the level of intervals lies between 0 and 1")
    let total = counts.reduce(0, +)
    guard total > 0 else { return nil }
    self.level = level
    guard let margin = Self.margin(counts: counts, total: total, level: level) else {
      intervals = counts.map { _ in 0...1 }
      return
    }
    let n = Double(total)
    intervals = counts.map { count in
      let proportion = Double(count) / n
      let below = Double(margin.whole) / n
      let above = (Double(margin.whole) + 2 * margin.fraction) / n
      return max(0, proportion - below)...min(1, proportion + above)
    }
  }

  /// How far the counts may lie from what was observed: c, and δ.
  private struct Margin {
    var whole: Int
    var fraction: Double
  }

  /// The margin whose coverage is `level`; `nil` if none within the sum of the counts has it.
  private static func margin(counts: [Int], total: Int, level: Double) -> Margin? {
    var before = 0.0
    for c in 1...total {
      let coverage = coverage(counts: counts, total: total, margin: c)
      if coverage > level, before < level {
        return Margin(whole: c - 1, fraction: (level - before) / (coverage - before))
      }
      before = coverage
    }
    return nil
  }

  /// The probability that multinomial counts all lie within `margin` of `counts`.
  private static func coverage(counts: [Int], total: Int, margin: Int) -> Double {
    let parts = counts.map { TruncatedPoisson(mean: $0, within: margin) }
    let variance = parts.reduce(0) { $0 + $1.variance }
    let n = Double(total)
    // No variable part: each count is as observed, with the probability that the parts state.
    guard variance > 0 else { return parts.reduce(1) { $0 * $1.probability } }
    let deviation = variance.squareRoot()
    let z = (n - parts.reduce(0) { $0 + $1.mean }) / deviation
    let skewness = parts.reduce(0) { $0 + $1.thirdMoment } / (deviation * variance)
    let excess =
      parts.reduce(0) { $0 + $1.fourthMoment - 3 * $1.variance * $1.variance }
      / (variance * variance)
    let z2 = z * z
    let expansion =
      1 + skewness * z * (z2 - 3) / 6 + excess * (z2 * z2 - 6 * z2 + 3) / 24
      + skewness * skewness * (z2 * z2 * z2 - 15 * z2 * z2 + 45 * z2 - 15) / 72
    let density = expansion * Double.exp(-z2 / 2) / (2 * .pi).squareRoot() / deviation
    let truncation = parts.reduce(1) { $0 * $1.probability }
    return density * truncation / poisson(total, mean: n)
  }
}

/// A Poisson variable given that it lies within a margin of its mean, a whole number.
private struct TruncatedPoisson {
  /// The probability that the variable lies within the margin.
  var probability: Double
  var mean: Double
  var variance: Double
  /// The third central moment.
  var thirdMoment: Double
  /// The fourth central moment.
  var fourthMoment: Double

  init(mean expected: Int, within margin: Int) {
    let masses = (max(0, expected - margin)...(expected + margin)).map {
      (value: Double($0), mass: poisson($0, mean: Double(expected)))
    }
    let probability = masses.reduce(0) { $0 + $1.mass }
    let mean = masses.reduce(0) { $0 + $1.value * $1.mass } / probability
    func moment(_ power: Int) -> Double {
      masses.reduce(0) { $0 + Double.pow($1.value - mean, power) * $1.mass } / probability
    }
    self.probability = probability
    self.mean = mean
    variance = moment(2)
    thirdMoment = moment(3)
    fourthMoment = moment(4)
  }
}

/// The probability that a Poisson variable of that mean is `count`.
private func poisson(_ count: Int, mean: Double) -> Double {
  if mean == 0 { return count == 0 ? 1 : 0 }
  return Double.exp(Double(count) * Double.log(mean) - mean - Double.logGamma(Double(count) + 1))
}
