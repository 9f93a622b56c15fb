// SPDX-License-Identifier: GPL-3.0-or-later

internal import CKernels
internal import Changepoints
internal import RealModule

/// A distribution of finitely many values.
struct DiscreteDistribution: Sendable {
  /// The values, ascending; at least one.
  let values: [Double]
  /// The probability of each value.
  let probabilities: [Double]
  /// The probability of a value of at most each value.
  private let cumulative: [Double]
  /// By how much values may differ from rounding alone.
  private let rounding: Double

  /// Creates a distribution from values in any order and their probabilities.
  ///
  /// Values that differ by less than rounding explains count as one.
  init(_ atoms: some Sequence<(value: Double, probability: Double)>) {
    self.init(atoms.map { keyed_number(key: $0.value, payload: $0.probability.bitPattern) })
  }

  /// The same from values that carry the bits of their probabilities.
  private init(_ atoms: consuming [keyed_number]) {
    var sorted = consume atoms
    var scratch = sorted
    sorted.sortByKeys(scratch: &scratch)
    // Freed before what is kept is allocated, so much memory at the end of all would go back to the
    // system, and be asked for again at the next distribution.
    defer { withExtendedLifetime(scratch) {} }
    rounding = 1e-13 * max(abs(sorted[0].key), abs(sorted[sorted.count - 1].key))
    var values: [Double] = []
    var probabilities: [Double] = []
    values.reserveCapacity(sorted.count)
    probabilities.reserveCapacity(sorted.count)
    var last = -Double.infinity
    for atom in sorted {
      let probability = Double(bitPattern: atom.payload)
      if atom.key - last <= rounding {
        probabilities[probabilities.count - 1] += probability
      } else {
        last = atom.key
        values.append(last)
        probabilities.append(probability)
      }
    }
    self.values = values
    self.probabilities = probabilities
    var sum = 0.0
    cumulative = probabilities.map {
      sum += $0
      return sum
    }
  }

  /// The sum of independent draws, from each of some distributions its number of them; `nil` if
  /// there are more than `limit` ways in which they can come out, apart from their order.
  init?(
    summing draws: [(count: Int, of: DiscreteDistribution)], limit: Int
  ) {
    var ways = 1.0
    for (count, distribution) in draws {
      ways *= Self.ways(of: count, from: distribution.values.count)
    }
    guard ways <= Double(limit) else { return nil }
    var sums: [keyed_number]?
    for (count, distribution) in draws {
      let part = distribution.sums(ofDraws: count)
      sums = sums.map { $0.flatMap { sum in part.map { sum.joined(by: $0) } } } ?? part
    }
    self.init(sums ?? [keyed_number(key: 0, payload: (1.0).bitPattern)])
  }

  /// The probability of a value of at most `x`.
  ///
  /// - Complexity: O(log n) for n values.
  func probability(atMost x: Double) -> Double {
    let count = values.firstIndexInOrder { !($0 <= x + rounding) }
    return count == 0 ? 0 : count == values.count ? 1 : cumulative[count - 1]
  }

  /// In how many ways `count` draws from so many values can come out, apart from their order.
  private static func ways(of count: Int, from values: Int) -> Double {
    // The binomial coefficient of count + values − 1 over the lesser of count and values − 1.
    let lesser = min(count, values - 1)
    return (0..<lesser).reduce(1.0) { $0 * Double(count + values - 1 - $1) / Double($1 + 1) }
  }

  /// The sums of `count` draws, one for each way in which they can come out.
  private func sums(ofDraws count: Int) -> [keyed_number] {
    var draws = Draws(of: self, count: count)
    draws.draw(count, from: 0, sum: 0, weight: draws.orders)
    return draws.sums
  }

  /// The ways in which draws can come out, as far as they have been gone through.
  ///
  /// A way in which value i comes up tᵢ times has the probability n!·Π pᵢ^tᵢ/tᵢ!.
  private struct Draws {
    /// Up to so many draws have factors that are numbers; those of more exceed their range.
    private static let mostWithoutLogarithms = 100

    let values: [Double]
    /// n!, the number of orders, or its logarithm.
    let orders: Double
    /// p^t/t! for each value and each t up to n, or the logarithms of them.
    private let factors: [Double]
    private let count: Int
    private let areLogarithms: Bool
    private(set) var sums: [keyed_number] = []

