// SPDX-License-Identifier: GPL-3.0-or-later

/// Measurements that repeat at several levels, such as builds, executions and iterations, with as
/// many repetitions at each level everywhere.
///
/// The model is that of Kalibera and Jones, "Rigorous benchmarking in reasonable time", ISMM 2013,
/// https://doi.org/10.1145/2464157.2464160: each level adds a random effect of its own, whose
/// variance tells how many repetitions it deserves. Levels are ordered from the highest (builds or
/// executions) to the lowest (iterations); the paper numbers them from the lowest, as 1.
package struct NestedSample: Sendable, Hashable {
  /// The values, in their unit; the last level varies fastest.
  package let values: [Double]
  /// How often each level is repeated within one repetition of the level above; highest first.
  package let repetitions: [Int]
  /// How many values were left out so that all repetitions are of equal number.
  package let trimmed: Int

  /// Creates a sample of values of which each level is repeated `repetitions` times.
  ///
  /// - Parameters:
  ///   - values: the values, the last level varying fastest.
  ///   - repetitions: how often each level is repeated, highest level first.
  /// - Precondition: there is a level, each is repeated at least once, and the product of the
  ///   repetitions is the number of values.
  package init(values: [Double], repetitions: [Int]) {
    self.init(values: values, repetitions: repetitions, trimmed: 0)
  }

  /// Creates a sample of two levels from the iterations of some executions, each cut to the
  /// length of the shortest; `nil` if there is no execution, or one without iterations.
  package init?(trimming executions: [[Double]]) {
    guard let shortest = executions.map(\.count).min(), shortest > 0 else { return nil }
    self.init(
      values: executions.flatMap { $0[..<shortest] }, repetitions: [executions.count, shortest],
      trimmed: executions.reduce(0) { $0 + $1.count - shortest })
  }

  private init(values: [Double], repetitions: [Int], trimmed: Int) {
    precondition(!repetitions.isEmpty, "a sample has at least one level")
    precondition(repetitions.allSatisfy { $0 > 0 }, "each level is repeated at least once")
    precondition(
      repetitions.reduce(1, *) == values.count, "there is a value for each repetition")
    self.values = values
    self.repetitions = repetitions
    self.trimmed = trimmed
  }

  /// The mean of all values.
  package var mean: Double { values.accurateMean }

  /// What varies at each level, highest first.
  ///
  /// - Complexity: O(values).
  package var levels: [VarianceLevel] {
    var means = values
    var lowestFirst: [VarianceLevel] = []
    for repetitions in repetitions.reversed() {
      let groups = stride(from: 0, to: means.count, by: repetitions).map {
        Array(means[$0..<($0 + repetitions)])
      }
      let biased = repetitions > 1 ? groups.map(\.sampleVariance).accurateMean : nil
      // What of that the level below explains; nothing is below the lowest.
      let explained: Double? =
        lowestFirst.last.map { below in below.biased.map { $0 / Double(below.repetitions) } } ?? 0
      lowestFirst.append(
        VarianceLevel(
          repetitions: repetitions, biased: biased,
          unbiased: biased.flatMap { biased in explained.map { biased - $0 } }))
      means = groups.map(\.accurateMean)
    }
    return lowestFirst.reversed()
  }

  /// The mean with the interval ȳ ± t(1 − α/2; r − 1)·√(S²/r), S² and r being those of the highest
  /// level; `nil` if that is repeated only once.
  ///
  /// - Precondition: `level`, 1 − α, lies in (0, 1).
  package func meanInterval(level: Double) -> Estimate? {
    MeanOfExecutions(of: self)?.estimate(level: level)
  }
}

/// What varies at one level of a nested sample.
///
/// Kalibera and Jones, ISMM 2013, §6, https://doi.org/10.1145/2464157.2464160.
package struct VarianceLevel: Sendable, Hashable {
  /// How often the level is repeated within one repetition of the level above.
  package var repetitions: Int
  /// S²: the sample variance of the means of the level's repetitions, averaged over those above;
  /// in the unit of the values squared.
  ///
  /// It includes what the levels below add to those means. `nil` if there is one repetition.
  package var biased: Double?
  /// T²: the variance that the level itself adds, S² less a share of the level below's S²,
  /// Tᵢ² = Sᵢ² − Sᵢ₋₁²/rᵢ₋₁; in the unit of the values squared.
  ///
  /// An estimate, it may be negative; then the level adds nothing that could be measured. `nil` if
  /// this level or the one below has one repetition.
  package var unbiased: Double?

  /// T², or 0 in place of a negative estimate.
  package var contribution: Double? { unbiased.map { max(0, $0) } }
}

extension Array where Element == Double {
  /// The unbiased variance of the values, of which there are at least two.
  var sampleVariance: Double {
    let mean = accurateMean
    return reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
  }
}
