// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints

/// How often to repeat each level of an experiment, found from a pilot.
///
/// Kalibera and Jones, "Rigorous benchmarking in reasonable time", ISMM 2013, §7,
/// https://doi.org/10.1145/2464157.2464160. Below the highest level the best number of repetitions
/// depends on variances and costs alone; the highest is repeated as often as the wanted interval
/// takes. A pilot's answer is a plan, not a promise: its variances are estimates.
package struct ExperimentPlan: Sendable, Hashable, Codable {
  /// What a plan says about one level.
  package struct Level: Sendable, Hashable, Codable {
    /// How often to repeat the level within one repetition of the level above.
    package var repetitions: Int
    /// Whether the pilot found no variance at this level, so that repeating it would gain nothing
    /// and it should be done once.
    package var addsNothing: Bool

    /// Creates a level from its parts.
    package init(repetitions: Int, addsNothing: Bool) {
      self.repetitions = repetitions
      self.addsNothing = addsNothing
    }
  }

  /// The levels, highest first, such as executions and iterations.
  package var levels: [Level]
  /// The half-width that the interval is expected to have, as a part of the mean.
  package var relativeHalfWidth: Double
  /// The level of that interval, in (0, 1).
  package var level: Double
  /// How long the experiment is expected to take, in the unit of the costs.
  package var cost: Double

  /// Creates a plan from its parts.
  package init(levels: [Level], relativeHalfWidth: Double, level: Double, cost: Double) {
    self.levels = levels
    self.relativeHalfWidth = relativeHalfWidth
    self.level = level
    self.cost = cost
  }

  /// Plans an experiment that ends with an interval of a wanted width, by the published formulas for
  /// repetitions that do not depend on one another.
  ///
  /// The repetitions below the highest level are rᵢ = ⌈√((cᵢ₊₁/cᵢ)·(Tᵢ²/Tᵢ₊₁²))⌉, where level
  /// i + 1 is above level i. A level without measurable variance, T² ≤ 0, is done once, and the
  /// next above that varies takes its place in the formula, with the costs between added up. The
  /// highest level is repeated at least twice, and as often as it takes for
  /// t(1 − α/2; r − 1)·√(S²/r) to be at most the wanted part of the mean. If it is the highest that
  /// adds nothing, the level below is repeated in its place: each number of repetitions of the
  /// highest needs a number of those below, and the cheapest pair is taken.
  ///
  /// - Parameters:
  ///   - pilot: a sample in which every level is repeated.
  ///   - costs: what one repetition of each level costs apart from the levels below it, highest
  ///     first, such as the seconds to start and warm up an execution, and those of an iteration.
  ///   - relativeHalfWidth: the wanted half-width, as a part of the mean; positive.
  ///   - level: the level of the interval, in (0, 1).
  /// - Returns: `nil` if a level of the pilot is not repeated, or its mean is 0.
  package init?(
    pilot: NestedSample, costs: [Double], relativeHalfWidth: Double, level: Double
  ) {
    precondition(costs.count == pilot.repetitions.count, "there is a cost for each level")
    precondition(costs.allSatisfy { $0 > 0 && $0 < .infinity }, "costs are positive")
    precondition(relativeHalfWidth > 0, "the wanted half-width is positive")
    precondition(level > 0 && level < 1, "the level of an interval lies between 0 and 1")
    let contributions = pilot.levels.compactMap(\.contribution)
    let mean = abs(pilot.mean)
    guard contributions.count == costs.count, mean > 0 else { return nil }
    var levels = Self.optimalRepetitions(contributions: contributions, costs: costs)
    let variance = Self.varianceOfMean(levels: levels, contributions: contributions)
    let wanted = Precision(halfWidth: relativeHalfWidth * mean, level: level)
    let varying = contributions.firstIndex { $0 > 0 } ?? 0
    if varying == 0 {
      levels[0].repetitions = wanted.repetitions(of: variance)
    } else {
      let above = costs[..<varying].reduce(0, +)
      let below = Self.costOfOne(levels: levels[varying...], costs: costs[varying...])
      let cheapest = wanted.cheapest(variance: variance, costAbove: above, costBelow: below)
      levels[0].repetitions = cheapest.above
      levels[varying].repetitions = cheapest.below
    }
    self.levels = levels
    self.level = level
    let highest = levels[0].repetitions
    let remaining = Self.varianceOfMean(levels: levels, contributions: contributions)
    self.relativeHalfWidth = wanted.halfWidth(variance: remaining, repetitions: highest) / mean
    cost = Double(highest) * Self.costOfOne(levels: levels[...], costs: costs[...])
  }

  /// The best number of repetitions of each level but the highest, which is given as 1.
  ///
  /// - Parameters:
  ///   - contributions: T² of each level, highest first; not negative.
  ///   - costs: the cost of each level apart from those below it, highest first; positive.
  static func optimalRepetitions(contributions: [Double], costs: [Double]) -> [Level] {
    var levels = contributions.map { Level(repetitions: 1, addsNothing: $0 <= 0) }
    // The nearest level above that varies, and what one of its repetitions costs with those of the
    // levels between, which are done once.
    var (variance, cost) = (contributions[0], costs[0])
    for index in contributions.indices.dropFirst() {
      if contributions[index] > 0, variance > 0 {
        let best = ((cost / costs[index]) * (contributions[index] / variance)).squareRoot()
        levels[index].repetitions = max(1, Int(clamped: min(best.rounded(.up), 1e9)))
      }
      if contributions[index] > 0 {
        (variance, cost) = (contributions[index], costs[index])
      } else {
        cost += costs[index]
      }
    }
    return levels
  }

  /// S² of the highest level that such repetitions of those below lead to.
  static func varianceOfMean(levels: [Level], contributions: [Double]) -> Double {
    var times = 1.0
    return zip(levels, contributions).enumerated().reduce(0) { sum, part in
      if part.offset > 0 { times *= Double(part.element.0.repetitions) }
      return sum + part.element.1 / times
    }
  }

  /// What one repetition of the first of some levels costs with all that it contains.
  private static func costOfOne(levels: ArraySlice<Level>, costs: ArraySlice<Double>) -> Double {
    var times = 1.0
    return zip(levels, costs).enumerated().reduce(0) { sum, part in
      if part.offset > 0 { times *= Double(part.element.0.repetitions) }
      return sum + times * part.element.1
    }
  }
}

