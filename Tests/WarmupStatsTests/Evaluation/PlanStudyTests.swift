// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing
import WarmupStats
import evaluation

/// A quick look at what `scripts/evaluate figures --only plans` measures, and the edges of plans.
@Suite struct PlanStudyTests {
  /// Four in five experiments reach what was planned, however much iterations depend on one another.
  @Test(arguments: [0, 0.6, 0.9])
  func plansKeepTheirPromise(dependence: Double) {
    var generator = Xoshiro256(seed: 5)
    var study = PlanStudy(dependence: dependence)
    study.iterations = 60
    let kept = study.kept(pilots: 60, repetitions: 4, using: &generator)
    let figure = Figure(
      "kept", [.init(share: kept.share, cases: 60)], .within(0.75...0.85))
    #expect(figure.isMet(margin: 2.5), "\(figure)")
  }

  /// Nothing larger than a pilot that knows enough is ever proposed.
  @Test func aPilotThatMeetsTheTargetIsItsOwnPlan() throws {
    let pilot = MadeExecutions.summary(
      of: (0..<6).map { index in
        (0..<3).map { 1 + 0.001 * Double((index + $0) % 4) }
      })
    let plan = try #require(
      BenchmarkPlan(pilot: pilot, startupTime: 1, relativeHalfWidth: 0.05, level: 0.95))
    #expect(plan.relativeHalfWidth < 0.05)
    #expect(plan.experiment.levels.map(\.repetitions) == [6, 3])
    #expect(plan.experiment.relativeHalfWidth == plan.relativeHalfWidth)
  }

  /// Processes of one iteration: t(0.975; n − 1)·√(1.673 S²/n) ≤ w, with 9/χ²(0.2; 9) = 1.6728.
  @Test func processesOfOneIterationArePlannedAtOneLevel() throws {
    let times = (0..<10).map { [1 + 0.01 * Double($0 % 5 - 2)] }
    let plan = try #require(
      BenchmarkPlan(
        pilot: MadeExecutions.summary(of: times), startupTime: 1, relativeHalfWidth: 0.002,
        level: 0.95))
    #expect(plan.iterations == 1)
    #expect(plan.shareBetweenExecutions == 1)
    #expect(plan.experiment.levels[1].repetitions == 1)
    let executions = Double(plan.experiment.levels[0].repetitions)
    // S² = 10·0.0002/9; (1.96/0.002)²·1.6728·S² = 357, and t is a little more than 1.96.
    #expect((357...362).contains(executions))
    #expect(
      BenchmarkPlan(
        pilot: MadeExecutions.summary(of: [[1]]), startupTime: 1, relativeHalfWidth: 0.002,
        level: 0.95) == nil)
  }

  /// Iterations that all depend on the first are worth no more than one.
  @Test func repetitionThatTellsNothingIsNotPlanned() throws {
    let pilot = MadeExecutions.summary(
      of: (0..<8).map { index in
        Array(repeating: 1 + 0.02 * Double((index * 3) % 8), count: 3)
      })
    let plan = try #require(
      BenchmarkPlan(pilot: pilot, startupTime: 1, relativeHalfWidth: 0.01, level: 0.95))
    #expect(plan.shareBetweenExecutions == 1)
    #expect(plan.experiment.levels[1].repetitions == 1)
    #expect(plan.experiment.levels[0].repetitions > 8)
  }
}
