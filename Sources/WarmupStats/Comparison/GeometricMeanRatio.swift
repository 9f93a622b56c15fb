// SPDX-License-Identifier: GPL-3.0-or-later

internal import GSL
internal import RealModule

/// The geometric mean over benchmarks of their ratios of means, candidate to baseline, with an
/// interval.
///
/// The benchmarks are taken as given, so the interval tells of measurement alone, not of which
/// benchmarks were chosen. The logarithm of a ratio of means a and b with standard errors s_a and
/// s_b has about the variance s_a²/a² + s_b²/b² (delta method); that of the mean of m logarithms is
/// the sum of all of them over m². It has the degrees of freedom of that sum of 2m parts, by
/// Satterthwaite, "An approximate distribution of estimates of variance components", Biometrics
/// Bulletin 2, 1946, https://doi.org/10.2307/3002019, and the interval is Student's.
public struct GeometricMeanRatio: Sendable, Hashable, Codable {
  /// The geometric mean of the ratios; below 1 is faster.
  public var ratio: Double
  /// The interval of the ratio, or why there is none.
  public var interval: RatioInterval
  /// The level of the interval, in (0, 1).
  public var level: Double
  /// How many benchmarks take part.
  public var benchmarks: Int
  /// How many benchmarks were left out because their ratio has no interval.
  public var leftOut: Int

  /// The geometric mean over the benchmarks whose ratio has an interval; over all of them, without
  /// an interval, if none has one; `nil` if there are none.
  ///
  /// - Precondition: `level` lies in (0, 1).
  /// - Complexity: O(number of benchmarks).
  package init?(over effects: [EffectSize], level: Double) {
    guard !effects.isEmpty else { return nil }
    let known = effects.filter { $0.interval.range != nil }
    let averaged = known.isEmpty ? effects : known
    let count = Double(averaged.count)
    let logarithm = averaged.reduce(0) { $0 + Double.log($1.ratio) } / count
    ratio = Double.exp(logarithm)
    self.level = level
    benchmarks = averaged.count
    leftOut = effects.count - averaged.count
    let parts = averaged.flatMap { [$0.baseline.relativeError, $0.candidate.relativeError] }
      .compactMap(\.self)
    guard parts.count == 2 * averaged.count else {
      interval = .singleExecution
      return
    }
    let variance = parts.reduce(0) { $0 + $1.variance } / (count * count)
    let halfWidth =
      StudentT(degreesOfFreedom: effectiveDegreesOfFreedom(of: parts)).quantile((1 + level) / 2)
      * variance.squareRoot()
    interval = .bounded(Double.exp(logarithm - halfWidth)...Double.exp(logarithm + halfWidth))
  }
}

extension EffectSize.Side {
  /// The variance of the logarithm of the mean, by the delta method.
  fileprivate var relativeError: (variance: Double, degreesOfFreedom: Double)? {
    meanOfExecutions.map {
      ($0.squaredError / ($0.mean * $0.mean), $0.degreesOfFreedom)
    }
  }
}
