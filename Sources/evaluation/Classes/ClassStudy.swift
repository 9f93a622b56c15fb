// SPDX-License-Identifier: GPL-3.0-or-later

package import WarmupStats

/// How often executions of known class get that class.
package struct ClassStudy: Sendable {
  /// What became of made-up executions of one sort.
  package struct Outcome: Sendable, Hashable {
    /// How often the class was right.
    package var classes = Rate()
    /// How often something else than flat was found.
    package var seen = Rate()
    /// How often the first steady iteration was right to 5 %, where the class was.
    package var starts = Rate()
  }

  /// The options of the analysis.
  package var options: AnalysisOptions
  /// The seed of everything that is random.
  package var seed: UInt64

  /// Creates a study of one method.
  package init(options: AnalysisOptions = AnalysisOptions(), seed: UInt64 = 1) {
    self.options = options
    self.seed = seed
  }

  /// What becomes of `rounds` executions of that noise and shape.
  package func outcome(
    _ noise: SimulatedNoise, _ shape: SimulatedShape, rounds: Int
  ) -> Outcome {
    var outcome = Outcome()
    for round in 0..<rounds {
      let analysis = analysis(noise, shape, round: round)
      let isRight = analysis.classification == shape.classification
      outcome.classes.add(isRight)
      outcome.seen.add(analysis.classification != .flat)
      guard isRight, let truth = shape.steadyIteration, let steady = analysis.steadyState else {
        continue
      }
      outcome.starts.add(abs(steady.iteration - truth) <= max(2, truth / 20))
    }
    return outcome
  }

  /// What becomes of one made-up execution whose iterations take about `scale` seconds.
  private func analysis(
    _ noise: SimulatedNoise, _ shape: SimulatedShape, round: Int, scale: Double = 1
  ) -> ExecutionAnalysis {
    var generator = Xoshiro256(seed: seed, stream: round)
    return ExecutionAnalysis(
      analyzing: shape.times(noise, scale: scale, using: &generator), options: options)
  }

  /// What became of executions of every noise and shape, `rounds` of each.
  package struct Totals: Sendable, Hashable {
    /// How often executions without a change are called flat.
    package var flat = Rate()
    /// How often executions with a change are not called flat.
    package var changes = Rate()
    /// How often the first steady iteration is right, where the class is and there was a change.
    package var starts = Rate()
    /// The least share of right classes over the pairs of a noise and a shape.
    package var leastShare = 1.0
  }

  /// What becomes of `rounds` executions of every noise and shape.
  package func totals(rounds: Int) -> Totals {
    var totals = Totals()
    for shape in SimulatedShape.allCases {
      for noise in SimulatedNoise.allCases {
        let outcome = outcome(noise, shape, rounds: rounds)
        totals.leastShare = min(totals.leastShare, outcome.classes.share)
        if shape == .flat {
          totals.flat.add(outcome.classes)
        } else if shape.classification != .flat {
          totals.changes.add(outcome.seen)
          totals.starts.add(outcome.starts)
        }
      }
    }
    return totals
  }

  /// How often the class differs from that at 1 s an iteration, over the scales from 10 ns to 100 s
  /// and every noise and shape.
  package func changesWithScale(scales: [Double] = [1e-8, 1e-6, 1e-3, 100]) -> Rate {
    var rate = Rate()
    for noise in SimulatedNoise.allCases {
      for shape in SimulatedShape.allCases {
        let expected = analysis(noise, shape, round: 0).classification
        for scale in scales {
          let found = analysis(noise, shape, round: 0, scale: scale).classification
          rate.add(found != expected)
        }
      }
    }
    return rate
  }

  /// How often executions of 1 to 19 iterations, of one level, are called flat.
  package func flatThoughTiny(rounds: Int) -> Rate {
    var rate = Rate()
    var generator = Xoshiro256(seed: seed)
    for count in 1..<20 {
      for _ in 0..<rounds {
        let times = (0..<count).map { _ in 1 + 0.01 * generator.nextNormal() }
        rate.add(ExecutionAnalysis(analyzing: times, options: options).classification == .flat)
      }
    }
    return rate
  }

  /// How often executions whose iterations stand in random order, so that nothing changes, are not
  /// called flat.
  package func notFlatThoughShuffled(_ executions: [[Double]]) -> Rate {
    var rate = Rate()
    for (index, times) in executions.enumerated() {
      var generator = Xoshiro256(seed: seed, stream: index)
      let analysis = ExecutionAnalysis(
        analyzing: times.shuffled(using: &generator), options: options)
      rate.add(analysis.classification != .flat)
    }
    return rate
  }
}
