// SPDX-License-Identifier: GPL-3.0-or-later

internal import GSL
internal import RealModule

/// The ratio of the means of two resamples, each drawn with replacement in its own size: the limit
/// of infinitely many resamples.
///
/// P(mean of one ≤ ρ · mean of the other) is the probability that A − ρB is at most 0, a sum of
/// independent draws. Values so large that they outweigh all the others are first counted by how
/// often they are drawn (binomially), for no series or grid resolves what is left beside them; a
/// handful of values are enumerated.
package struct ResampledRatio: Sendable {
  private let numerator: DrawnValues
  private let denominator: DrawnValues

  /// The ratio of the mean of `numerator` to that of `denominator`.
  ///
  /// - Precondition: neither is empty, all values are finite, and those of the denominator positive.
  package init(of numerator: [Double], to denominator: [Double]) {
    self.numerator = DrawnValues(numerator, weight: 1 / Double(numerator.count))
    self.denominator = DrawnValues(denominator, weight: 1 / Double(denominator.count))
  }

  /// The ratio of the means of the values themselves.
  package var center: Double { numerator.mean / denominator.mean }

  /// The probability of a ratio of at most `ratio`.
  ///
  /// - Complexity: O(values) far from the ratio's center; elsewhere as
  ///   ``ResampledMeanDistribution/init(resampling:)``.
  package func probability(atMost ratio: Double) -> Double {
    probability(ratio, isStrict: false)
  }

  /// The probability of a ratio of less than `ratio`, which is less than that of at most `ratio`
  /// where nothing varies.
  package func probability(below ratio: Double) -> Double { probability(ratio, isStrict: true) }

  private func probability(_ ratio: Double, isStrict: Bool) -> Double {
    let sum = DrawnSum(parts: [numerator, denominator.weighted(by: -ratio)])
    return min(1, max(0, sum.probability([Outcome(value: 0, probability: 1)], isStrict, depth: 0)))
  }

  /// The ratio that is not exceeded with probability `p`, right to ten digits; that of ``draws``
  /// resamples where many values make the distribution function too dear, because several of them
  /// outweigh the others or because it has steps.
  ///
  /// - Precondition: `p` lies in (0, 1), and all values are positive.
  /// - Complexity: about ten times that of ``probability(atMost:)``; O(``draws`` · n) of n values
  ///   where it is drawn.
  package func quantile(_ p: Double) -> Double {
    computedQuantile(p) ?? drawn()?.quantile(p) ?? center
  }

  /// The interval outside which the ratio lies with probability `tail` on either side, of the same
  /// resamples at both ends if either needs them.
  ///
  /// - Precondition: `tail` lies in (0, 0.5), and all values are positive.
  /// - Complexity: twice that of ``quantile(_:)``, but what is drawn is drawn once.
  package func interval(tail: Double) -> ClosedRange<Double> {
    if let lower = computedQuantile(tail), let upper = computedQuantile(1 - tail) {
      return lower...max(lower, upper)
    }
    guard let ratios = drawn() else { return center...center }
    return ratios.quantile(tail)...ratios.quantile(1 - tail)
  }

  /// The quantile by the distribution function, unless that is too dear.
  private func computedQuantile(_ p: Double) -> Double? {
    let sum = DrawnSum(parts: [numerator, denominator.weighted(by: -center)])
    guard sum.variance > 0 else { return center }
    guard sum.outweighingValues < 2 else { return nil }
    let search = QuantileSearch(
      bounds:
        numerator.least / denominator.greatest...numerator.greatest / denominator.least)
    let deviation = sum.variance.squareRoot() / denominator.mean
    let guess = center + deviation * StandardNormal.quantile(exceededWith: 1 - p)
    let smooth = search.quantile(
      p, of: probability(atMost:), near: guess, deviation: deviation, precision: 1e-10)
    if let smooth { return smooth }
    let count = numerator.values.count + denominator.values.count
    return count > Self.manyValues ? nil : search.quantile(p, of: probability(atMost:))
  }

  /// How many resamples are drawn where that is cheaper, as many as the published study drew.
  ///
  /// The probability of 2.5 % is then right to 0.16 percentage points, one standard error.
  package static let draws = 10_000
  /// Of so few values even a dear distribution function is evaluated a hundred times.
  private static let manyValues = 100

  /// The ratios of resamples, the same ones whenever they are asked for.
  private func drawn() -> SortedSample? {
    var generator = Xoshiro256(seed: 0)
    return SortedSample(
      (0..<Self.draws).map { _ in
        numerator.drawnMean(using: &generator) / denominator.drawnMean(using: &generator)
      })
  }
}