    init(of distribution: DiscreteDistribution, count: Int) {
      self.count = count
      values = distribution.values
      areLogarithms = count > Self.mostWithoutLogarithms
      if areLogarithms {
        let logFactorials = (0...count).map { Double.logGamma(Double($0) + 1) }
        orders = logFactorials[count]
        factors = distribution.probabilities.flatMap { probability in
          let logarithm = Double.log(probability)
          return logFactorials.indices.map { Double($0) * logarithm - logFactorials[$0] }
        }
      } else {
        orders = (0..<count).reduce(1) { $0 * Double($1 + 1) }
        factors = distribution.probabilities.flatMap { probability in
          var factor = 1.0
          return (0...count).map { times in
            if times > 0 { factor *= probability / Double(times) }
            return factor
          }
        }
      }
      sums.reserveCapacity(
        Int(clamped: DiscreteDistribution.ways(of: count, from: values.count)))
    }

    /// Draws `left` times from the values from `index` on.
    mutating func draw(_ left: Int, from index: Int, sum: Double, weight: Double) {
      let row = index * (count + 1)
      if left == 0 || index == values.count - 1 {
        let last = joined(weight, factors[row + left])
        let probability = areLogarithms ? Double.exp(last) : last
        sums.append(
          keyed_number(
            key: sum + Double(left) * values[index], payload: probability.bitPattern))
        return
      }
      for times in 0...left {
        draw(
          left - times, from: index + 1, sum: sum + Double(times) * values[index],
          weight: joined(weight, factors[row + times]))
      }
    }

    private func joined(_ first: Double, _ second: Double) -> Double {
      areLogarithms ? first + second : first * second
    }
  }
}

extension keyed_number {
  /// The sum of this value and another that is independent of it, with both their probabilities.
  fileprivate func joined(by other: keyed_number) -> keyed_number {
    let probability = Double(bitPattern: payload) * Double(bitPattern: other.payload)
    return keyed_number(key: key + other.key, payload: probability.bitPattern)
  }
}

extension DiscreteDistribution {
  /// The distribution of a resampled sum, if it can come out in few ways; else `nil`.
  init?(of sum: ResampledSum, mostWays: Int = DiscreteDistribution.mostWays) {
    guard !Self.surelyExceeds(mostWays, sum) else { return nil }
    let draws = sum.segments.map { segment in
      let probability = 1 / Double(segment.deviations.count)
      return (
        count: segment.draws,
        of: DiscreteDistribution(segment.deviations.map { ($0, probability) })
      )
    }
    self.init(summing: draws, limit: mostWays)
  }

  /// In so many ways a resampled sum comes out at most.
  static let mostWays = 1 << 13

  /// Whether the first values of a sum already can come out in more than `limit` ways.
  ///
  /// - Complexity: O(values), and as much again for each of the few that differ.
  private static func surelyExceeds(_ limit: Int, _ sum: ResampledSum) -> Bool {
    var ways = 1.0
    for segment in sum.segments {
      let greatest = segment.deviations.reduce(0) { max($0, abs($1)) }
      // Values farther apart than that are not taken for one.
      let rounding = 1e-13 * greatest
      var found: [Double] = []
      for value in segment.deviations {
        guard !found.contains(where: { abs($0 - value) <= rounding }) else { continue }
        found.append(value)
        let least = ways * Self.ways(of: segment.draws, from: found.count)
        if least > Double(limit) { return true }
      }
      ways *= Self.ways(of: segment.draws, from: found.count)
    }
    return false
  }

  /// The mean over executions under hierarchical resampling, if it can come out in few ways.
  static func grandMean(
    of executions: [[[Double]]]
  ) -> (center: Double, distribution: DiscreteDistribution)? {
    let size = Double(executions.count)
    let sums = executions.map { ResampledSum(segments: $0) }
    let center = sums.map(\.mean).accurateMean
    var atoms: [(value: Double, probability: Double)] = []
    for sum in sums {
      if sum.segments.isEmpty {
        atoms.append((sum.mean, 1 / size))
      } else {
        guard let part = DiscreteDistribution(of: sum), part.values.count <= 512 else { return nil }
        atoms += zip(part.values, part.probabilities).map {
          (sum.mean + sum.standardDeviation * $0, $1 / size)
        }
      }
    }
    let mixture = DiscreteDistribution(atoms.map { (($0.value - center) / size, $0.probability) })
    return DiscreteDistribution(summing: [(executions.count, mixture)], limit: 1 << 14)
      .map { (center, $0) }
  }
}
