// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// How often a comparison with the runs of a baseline is right, on made-up runs that differ by more
/// than their executions.
package struct BaselineStudy: Sendable {
  /// How many runs of the same code the baseline has.
  package var runs: Int
  /// How many executions each run has.
  package var executions = 5
  /// How many executions the candidate has.
  package var candidateExecutions = 5
  /// The relative standard deviation between runs.
  package var betweenRuns = 0.01
  /// The relative standard deviation between the executions of a run.
  package var betweenExecutions = 0.01
  /// The part by which the candidate takes longer.
  package var change = 0.0
  /// The part by which the code became slower a while ago, before the last `runs` runs: as many runs
  /// stand before that.
  package var earlierStep: Double?
  /// How many benchmarks there are; a run disturbs all of them alike.
  package var benchmarks = 1
  /// The level of the intervals.
  package var level = 0.95

  /// Creates a study of a baseline of so many runs.
  package init(runs: Int) { self.runs = runs }

  /// How often something happens, over so many comparisons.
  package struct Outcome: Sendable {
    /// The interval of a benchmark's ratio holds the truth.
    package var covered = Rate()
    /// The interval of the geometric mean holds the truth.
    package var meanCovered = Rate()
    /// The interval of a benchmark's ratio holds the truth, if runs are taken not to differ.
    package var pooledCovered = Rate()
    /// A benchmark is called slower.
    package var slower = Rate()
    /// A benchmark is called slower, if runs are taken not to differ.
    package var pooledSlower = Rate()
  }

  package func outcome(
    rounds: Int, using generator: inout some RandomNumberGenerator
  ) -> Outcome {
    var options = ComparisonOptions()
    options.level = level
    var outcome = Outcome()
    for _ in 0..<rounds {
      let earlier = earlierStep.map { step in
        (0..<runs).map { _ in run(of: executions, around: 1 / (1 + step), using: &generator) }
      }
      let baseline = BaselineRuns(
        (earlier ?? [])
          + (0..<runs).map { _ in run(of: executions, around: 1, using: &generator) })
      let candidate = run(of: candidateExecutions, around: 1 + change, using: &generator)
      let compared = candidate.compared(to: baseline, options: options)
      let pooled = candidate.compared(to: baseline.summary, options: options)
      func holds(_ interval: RatioInterval) -> Bool {
        interval.range?.contains(1 + change) ?? true
      }
      for benchmark in compared.benchmarks {
        outcome.covered.add(holds(benchmark.effect.interval))
        outcome.slower.add(benchmark.effect.verdict == .slower)
      }
      for benchmark in pooled.benchmarks {
        outcome.pooledCovered.add(holds(benchmark.effect.interval))
        outcome.pooledSlower.add(benchmark.effect.verdict == .slower)
      }
      for overall in compared.overall { outcome.meanCovered.add(holds(overall.mean.interval)) }
    }
    return outcome
  }

  private func run(
    of executions: Int, around mean: Double, using generator: inout some RandomNumberGenerator
  ) -> ExperimentSummary {
    let level = mean * (1 + betweenRuns * generator.nextNormal())
    return ExperimentSummary(
      machine: "", options: GateStudy.analysis,
      benchmarks: (0..<benchmarks).map { number in
        BenchmarkSummary(
          summarizing: (0..<executions).map { _ in
            AnalyzedExecution(
              steadyThroughout: [level * (1 + betweenExecutions * generator.nextNormal())])
          }, of: BenchmarkKey(benchmark: "b\(number)"), options: GateStudy.analysis)
      })
  }
}
