// SPDX-License-Identifier: GPL-3.0-or-later

import RealModule
package import WarmupStats

/// How often `history` finds the steps of series whose true levels are known, and no other.
package struct HistoryStudy: Sendable {
  /// A change of the true level.
  package struct Step: Sendable, Hashable {
    /// The first result after it, from 0.
    package var result: Int
    /// The part by which the time grows; negative where it falls.
    package var change: Double

    package init(at result: Int, of change: Double) {
      self.result = result
      self.change = change
    }
  }

  /// How results vary around their level.
  package enum Noise: Sendable, Hashable {
    /// Independent and normal, with a relative standard deviation.
    case normal(Double)
    /// The same, and each result depends on the one before by a correlation.
    case dependent(Double, correlation: Double)
    /// Independent and normal, and so great a share of the results takes that much longer.
    case spikes(Double, share: Double, size: Double)
    /// The mean of so many of some recorded executions, drawn with replacement, as a part of the
    /// mean of all.
    case recorded([Double], executions: Int)
  }

  /// How many results a series has.
  package var results = 60
  /// The changes of the true level, in the order of results.
  package var steps: [Step]
  /// How results vary around their level.
  package var noise: Noise
  /// The choices of `history`.
  package var options = HistoryOptions()

  /// The steps that the method is held to.
  package static let threeSteps = [
    Step(at: 15, of: 0.03), Step(at: 30, of: 0.05), Step(at: 45, of: -0.04),
  ]

  /// Creates a study.
  package init(steps: [Step], noise: Noise) {
    self.steps = steps
    self.noise = noise
  }

  /// The results of one series, in seconds.
  package func series(using generator: inout some RandomNumberGenerator) -> [Double] {
    let deviations = deviations(using: &generator)
    var level = 0.1
    return deviations.enumerated().map { result, deviation in
      for step in steps where step.result == result { level *= 1 + step.change }
      return level * (1 + deviation)
    }
  }

  private func deviations(using generator: inout some RandomNumberGenerator) -> [Double] {
    switch noise {
    case .normal(let deviation):
      return (0..<results).map { _ in deviation * generator.nextNormal() }
    case .dependent(let deviation, let correlation):
      return SimulatedNoise.dependent(correlation, deviation: deviation)
        .deviations(results, using: &generator)
    case .spikes(let deviation, let share, let size):
      return (0..<results).map { _ in
        let isSpike = Double.random(in: 0..<1, using: &generator) < share
        return deviation * generator.nextNormal() + (isSpike ? size : 0)
      }
    case .recorded(let means, let executions):
      let mean = means.reduce(0, +) / Double(means.count)
      return (0..<results).map { _ in
        let drawn = (0..<executions).map { _ in means.randomElement(using: &generator)! }
        return drawn.reduce(0, +) / Double(executions) / mean - 1
      }
    }
  }

  /// What `history` finds in a series.
  package func history(of series: [Double]) -> History {
    History(
      of: BenchmarkKey(benchmark: "b"),
      points: series.enumerated().map { History.Point(result: $0, mean: $1, executions: 1) },
      options: options)
  }

  /// How often what was found is right.
  package struct Outcome: Sendable {
    /// Series in which every step was found within one result, and no other change.
    package var all = Rate()
    /// Series with a change that is none, or that lies more than one result from any step.
    package var others = Rate()
    /// Series in which so many changes were found as there are steps.
    package var counts = Rate()
    /// Steps found within one result.
    package var steps = Rate()
    /// Found steps whose results to begin with hold the true one.
    package var places = Rate()
    /// Found steps whose interval holds the true ratio.
    package var ratios = Rate()
    /// Series in which the best division into the true number of levels has every step within one
    /// result.
    package var best = Rate()
  }

  /// The outcome over so many series.
  package func outcome(
    series count: Int, using generator: inout some RandomNumberGenerator
  ) -> Outcome {
    var outcome = Outcome()
    for _ in 0..<count {
      let series = series(using: &generator)
      add(history(of: series), to: &outcome)
      let best = LeastSquaresLevels(of: series.map { Double.log($0) }, count: steps.count + 1)
      outcome.best.add(areSteps(best.changepoints))
    }
    return outcome
  }

  private func areSteps(_ found: [Int]) -> Bool {
    found.count == steps.count && zip(found, steps).allSatisfy { abs($0 - $1.result) <= 1 }
  }

  private func add(_ history: History, to outcome: inout Outcome) {
    let found = history.changes.map(\.point)
    outcome.all.add(areSteps(found))
    outcome.counts.add(found.count == steps.count)
    outcome.others.add(
      found.contains { point in !steps.contains { abs($0.result - point) <= 1 } })
    for step in steps {
      outcome.steps.add(found.contains { abs($0 - step.result) <= 1 })
    }
    // What is said of a change is right or wrong only if it is one of the steps.
    guard found.count == steps.count else { return }
    for (change, step) in zip(history.changes, steps) {
      outcome.places.add(change.possiblePoints.contains(step.result))
      outcome.ratios.add(change.interval.contains(1 + step.change))
    }
  }
}
