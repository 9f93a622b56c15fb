// SPDX-License-Identifier: GPL-3.0-or-later

import Changepoints
package import WarmupStats

/// How often planned experiments keep their promise, on made-up executions whose iterations depend
/// on one another.
///
/// Executions' means are normal with a standard deviation of 1 %; iterations vary by 1 % more, each
/// depending on the one before (AR(1)). A pilot is planned from, and the plan is carried out.
package struct PlanStudy: Sendable {
  /// How many executions the pilot has.
  package var executions = 10
  /// How many iterations an execution of the pilot has.
  package var iterations = 100
  /// The correlation of successive iterations, in [0, 1).
  package var dependence: Double
  /// The wanted half-width, as a part of the mean.
  package var target = 0.003
  /// The level of the interval.
  package var level = 0.99

  /// Creates a study of iterations that depend on one another so much.
  package init(dependence: Double) {
    self.dependence = dependence
  }

  /// How often planned experiments reach the target, over so many pilots that have not
  /// reached it themselves.
  package func kept(
    pilots: Int, repetitions: Int = 10, using generator: inout some RandomNumberGenerator
  ) -> Rate {
    var kept = Rate()
    while kept.cases < pilots * repetitions {
      let pilot = BenchmarkSummary(
        summarizing: (0..<executions).map { _ in
          AnalyzedExecution(steadyThroughout: execution(of: iterations, using: &generator))
        }, of: BenchmarkKey(benchmark: "b"), options: GateStudy.analysis)
      guard
        let plan = BenchmarkPlan(
          pilot: pilot, startupTime: 5, relativeHalfWidth: target, level: level),
        plan.relativeHalfWidth > target
      else { continue }
      for _ in 0..<repetitions {
        kept.add(reaches(plan.experiment, using: &generator))
      }
    }
    return kept
  }

  private func reaches(
    _ plan: ExperimentPlan, using generator: inout some RandomNumberGenerator
  ) -> Bool {
    let (executions, iterations) = (plan.levels[0].repetitions, plan.levels[1].repetitions)
    let found = (0..<executions).map { _ in execution(of: iterations, using: &generator) }
    guard let estimate = Estimate(ofExecutions: found.map { [$0] }, kind: .t, level: level)
    else { return false }
    return estimate.halfWidth <= target * (estimate.lower + estimate.upper) / 2
  }

  private func execution(
    of count: Int, using generator: inout some RandomNumberGenerator
  ) -> [Double] {
    let center = 1 + 0.01 * generator.nextNormal()
    return SimulatedNoise.dependent(dependence, deviation: 0.01)
      .deviations(count, using: &generator).map { center + $0 }
  }
}

extension PlanStudy {
  /// How often plans from pilots of 5 and 10 executions keep their promise.
  package static func figures(pilots: Int, seed: UInt64) -> [Figure] {
    [5, 10].flatMap { executions in
      [0, 0.6, 0.9].map { dependence in
        var generator = Xoshiro256(seed: seed)
        var study = PlanStudy(dependence: dependence)
        study.executions = executions
        let kept = study.kept(pilots: pilots, using: &generator)
        // The experiments that one pilot leads to are no independent cases.
        return Figure(
          "plan kept; pilot of \(executions) executions, φ = \(dependence)",
          [.init(share: kept.share, cases: pilots)], .within(0.75...0.85))
      }
    }
  }
}

extension AnalyzedExecution {
  /// An execution whose times are taken for steady from the first on, without looking for
  /// changepoints or outliers.
  package init(steadyThroughout times: [Double]) {
    let mean = times.reduce(0, +) / Double(times.count)
    self.init(
      execution: ProcessExecution(times: times),
      analysis: ExecutionAnalysis(
        outliers: [], commonOutliers: [],
        segments: [.init(range: 0..<times.count, mean: mean, variance: 0)], equivalences: [true],
        classification: .flat,
        steadyState: SteadyState(
          segments: 0..<1, iteration: 1, timeToReach: 0, mean: mean,
          values: SteadyValues(
            of: [0..<times.count], in: FilteredSeries(times, without: [])))))
  }
}
