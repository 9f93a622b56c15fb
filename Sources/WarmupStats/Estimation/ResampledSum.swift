// SPDX-License-Identifier: GPL-3.0-or-later

internal import RealModule

/// The sum of as many draws, with replacement, from each of some segments as it has values;
/// standardised to mean 0 and standard deviation 1.
///
/// Its characteristic function is the product over the segments of φₛ(ω)^nₛ, where φₛ is that of
/// one draw from segment s and nₛ the number of its values.
struct ResampledSum {
  /// The values of one segment, less their mean, in standard deviations of the whole sum.
  struct Segment {
    var deviations: [Double]
    /// How many values are drawn; as a rule as many as there are.
    var draws: Int
    var variance: Double
    var fourthMoment: Double

    init(_ deviations: [Double], draws: Int) {
      self.deviations = deviations
      self.draws = draws
      let count = Double(deviations.count)
      variance = deviations.reduce(0) { $0 + $1 * $1 } / count
      fourthMoment = deviations.reduce(0) { $0 + $1 * $1 * $1 * $1 } / count
    }
  }

  /// The mean of the mean of the draws, in the unit of the values.
  let mean: Double
  /// The standard deviation of the mean of the draws, in the unit of the values.
  let standardDeviation: Double
  /// The segments whose values are not all equal.
  let segments: [Segment]
  /// How many values are drawn, apart from segments of equal values.
  var drawCount: Int { segments.reduce(0) { $0 + $1.draws } }
  /// The standardised sums outside which there lies less than 1e-16 of the probability.
  let bounds: ClosedRange<Double>

  /// Prepares the sum of draws from `values`, an array per segment.
  ///
  /// - Precondition: there is a value, and all are finite.
  init(segments: [[Double]]) {
    let values = segments.filter { !$0.isEmpty }
    let count = values.reduce(0) { $0 + $1.count }
    precondition(count > 0, "there is no mean of no values")
    let means = values.map(\.accurateMean)
    mean = zip(values, means).reduce(0) { $0 + Double($1.0.count) * $1.1 } / Double(count)
    let varying = zip(values, means).filter { $0.0.contains { [first = $0.0[0]] in $0 != first } }
    let sumVariance = varying.reduce(0) { total, segment in
      segment.0.reduce(total) { $0 + ($1 - segment.1) * ($1 - segment.1) }
    }
    let scale = sumVariance.squareRoot()
    standardDeviation = scale / Double(count)
    self.segments = varying.map { values, mean in
      Segment(values.map { ($0 - mean) / scale }, draws: values.count)
    }
    bounds = Self.bounds(of: self.segments)
  }

  /// Prepares the sum of draws from segments that are standardised already.
  ///
  /// - Precondition: the draws from all of them have mean 0 and variance 1 together.
  init(standardized segments: [Segment]) {
    mean = 0
    standardDeviation = 1
    self.segments = segments
    bounds = Self.bounds(of: segments)
  }

  /// Bounds on the sum, each as near as it is known to be.
  private static func bounds(of segments: [Segment]) -> ClosedRange<Double> {
    func bound(_ greatest: [Double]) -> Double {
      let greatestSum = zip(segments, greatest)
        .reduce(0) { $0 + Double($1.0.draws) * $1.1 }
      return self.bound(greatestTerm: greatest.max() ?? 0, greatestSum: greatestSum)
    }
    return -bound(
      segments.map { -($0.deviations.min() ?? 0) })...bound(
        segments.map { $0.deviations.max() ?? 0 })
  }

  /// What a sum of variance 1 of independent terms of mean 0 exceeds with a probability of less
  /// than 1e-16: from Bernstein's inequality, or a little more than the greatest possible sum.
  ///
  /// P(S ≥ z) ≤ exp(−z² / (2 + 2bz/3)) if no term is greater than b.
  static func bound(greatestTerm b: Double, greatestSum: Double) -> Double {
    let exponent = 37.0  // exp(−37) is less than 1e-16
    let half = exponent * b / 3
    return min(half + (half * half + 2 * exponent).squareRoot(), greatestSum * 1.02)
  }

  /// The characteristic function at `step`, 2·`step`, …, `count`·`step`.
  func characteristicFunction(step: Double, count: Int) -> [(real: Double, imaginary: Double)] {
    logarithm(step: step, count: count).map {
      let modulus = Double.exp($0.modulus)
      return (modulus * Double.cos($0.argument), modulus * Double.sin($0.argument))
    }
  }

  /// The logarithms of the modulus and the argument of the characteristic function, unwrapped, at
  /// `step`, 2·`step`, …, `count`·`step`.
  func logarithm(step: Double, count: Int) -> [(modulus: Double, argument: Double)] {
    var logarithms = [(modulus: Double, argument: Double)](repeating: (0, 0), count: count)
    for segment in segments {
      let draws = Double(segment.draws)
      let means = HarmonicMeans(of: segment.deviations, step: step, count: count)
      for k in 0..<count {
        let (x, y) = (means.cosinesLessOne[k], means.sines[k])
        // log(1 + x + iy), where |1 + x + iy|² − 1 = 2x + x² + y² without cancellation.
        logarithms[k].modulus += draws * 0.5 * Double.log(onePlus: max(-1, 2 * x + x * x + y * y))
        logarithms[k].argument += draws * Double.atan2(y: y, x: 1 + x)
      }
    }
    return logarithms
  }
}