/// What a sum has come to already, and how probable that is.
private struct Outcome {
  var value: Double
  var probability: Double
}

/// Values from which some are drawn with replacement, each counted with a weight.
private struct DrawnValues {
  private(set) var values: [Double]
  /// How many are drawn.
  var draws: Int
  /// What a drawn value is multiplied by.
  private(set) var weight: Double
  private(set) var mean = 0.0
  /// The means of the second, third and fourth power of the deviations; 0 if all are equal.
  private(set) var moments = (second: 0.0, third: 0.0, fourth: 0.0)
  /// The index of the value that is farthest from the mean.
  private(set) var farthest = 0
  private(set) var least = 0.0
  private(set) var greatest = 0.0

  init(_ values: [Double], weight: Double) {
    self.init(values, draws: values.count, weight: weight)
  }

  private init(_ values: [Double], draws: Int, weight: Double) {
    self.values = values
    self.draws = draws
    self.weight = weight
    mean = values.accurateMean
    (least, greatest) = (values.min() ?? 0, values.max() ?? 0)
    guard least < greatest else { return }
    var distance = 0.0
    for (index, value) in values.enumerated() {
      let deviation = value - mean
      let square = deviation * deviation
      moments.second += square
      moments.third += square * deviation
      moments.fourth += square * square
      if square > distance { (farthest, distance) = (index, square) }
    }
    let count = Double(values.count)
    moments = (moments.second / count, moments.third / count, moments.fourth / count)
  }

  /// The mean of as many values, drawn at random.
  func drawnMean(using generator: inout Xoshiro256) -> Double {
    var sum = 0.0
    for _ in values { sum += values[Int.random(in: 0..<values.count, using: &generator)] }
    return sum / Double(values.count)
  }

  func weighted(by factor: Double) -> DrawnValues {
    var copy = self
    copy.weight *= factor
    return copy
  }

  /// The variance of the sum of the weighted draws.
  var variance: Double { Double(draws) * weight * weight * moments.second }

  /// The same without the value that is farthest from the mean.
  var varianceWithoutFarthest: Double {
    guard values.count > 1 else { return 0 }
    let count = Double(values.count)
    let deviation = values[farthest] - mean
    let squares = count * moments.second - deviation * deviation * count / (count - 1)
    return Double(draws) * weight * weight * max(0, squares) / (count - 1)
  }

  /// The same values without the one that is farthest from the mean.
  func withoutFarthest() -> DrawnValues {
    var rest = values
    rest.remove(at: farthest)
    return DrawnValues(rest, draws: draws, weight: weight)
  }
}

/// A sum of weighted draws.
private struct DrawnSum {
  var parts: [DrawnValues]

  /// A value outweighs the others if without it the variance is less than this part.
  private static let outweighs = 1.0 / 25
  /// How many such values are counted one after the other.
  private static let greatestDepth = 4
  /// What comes out with less probability is left out.
  private static let negligible = 1e-12
  /// Up to so many values are enumerated.
  private static let fewValues = 7

  /// The probability that an outcome and the sum together are at most 0, or less than 0.
  func probability(_ outcomes: [Outcome], _ isStrict: Bool, depth: Int) -> Double {
    guard variance > 0 else {
      let constant = parts.reduce(0) { $0 + Double($1.draws) * $1.weight * $1.mean }
      return outcomes.reduce(0) {
        let total = $1.value + constant
        return $0 + (total < 0 || total == 0 && !isStrict ? $1.probability : 0)
      }
    }
    for index in parts.indices where parts[index].variance > 0 {
      guard let enumerated = enumerated(index) else { continue }
      var rest = self
      rest.parts.remove(at: index)
      let all = outcomes.flatMap { outcome in
        enumerated.map {
          Outcome(
            value: outcome.value + $0.value, probability: outcome.probability * $0.probability)
        }
      }
      return rest.probability(all, isStrict, depth: depth)
    }
    if depth < Self.greatestDepth, let index = outweighedPart {
      return conditioned(on: index, outcomes, isStrict, depth: depth)
    }
    return StandardizedSum(self).probability(outcomes)
  }

  /// The variance of the sum.
  var variance: Double { parts.reduce(0) { $0 + $1.variance } }

