// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// Plans as one would say them: a sentence per benchmark.
struct PlanCaptions {
  /// The plans, in the order of the table.
  var plans: [BenchmarkPlan]
  /// The wanted half-width, as a part of the mean.
  var target: Double

  /// A sentence for each plan.
  var sentences: [String] {
    let plansOfNames = Dictionary(grouping: plans, by: \.key.benchmark).mapValues(\.count)
    return plans.map { plan in
      // The whole key, if the benchmark's name does not tell which.
      let isUnique = plansOfNames[plan.key.benchmark] == 1
      let name = isUnique ? plan.key.benchmark : plan.key.description
      return "\(name): \(sentence(for: plan))."
    }
  }

  private func sentence(for plan: BenchmarkPlan) -> String {
    [variation(in: plan), present(plan), experiment(plan)].joined(separator: "; ")
  }

  private func variation(in plan: BenchmarkPlan) -> String {
    if plan.iterations == 1 { return "each execution has one steady iteration to go by" }
    return switch plan.shareBetweenExecutions {
    case nil: "nothing varies that the clock could tell"
    case 0?: "all of the variance lies within executions"
    case let share?:
      "\(whole(share)) of the variance lies between executions, \(whole(1 - share)) within"
    }
  }

  private func present(_ plan: BenchmarkPlan) -> String {
    let known =
      isEnough(plan) ? "already know it to ± \(percent(plan.relativeHalfWidth)), and " : ""
    return "the \(NumberFormat.integer(plan.executions)) executions so far \(known)"
      + "could have shown a change of \(percent(plan.smallestDifference))"
  }

  private func isEnough(_ plan: BenchmarkPlan) -> Bool { plan.relativeHalfWidth <= target }

  private func experiment(_ plan: BenchmarkPlan) -> String {
    if isEnough(plan) {
      return "no more are needed for ± \(NumberFormat.percentage(target))"
    }
    let (executions, iterations) = (
      plan.experiment.levels[0].repetitions, plan.experiment.levels[1].repetitions
    )
    let warmup = plan.warmupIterations.rounded()
    let after = warmup > 0 ? " after \(NumberFormat.iteration(warmup)) of warmup" : ""
    return "± \(NumberFormat.percentage(target)) takes \(NumberFormat.integer(executions)) "
      + "executions of \(NumberFormat.counted(iterations, "iteration"))\(after), "
      + Table.duration(plan.experiment.cost)
  }

  private func percent(_ fraction: Double) -> String {
    NumberFormat.significant(100 * fraction, digits: 2) + " %"
  }

  /// A share without decimals, so that two that make a whole add up to 100 %.
  private func whole(_ share: Double) -> String {
    NumberFormat.fixed(100 * share, decimals: 0) + " %"
  }
}
