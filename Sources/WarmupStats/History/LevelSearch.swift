// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints
internal import GSL
internal import RealModule

/// The levels of a series whose values vary around them alike, as ``History`` explains.
struct LevelSearch {
  /// A level has at least so many values.
  static let leastLength = 2

  /// A change from one level to the next.
  struct Change {
    /// The first value of the new level.
    var first: Int
    /// The values that the new level may begin with.
    var possible: ClosedRange<Int>
    /// The new level less the old one.
    var difference: Double
    /// How far the ends of the interval of ``difference`` lie from it.
    var halfWidth: Double
  }

  private let values: [Double]
  /// What the resolution of the values adds to their variance.
  private let leastVariance: Double
  /// The levels, first to last.
  private(set) var levels: [Segment]

  /// Finds the levels.
  ///
  /// - Parameters:
  ///   - values: the series, of at least one value.
  ///   - leastVariance: what the resolution of the values adds to their variance; positive.
  ///   - falseAlarmRate: the greatest probability of a change in a series without any, in (0, 1).
  init(values: [Double], leastVariance: Double, falseAlarmRate: Double) {
    self.values = values
    self.leastVariance = leastVariance
    levels =
      PELT(penalty: .manual(0), minimumSegmentLength: values.count)
      .segmentation(of: values).segments
    let places = values.count - 2 * Self.leastLength + 1
    guard places > 0 else { return }
    // Each round has more levels than the one before it, so it ends.
    while let variation = SuccessiveDifferences(of: values, levels: levels.map(\.range)) {
      let quantile = StudentT(degreesOfFreedom: variation.degreesOfFreedom)
        .quantile(1 - falseAlarmRate / Double(2 * places))
      let found = PELT(
        cost: .normalMean(variance: variation.variance + leastVariance),
        penalty: .manual(quantile * quantile), minimumSegmentLength: Self.leastLength
      ).segmentation(of: values).segments
      guard found.count > levels.count else { return }
      levels = found
    }
  }

  /// The first value of each level but the first.
  var changepoints: [Int] { levels.dropFirst().map(\.range.lowerBound) }

  /// How many values there are beyond one per level.
  private var degreesOfFreedom: Int { values.count - levels.count }

  /// The variance of the values around their levels; `nil` if no value is left to tell.
  var variance: Double? {
    guard degreesOfFreedom > 0 else { return nil }
    let squares = levels.reduce(0) { $0 + $1.variance * Double($1.range.count) }
    return squares / Double(degreesOfFreedom) + leastVariance
  }

  /// The changes, with what is known of each at a level of confidence in (0, 1).
  ///
  /// - Complexity: O(n) for n values.
  func changes(level: Double) -> [Change] {
    guard let variance else { return [] }
    let quantile = StudentT(degreesOfFreedom: Double(degreesOfFreedom)).quantile((1 + level) / 2)
    return zip(levels, levels.dropFirst()).map { before, after in
      let shares = 1 / Double(before.range.count) + 1 / Double(after.range.count)
      return Change(
        first: after.range.lowerBound,
        possible: firstValues(of: after, following: before, variance: variance, level: level),
        difference: after.mean - before.mean,
        halfWidth: quantile * (variance * shares).squareRoot())
    }
  }

  /// The values that a level may begin with: the shortest run around the likeliest one that holds
  /// the true one with a probability of `level`, if all are equally likely beforehand and the two
  /// levels are not known.
  ///
  /// Of a place that leaves the sum of squares Q around the two means the probability is
  /// proportional to exp(−Q/2σ²). Smith, "A Bayesian approach to inference about a change-point in a
  /// sequence of random variables", Biometrika 62, 1975, https://doi.org/10.1093/biomet/62.2.407.
  private func firstValues(
    of after: Segment, following before: Segment, variance: Double, level: Double
  ) -> ClosedRange<Int> {
    let range = before.range.lowerBound..<after.range.upperBound
    let sums = values[range].reduce(into: [0.0]) { $0.append($0.last! + ($1 - before.mean)) }
    let (count, whole) = (Double(range.count), sums[range.count])
    // What a place explains is all that differs between the sums of squares.
    let explained = (1..<range.count).map { place -> Double in
      let (left, right) = (sums[place], whole - sums[place])
      return left * left / Double(place) + right * right / (count - Double(place))
    }
    let most = explained.max() ?? 0
    let weights = explained.map { Double.exp(($0 - most) / (2 * variance)) }
    let wanted = level * weights.reduce(0, +)
    let start = after.range.lowerBound - range.lowerBound - 1
    var (held, sum) = (start...start, weights[start])
    while sum < wanted, held.count < weights.count {
      let left = held.lowerBound > 0 ? weights[held.lowerBound - 1] : -1
      let right = held.upperBound < weights.count - 1 ? weights[held.upperBound + 1] : -1
      held =
        left > right
        ? held.lowerBound - 1...held.upperBound : held.lowerBound...held.upperBound + 1
      sum += max(left, right)
    }
    let offset = range.lowerBound + 1
    return held.lowerBound + offset...held.upperBound + offset
  }

  /// The correlation of successive distances from the level, if that is significant at one per cent.
  ///
  /// Without dependence it has a standard deviation of about 1/√n. Fewer than 20 values do not tell.
  var dependence: Double? {
    guard values.count >= 20 else { return nil }
    var (products, squares) = (0.0, 0.0)
    for level in levels {
      let distances = values[level.range].map { $0 - level.mean }
      squares += distances.reduce(0) { $0 + $1 * $1 }
      products += zip(distances, distances.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
    }
    guard squares > 0 else { return nil }
    let correlation = products / squares
    let limit = StudentT(degreesOfFreedom: .infinity).quantile(0.99)
    return correlation * Double(values.count).squareRoot() > limit ? correlation : nil
  }
}
