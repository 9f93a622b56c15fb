// SPDX-License-Identifier: GPL-3.0-or-later

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
    let sorted = atoms.sorted { $0.value < $1.value }
    rounding = 1e-13 * max(abs(sorted[0].value), abs(sorted[sorted.count - 1].value))
    var values: [Double] = []
    var probabilities: [Double] = []
    for atom in sorted {
      if let last = values.last, atom.value - last <= rounding {
        probabilities[probabilities.count - 1] += atom.probability
      } else {
        values.append(atom.value)
        probabilities.append(atom.probability)
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
    var sums: [(value: Double, probability: Double)] = [(0, 1)]
    for (count, distribution) in draws {
      let part = distribution.sums(ofDraws: count)
      sums = sums.flatMap { sum in
        part.map { (sum.value + $0.value, sum.probability * $0.probability) }
      }
    }
    self.init(sums)
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
  private func sums(ofDraws count: Int) -> [(value: Double, probability: Double)] {
    let logarithms = probabilities.map { Double.log($0) }
    let logFactorials = (0...count).map { Double.logGamma(Double($0) + 1) }
    var sums: [(value: Double, probability: Double)] = []
    /// Draws `left` times from the values from `index` on.
    func draw(_ left: Int, from index: Int, sum: Double, logarithm: Double) {
      if index == values.count - 1 {
        let last = logarithm + Double(left) * logarithms[index] - logFactorials[left]
        sums.append((sum + Double(left) * values[index], Double.exp(last)))
        return
      }
      for times in 0...left {
        draw(
          left - times, from: index + 1, sum: sum + Double(times) * values[index],
          logarithm: logarithm + Double(times) * logarithms[index] - logFactorials[times])
      }
    }
    draw(count, from: 0, sum: 0, logarithm: logFactorials[count])
    return sums
  }
}

extension DiscreteDistribution {
  /// The distribution of a resampled sum, if it can come out in few ways; else `nil`.
  init?(of sum: ResampledSum) {
    let draws = sum.segments.map { segment in
      let probability = 1 / Double(segment.deviations.count)
      return (
        count: segment.draws,
        of: DiscreteDistribution(segment.deviations.map { ($0, probability) })
      )
    }
    self.init(summing: draws, limit: 1 << 13)
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
