// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import WarmupStats

@Suite struct ExperimentPlanTests {
  /// r = 0.792 by numpy: one iteration per execution is best.
  @Test func iterationsOfTheWorkedExample() throws {
    let plan = try #require(
      ExperimentPlan(pilot: Worked.baseline, costs: [5, 1], relativeHalfWidth: 0.01, level: 0.95))
    #expect(plan.levels[1].repetitions == 1)
  }

  /// 4.29 and 1.30 by numpy, rounded up; data made to have the published S².
  @Test func threeLevels() throws {
    let pilot = NestedSample(values: ThreeLevelExample.values, repetitions: [2, 2, 3])
    let plan = try #require(
      ExperimentPlan(pilot: pilot, costs: [100, 20, 3], relativeHalfWidth: 0.05, level: 0.95))
    #expect(plan.levels[2].repetitions == 5)
    #expect(plan.levels[1].repetitions == 2)
  }

  /// The planned half-width is at most the wanted one, and one repetition fewer would not do.
  @Test(arguments: [0.05, 0.01, 0.002])
  func reachesTheWantedWidth(width: Double) throws {
    let plan = try #require(
      ExperimentPlan(pilot: Worked.baseline, costs: [5, 1], relativeHalfWidth: width, level: 0.95))
    #expect(plan.relativeHalfWidth <= width)
    let executions = Double(plan.levels[0].repetitions)
    #expect(plan.cost == executions * (5 + Double(plan.levels[1].repetitions)))
    // √(T₂² + T₁²/1) / 1.047 = 3.69 %; 1.96 is the least quantile of t.
    #expect(executions >= 1.96 * 1.96 * 0.0369 * 0.0369 / (width * width))
    #expect(executions <= 2 + 4 + 1.2 * 1.96 * 1.96 * 0.0369 * 0.0369 / (width * width))
  }

  /// Executions that do not differ are done a few times, and the iterations do the work.
  @Test func executionsThatAddNothing() throws {
    let values: [Double] = [9, 11, 10, 10, 9, 11, 12, 8, 10, 10, 9, 11]
    let pilot = NestedSample(values: values, repetitions: [3, 4])
    #expect(pilot.levels[0].contribution == 0)
    let plan = try #require(
      ExperimentPlan(pilot: pilot, costs: [20, 1], relativeHalfWidth: 0.01, level: 0.95))
    #expect(plan.levels[0].addsNothing)
    #expect(!plan.levels[1].addsNothing)
    #expect(plan.levels[1].repetitions > plan.levels[0].repetitions)
    #expect(plan.relativeHalfWidth <= 0.01)
  }

  /// Iterations that do not differ are done once.
  @Test func iterationsThatAddNothing() throws {
    let pilot = NestedSample(values: [9, 9, 10, 10, 11, 11], repetitions: [3, 2])
    let plan = try #require(
      ExperimentPlan(pilot: pilot, costs: [20, 1], relativeHalfWidth: 0.1, level: 0.95))
    #expect(plan.levels[1].repetitions == 1)
    #expect(plan.levels[1].addsNothing)
    // t(0.975; r − 1)·√(1/r) ≤ 1: 4.303/√3 = 2.5, …, 2.447/√7 = 0.925, 2.571/√6 = 1.05.
    #expect(plan.levels[0].repetitions == 7)
  }

  @Test func constantData() throws {
    let pilot = NestedSample(values: [5, 5, 5, 5], repetitions: [2, 2])
    let plan = try #require(
      ExperimentPlan(pilot: pilot, costs: [20, 1], relativeHalfWidth: 0.1, level: 0.95))
    #expect(plan.levels.map(\.repetitions) == [2, 1])
    #expect(plan.relativeHalfWidth == 0)
  }

  @Test func unrepeatedPilot() {
    let pilot = NestedSample(values: [5, 6], repetitions: [1, 2])
    #expect(
      ExperimentPlan(pilot: pilot, costs: [20, 1], relativeHalfWidth: 0.1, level: 0.95) == nil)
  }
}

/// Values of levels [2, 2, 3] whose S² are those of the reference's three-level example.
private enum ThreeLevelExample {
  static let values: [Double] = {
    let deviation = 0.7266666666666668.squareRoot()
    let middle = (0.5050000000000001 / 2).squareRoot()
    let highest = (1.0272222222222216 / 2).squareRoot()
    var values: [Double] = []
    for high in [-highest, highest] {
      for center in [10 + high - middle, 10 + high + middle] {
        values += [center - deviation, center, center + deviation]
      }
    }
    return values
  }()
}