extension ExperimentPlan {
  /// The probability with which a planned experiment reaches the wanted half-width.
  ///
  /// Four in five: the pilot's variance is an estimate, and so is that of the experiment.
  package static let probability = 0.8

  /// The cheapest experiment of executions no longer than the pilot's that reaches a half-width with
  /// that probability; the pilot itself if it has reached it.
  ///
  /// How longer executions than the pilot's would vary is not known, so none is proposed.
  ///
  /// - Complexity: O(n log n) for n iterations of an execution.
  init(
    pilot: PilotVariation, costs: (execution: Double, iteration: Double),
    relativeHalfWidth: Double, level: Double
  ) {
    let wanted = Precision(halfWidth: relativeHalfWidth * pilot.mean, level: level)
    func plan(_ executions: Int, _ iterations: Int, variance: Double) -> ExperimentPlan {
      ExperimentPlan(
        levels: [
          Level(repetitions: executions, addsNothing: pilot.varianceBetween == 0),
          Level(repetitions: iterations, addsNothing: pilot.varianceWithin == 0),
        ],
        relativeHalfWidth: wanted.halfWidth(variance: variance, repetitions: executions)
          / pilot.mean,
        level: level,
        cost: Double(executions) * (costs.execution + Double(iterations) * costs.iteration))
    }
    let own = plan(pilot.executions, pilot.iterations, variance: pilot.varianceOfMeans)
    guard own.relativeHalfWidth > relativeHalfWidth else {
      self = own
      return
    }
    let plans = Self.lengths(upTo: pilot.iterations).map { iterations in
      let variance = pilot.likelyVariance(meansOf: iterations)
      return plan(wanted.repetitions(of: variance), iterations, variance: variance)
    }
    self = plans.reduce(plans[0]) { $1.cost < $0.cost ? $1 : $0 }
  }

  /// Every length up to 50, and from there on each a twentieth longer than the one before.
  private static func lengths(upTo longest: Int) -> [Int] {
    var lengths = Array(1...min(50, longest))
    while let last = lengths.last, last < longest {
      lengths.append(min(longest, last + last / 20))
    }
    return lengths
  }
}
