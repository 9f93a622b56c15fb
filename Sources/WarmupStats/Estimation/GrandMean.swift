// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints
internal import RealModule

/// The mean over process executions under hierarchical resampling: as many executions as there are
/// are drawn with replacement, and the values of each drawn execution are resampled.
///
/// The mean of one drawn execution is a mixture over the executions of their resampled means; the
/// grand mean is that of K independent ones, so its characteristic function is φ(ω/K)^K with φ
/// that of the mixture.
struct GrandMean {
  let mean: Double
  let standardDeviation: Double
  /// The standardised grand means outside which there lies less than 1e-16 of the probability.
  let bounds: ClosedRange<Double>
  private let executions: [ExecutionMean]

  /// - Precondition: there is an execution, and each has a value.
  init(executions segments: [[[Double]]]) {
    executions = segments.map { ExecutionMean(ResampledSum(segments: $0)) }
    let count = Double(executions.count)
    let mean = executions.map(\.sum.mean).accurateMean
    let variance = executions.reduce(0) {
      let (deviation, within) = ($1.sum.mean - mean, $1.sum.standardDeviation)
      return $0 + (deviation * deviation + within * within) / count
    }
    let scale = (variance / count).squareRoot()
    self.mean = mean
    standardDeviation = scale
    guard scale > 0 else {
      bounds = 0...0
      return
    }
    // What one drawn execution adds to the standardised grand mean, at most.
    let ranges = executions.map { execution in
      let (center, width) = (execution.sum.mean - mean, execution.sum.standardDeviation)
      let low = center + width * execution.sum.bounds.lowerBound
      let high = center + width * execution.sum.bounds.upperBound
      return (low: low / (scale * count), high: high / (scale * count))
    }
    let low = ranges.reduce(0) { min($0, $1.low) }
    let high = ranges.reduce(0) { max($0, $1.high) }
    bounds =
      -ResampledSum.bound(
        greatestTerm: -low, greatestSum: -low * count)...ResampledSum.bound(
        greatestTerm: high, greatestSum: high * count)
  }

  /// The characteristic function at 2π/P, 4π/P, … for the width P of the bounds, as far as it
  /// is not negligible, but at most `limit` frequencies.
  func characteristicFunction(limit: Int) -> [(real: Double, imaginary: Double)] {
    let step = 2 * Double.pi / (bounds.upperBound - bounds.lowerBound)
    let count = frequenciesThatMatter(step: step, limit: limit)
    let size = Double(executions.count)
    let unit = step / (standardDeviation * size)
    var sums = [(real: Double, imaginary: Double)](repeating: (0, 0), count: count)
    for execution in executions {
      let values = execution.characteristicFunction(
        step: unit * execution.sum.standardDeviation, count: count)
      let turn = unit * (execution.sum.mean - mean)
      for k in 0..<count {
        let angle = turn * Double(k + 1)
        let (cosine, sine) = (Double.cos(angle), Double.sin(angle))
        sums[k].real += values[k].real * cosine - values[k].imaginary * sine
        sums[k].imaginary += values[k].real * sine + values[k].imaginary * cosine
      }
    }
    let values = sums.map { sum in
      let (real, imaginary) = (sum.real / size, sum.imaginary / size)
      let modulus = Double.pow((real * real + imaginary * imaginary).squareRoot(), size)
      let argument = size * Double.atan2(y: imaginary, x: real)
      return (real: modulus * Double.cos(argument), imaginary: modulus * Double.sin(argument))
    }
    if count == limit { return values }
    let kept = values.lastIndex { $0.real.magnitude + $0.imaginary.magnitude > 1e-15 } ?? 0
    return Array(values[...kept])
  }

  /// How many frequencies it takes until even the mean modulus over the executions, which is what
  /// |φ| is at most, to the power K is below 1e-14.
  private func frequenciesThatMatter(step: Double, limit: Int) -> Int {
    let size = Double(executions.count)
    let unit = step / (standardDeviation * size)
    let enough = Double.exp(-32 / size)
    func isNegligible(_ k: Int) -> Bool {
      let sum = executions.reduce(0) {
        $0 + $1.modulus(at: unit * Double(k) * $1.sum.standardDeviation)
      }
      return sum / size < enough
    }
    var count = 64
    while count < limit, !isNegligible(count) { count += max(16, count / 8) }
    return min(count, limit)
  }
}

