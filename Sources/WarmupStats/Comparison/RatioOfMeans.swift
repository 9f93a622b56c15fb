// SPDX-License-Identifier: GPL-3.0-or-later

internal import GSL

/// How many degrees of freedom the t quantiles of a ratio's interval have.
package enum RatioDegreesOfFreedom: Sendable, Hashable, Codable {
  /// As many as both sides have together, by Welch and Satterthwaite.
  ///
  /// With variances A of the baseline's mean a and B of the candidate's mean b, and θ = b/a, these
  /// are (B + θ²A)² / (B²/ν_b + θ⁴A²/ν_a). Satterthwaite, "An approximate distribution of estimates
  /// of variance components", Biometrics Bulletin 2, 1946, https://doi.org/10.2307/3002019. From
  /// three executions a side on the interval covers what it states; where a side has two, each side
  /// keeps its own degrees of freedom, for there the approximation covers too little.
  case together
  /// Each side has its own, one less than its executions: the published form of Kalibera and Jones,
  /// which covers more than it states, about 97 % at 95 %.
  case separate
}

/// The ratio of two independent means, candidate to baseline, and how well it is known.
struct RatioOfMeans: Sendable, Hashable {
  var candidate: MeanOfExecutions
  var baseline: MeanOfExecutions
  /// The degrees of freedom of both means together; `nil` if each keeps its own.
  private let together: Double?

  init(
    of candidate: MeanOfExecutions, to baseline: MeanOfExecutions,
    degreesOfFreedom: RatioDegreesOfFreedom
  ) {
    self.candidate = candidate
    self.baseline = baseline
    let fewest = min(candidate.degreesOfFreedom, baseline.degreesOfFreedom)
    guard degreesOfFreedom == .together, fewest > 1 else {
      together = nil
      return
    }
    let ratio = candidate.mean / baseline.mean
    together = effectiveDegreesOfFreedom(of: [
      (candidate.squaredError, candidate.degreesOfFreedom),
      (ratio * ratio * baseline.squaredError, baseline.degreesOfFreedom),
    ])
  }

  /// The ratio itself.
  var ratio: Double { candidate.mean / baseline.mean }

  /// The values that the ratio is believed to have: Fieller's interval.
  ///
  /// It holds the θ for which (b − θa)² ≤ t²(B + θ²A), and is bounded only if a² > t²A.
  ///
  /// - Precondition: `level`, 1 − α, lies in (0, 1).
  func interval(level: Double) -> RatioInterval {
    let (newSquare, oldSquare) = squaredHalfWidths(level: level)
    let leading = baseline.mean * baseline.mean - oldSquare
    guard leading > 0 else { return .unbounded }
    let product = baseline.mean * candidate.mean
    let discriminant =
      baseline.mean * baseline.mean * newSquare + candidate.mean * candidate.mean * oldSquare
      - newSquare * oldSquare
    let root = max(0, discriminant).squareRoot()
    return .bounded((product - root) / leading...(product + root) / leading)
  }

  /// The least α at which the interval does not hold `ratio`: the two-sided p-value of that ratio.
  func pValue(of ratio: Double) -> Double {
    let difference = abs(candidate.mean - ratio * baseline.mean)
    if difference == 0 { return 1 }
    if let together {
      let error = (candidate.squaredError + ratio * ratio * baseline.squaredError).squareRoot()
      return 2 * StudentT(degreesOfFreedom: together).probability(atMost: -difference / error)
    }
    func excludes(_ alpha: Double) -> Bool {
      let (newSquare, oldSquare) = squaredHalfWidths(level: 1 - alpha)
      return difference * difference > newSquare + ratio * ratio * oldSquare
    }
    // Halving the logarithm: small p-values matter as parts of themselves.
    var (least, greatest) = (1e-15, 1.0)
    if excludes(least) { return least }
    while greatest / least > 1 + 1e-10 {
      let middle = (least * greatest).squareRoot()
      if excludes(middle) { greatest = middle } else { least = middle }
    }
    return greatest
  }

  private func squaredHalfWidths(level: Double) -> (candidate: Double, baseline: Double) {
    precondition(level > 0 && level < 1, "the level of an interval lies between 0 and 1")
    func square(_ side: MeanOfExecutions) -> Double {
      let t = StudentT(degreesOfFreedom: together ?? side.degreesOfFreedom)
        .quantile((1 + level) / 2)
      return t * t * side.squaredError
    }
    return (square(candidate), square(baseline))
  }
}

/// The degrees of freedom of a sum of independent estimated variances, by Satterthwaite; infinite if
/// all of them are stated or 0.
func effectiveDegreesOfFreedom(
  of parts: [(variance: Double, degreesOfFreedom: Double)]
) -> Double {
  let sum = parts.reduce(0) { $0 + $1.variance }
  // Divided first, so that no square leaves the range of numbers.
  let squares = parts.reduce(0) { total, part in
    let share = sum > 0 ? part.variance / sum : 0
    return total + share * share / part.degreesOfFreedom
  }
  return squares > 0 ? 1 / squares : .infinity
}
