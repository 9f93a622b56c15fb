// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
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

  /// The cases in which the class should be right.
  package var cases = SimulatedCase.all
  /// The options of the analysis.
  package var options: AnalysisOptions
  /// The seed of everything that is random.
  package var seed: UInt64

  /// Creates a study of the method of some options.
  package init(options: AnalysisOptions, seed: UInt64) {
    self.options = options
    self.seed = seed
  }

  /// What is found in executions of known class, `rounds` of each case.
  package func figures(rounds: Int) -> [Figure] {
    var (flat, changes, starts) = (Rate(), Rate(), Rate())
    var hardest: (name: String, rate: Rate)?
    for example in cases {
      let outcome = outcome(of: example, rounds: rounds)
      if outcome.classes.share < hardest?.rate.share ?? 2 {
        hardest = (example.name, outcome.classes)
      }
      if example.shape.classification == .flat {
        flat.add(outcome.classes)
      } else {
        changes.add(outcome.seen)
        starts.add(outcome.starts)
      }
    }
    var figures = [
      Figure("made up: flat is called flat", flat, .atLeast(0.97)),
      Figure("made up: a change is not called flat", changes, .atLeast(0.98)),
      Figure("made up: first steady iteration right to 5 %", starts, .atLeast(0.97)),
    ]
    if let hardest {
      figures.append(
        Figure(
          "made up: right class, the hardest of \(cases.count) cases", hardest.rate,
          .atLeast(0.85)))
    }
    figures += [
      Figure("made up: other class at 10 ns to 100 s", changesWithScale(), .atMost(1 / 210.0)),
      Figure("made up: 1 to 19 iterations called flat", flatThoughTiny(rounds: rounds), .atMost(0)),
    ]
    return figures
      + SimulatedCase.hard.map { example in
        Figure(
          "made up: \(example.name)", outcome(of: example, rounds: rounds).classes,
          .noted(example.remark))
      }
  }

  /// How often executions of an experiment, in random order, are not called flat.
  package func figure(ofShuffled experiment: Experiment, from name: String) -> Figure {
    let times = experiment.executions.values.joined().map(\.times).filter { !$0.isEmpty }
    return Figure(
      "\(name): in random order, not called flat", notFlatThoughShuffled(times), .atMost(0.025))
  }

  /// What becomes of `rounds` executions of a case.
  package func outcome(of example: SimulatedCase, rounds: Int) -> Outcome {
    var outcome = Outcome()
    for round in 0..<rounds {
      let analysis = analysis(of: example, round: round)
      let isRight = analysis.comparableClass == example.shape.classification
      outcome.classes.add(isRight)
      outcome.seen.add(analysis.comparableClass != .flat)
      guard isRight, let truth = example.shape.steadyIteration, let steady = analysis.steadyState
      else { continue }
      outcome.starts.add(abs(steady.iteration - truth) <= max(2, truth / 20))
    }
    return outcome
  }

  /// What is found in one made-up execution whose iterations take about `scale` seconds.
  private func analysis(
    of example: SimulatedCase, round: Int, scale: Double = 1
  ) -> ExecutionAnalysis {
    var generator = Xoshiro256(seed: seed, stream: round)
    return ExecutionAnalysis(
      analyzing: example.shape.times(example.noise, scale: scale, using: &generator),
      options: options)
  }

  /// How often the class differs from that at 1 s an iteration, over the scales from 10 ns to 100 s
  /// and every case.
  package func changesWithScale(scales: [Double] = [1e-8, 1e-6, 1e-3, 100]) -> Rate {
    var rate = Rate()
    for example in cases {
      let expected = analysis(of: example, round: 0).comparableClass
      for scale in scales {
        rate.add(analysis(of: example, round: 0, scale: scale).comparableClass != expected)
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
        rate.add(ExecutionAnalysis(analyzing: times, options: options).comparableClass == .flat)
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
      rate.add(analysis.comparableClass != .flat)
    }
    return rate
  }
}