  /// A part one value of which outweighs all others of the sum; `nil` if there is none.
  private var outweighedPart: Int? {
    parts.indices.first { index in
      let part = parts[index]
      return part.variance > 0 && part.values.count > Self.fewValues
        && variance - part.variance + part.varianceWithoutFarthest < Self.outweighs * variance
    }
  }

  /// How many values outweigh all others one after another, up to ``greatestDepth``.
  var outweighingValues: Int {
    var rest = self
    for count in 0..<Self.greatestDepth {
      guard let index = rest.outweighedPart else { return count }
      rest.parts[index] = rest.parts[index].withoutFarthest()
    }
    return Self.greatestDepth
  }

  /// The outcomes of one part, if its values are few.
  private func enumerated(_ index: Int) -> [Outcome]? {
    let part = parts[index]
    guard part.values.count <= Self.fewValues else { return nil }
    let probability = 1 / Double(part.values.count)
    let drawn = DiscreteDistribution(part.values.map { ($0 * part.weight, probability) })
    guard let sums = DiscreteDistribution(summing: [(part.draws, drawn)], limit: 1 << 12) else {
      return nil
    }
    return zip(sums.values, sums.probabilities).map { Outcome(value: $0, probability: $1) }
  }

  /// The probability by how often the value of a part that is farthest from its mean is drawn.
  private func conditioned(
    on index: Int, _ outcomes: [Outcome], _ isStrict: Bool, depth: Int
  ) -> Double {
    let part = parts[index]
    let value = part.values[part.farthest] * part.weight
    let rest = part.withoutFarthest()
    let share = 1 / Double(part.values.count)
    var total = 0.0
    // The binomial probability of drawing the value 0, 1, … times.
    var weight = Double.exp(Double(part.draws) * Double.log(onePlus: -share))
    for times in 0...part.draws {
      if weight > Self.negligible {
        var sum = self
        sum.parts[index] = rest
        sum.parts[index].draws = part.draws - times
        let moved = outcomes.map {
          Outcome(value: $0.value + Double(times) * value, probability: $0.probability)
        }
        total += weight * sum.probability(moved, isStrict, depth: depth + 1)
      } else if Double(times) > Double(part.draws) * share {
        break
      }
      weight *= Double(part.draws - times) / Double(times + 1) * share / (1 - share)
    }
    return total
  }
}

/// A sum that varies, on the scale of its own standard deviations.
private struct StandardizedSum {
  private let sum: DrawnSum
  private let mean: Double
  private let deviation: Double
  private let skewness: Double
  private let excess: Double

  /// So many standard deviations from the mean nothing is left that matters.
  private static let far = 8.0
  /// The same where the sum is nearly normal.
  private static let farIfNormal = 5.0

  init(_ sum: DrawnSum) {
    self.sum = sum
    mean = sum.parts.reduce(0) { $0 + Double($1.draws) * $1.weight * $1.mean }
    let variance = sum.parts.reduce(0) { $0 + $1.variance }
    deviation = variance.squareRoot()
    var (third, fourth) = (0.0, 0.0)
    for part in sum.parts {
      let scale = part.weight / deviation
      let second = part.moments.second * scale * scale
      third += Double(part.draws) * part.moments.third * scale * scale * scale
      let fourthMoment = part.moments.fourth * scale * scale * scale * scale
      fourth += Double(part.draws) * (fourthMoment - 3 * second * second)
    }
    (skewness, excess) = (third, fourth)
  }

  func probability(_ outcomes: [Outcome]) -> Double {
    let isNearlyNormal = abs(skewness) < 0.3 && abs(excess) < 0.5
    let limit = isNearlyNormal ? Self.farIfNormal : Self.far
    var distribution: ((Double) -> Double)?
    var total = 0.0
    for outcome in outcomes {
      let z = (-outcome.value - mean) / deviation
      if z >= limit {
        total += outcome.probability
      } else if z > -limit {
        let function = distribution ?? self.distribution
        distribution = function
        total += outcome.probability * function(z)
      }
    }
    return total
  }

  /// The distribution function of the sum in standard deviations from its mean.
  private var distribution: (Double) -> Double {
    let segments = sum.parts.filter { $0.variance > 0 && $0.draws > 0 }.map { part in
      ResampledSum.Segment(
        part.values.map { ($0 - part.mean) * part.weight / deviation }, draws: part.draws)
    }
    let standardized = ResampledSum(standardized: segments)
    if let series = FourierSeriesDistribution(of: standardized) {
      return series.probability(atMost:)
    }
    return TabulatedDistribution(of: standardized, points: 1 << 15).probability(atMost:)
  }
}