/// The characteristic function of one execution's standardised resampled mean, as often as needed.
///
/// Its logarithm is so smooth that a few dozen values of it, interpolated, give all of it. Whether
/// they do is tested; if not, or if there are few values, each frequency is computed from them.
private struct ExecutionMean {
  let sum: ResampledSum
  /// log φ at 0, `spacing`, 2·`spacing`, …; `nil` if it cannot be interpolated.
  private let logarithms: [(real: Double, imaginary: Double)]?
  private static let spacing = 0.25
  /// Beyond the last of them the modulus is below 1e-15.
  private static let count = 36
  /// How many neighbours an interpolation takes on either side.
  private static let reach = 5

  init(_ sum: ResampledSum) {
    self.sum = sum
    logarithms = Self.interpolable(sum)
  }

  private static func interpolable(_ sum: ResampledSum) -> [(real: Double, imaginary: Double)]? {
    let values = sum.segments.reduce(0) { $0 + $1.deviations.count }
    guard values > 64 else { return nil }
    let sampled = sum.logarithm(step: spacing, count: count + reach)
    let candidate = [(0, 0)] + sampled.map { ($0.modulus, $0.argument) }
    guard candidate[count].0 < -32 else { return nil }
    let isSmooth = [0.5, 2.5, 6.5, 12.5, 20.5].allSatisfy { position in
      let exact = sum.logarithm(step: position * spacing, count: 1)[0]
      let found = interpolated(candidate, at: position)
      let weight = Double.exp(exact.modulus)
      return weight * abs(found.0 - exact.modulus) < 1e-10
        && weight * abs(found.1 - exact.argument) < 1e-10
    }
    return isSmooth ? candidate : nil
  }

  /// φ at `step`, 2·`step`, …, `count`·`step`.
  func characteristicFunction(step: Double, count: Int) -> [(real: Double, imaginary: Double)] {
    guard let logarithms else { return sum.characteristicFunction(step: step, count: count) }
    return (1...count).map { k in
      let position = step * Double(k) / Self.spacing
      guard position < Double(Self.count) else { return (0, 0) }
      let (real, imaginary) = Self.interpolated(logarithms, at: position)
      let modulus = Double.exp(real)
      return (modulus * Double.cos(imaginary), modulus * Double.sin(imaginary))
    }
  }

  /// |φ| at one frequency.
  func modulus(at frequency: Double) -> Double {
    guard let logarithms else {
      if sum.segments.isEmpty { return 1 }
      return Double.exp(sum.logarithm(step: frequency, count: 1)[0].modulus)
    }
    let position = frequency / Self.spacing
    guard position < Double(Self.count) else { return 0 }
    return Double.exp(Self.interpolated(logarithms, at: position).0)
  }

  /// The polynomial through the ten nearest points, at `position` in multiples of the spacing.
  ///
  /// log φ(−ω) is the conjugate of log φ(ω), which supplies the points below 0.
  private static func interpolated(
    _ points: [(real: Double, imaginary: Double)], at position: Double
  ) -> (Double, Double) {
    let below = Int(clamped: position)
    if Double(below) == position { return points[below] }
    var (real, imaginary, weights) = (0.0, 0.0, 0.0)
    for offset in 0..<(2 * reach) {
      let index = below - reach + 1 + offset
      let weight = barycentricWeights[offset] / (position - Double(index))
      let point = points[abs(index)]
      real += weight * point.real
      imaginary += index < 0 ? -weight * point.imaginary : weight * point.imaginary
      weights += weight
    }
    return (real / weights, imaginary / weights)
  }

  /// (−1)^j times the binomial coefficient of j, for equally spaced points (Berrut and Trefethen,
  /// "Barycentric Lagrange interpolation", SIAM Review 46, 2004,
  /// https://doi.org/10.1137/S0036144502417715).
  private static let barycentricWeights: [Double] = [1, -9, 36, -84, 126, -126, 84, -36, 9, -1]
}
