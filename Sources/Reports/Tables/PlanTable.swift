// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

extension Table {
  /// What it takes to know steady performance better: a row per benchmark, a group per VM.
  ///
  /// - Parameters:
  ///   - plans: the plans, all for the same wanted half-width and level.
  ///   - unplanned: the benchmarks that the pilot says too little of.
  ///   - relativeHalfWidth: the wanted half-width, as a part of the mean.
  ///   - level: the level of the intervals.
  ///   - startupTime: how long it takes to start and end a process, in seconds.
  ///   - warnings: what else readers should know.
  /// - Complexity: O(m log m) for m benchmarks.
  public init(
    plans: [BenchmarkPlan], unplanned: [BenchmarkKey], relativeHalfWidth: Double, level: Double,
    startupTime: Double, warnings: [Warning] = []
  ) {
    let plans = plans.sorted { $0.key < $1.key }
    let sources = PlanColumns.sources(of: plans)
    let notes =
      unplanned.isEmpty
      ? []
      : [
        "no plan, for want of two executions with a steady state: "
          + unplanned.map(\.description).joined(separator: ", ")
      ]
    self.init(
      title: "What it takes to know steady performance to ± "
        + NumberFormat.percentage(relativeHalfWidth),
      columns: sources.map(\.column),
      rows: Row.all(of: plans, sources),
      legend: plans.isEmpty
        ? []
        : PlanCaptions(plans: plans, target: relativeHalfWidth).sentences
          + Self.planLegend(plans, level: level, startupTime: startupTime),
      notes: (notes + warnings.map(\.caption)).map { Note(number: nil, text: $0) })
  }

  private static func planLegend(
    _ plans: [BenchmarkPlan], level: Double, startupTime: Double
  ) -> [String] {
    let total = plans.reduce(0) { $0 + $1.experiment.cost }
    return [
      """
      Plan: the cheapest number of process executions, and of steady iterations in each, after \
      those of the warmup, that reaches the half-width with a probability of \
      \(NumberFormat.percentage(ExperimentPlan.probability)); no executions longer than the pilot's. \
      In all \(duration(total)).
      """,
      """
      Between executions: how much of the variance of an iteration lies between process \
      executions; where it is much, more iterations in each tell little.
      """,
      """
      Now ±: half the width of the \(NumberFormat.percentage(level)) t interval that the present \
      data give; least difference: what two such measurements could have told from no change.
      """,
      """
      Counted per execution: \(NumberFormat.shortest(startupTime)) s to start and end a process, \
      and the warmup. That iterations depend on those before them is counted in.
      """,
    ]
  }

  /// A time as people say it: seconds, minutes or hours.
  package static func duration(_ seconds: Double) -> String {
    switch seconds {
    case ..<0.001: "under 1 ms"
    case ..<1: NumberFormat.significant(seconds * 1000, digits: 2) + " ms"
    case ..<90: NumberFormat.significant(seconds, digits: 2) + " s"
    case ..<5400: NumberFormat.significant(seconds / 60, digits: 2) + " min"
    default: NumberFormat.significant(seconds / 3600, digits: 2) + " h"
    }
  }
}

/// The columns of a table of plans.
private enum PlanColumns {
  typealias Source = ColumnSource<BenchmarkPlan>

  static func sources(of plans: [BenchmarkPlan]) -> [Source] {
    let variant = Source(Column(name: "variant", heading: "Variant", content: .text, role: .label))
    {
      .text($0.key.variant)
    }.statedIfSame(in: plans)
    return [
      Source(Column(name: "vm", heading: "VM", content: .text, role: .group)) { .text($0.key.vm) },
      Source(Column(name: "benchmark", heading: "Benchmark", content: .text, role: .label)) {
        .text($0.key.benchmark)
      },
      variant,
      percentage("now_half_width_percent", "Now ±", 1) { $0.relativeHalfWidth },
      percentage("least_difference_percent", "Least difference", 3) { $0.smallestDifference },
      percentage("between_executions_percent", "Between executions", 2) {
        $0.shareBetweenExecutions
      },
      Source(
        Column(
          name: "warmup_iterations", heading: "Warmup iterations", content: .number,
          dropOrder: 4)
      ) {
        .exact(
          Numeral(
            exact: $0.warmupIterations, text: NumberFormat.iteration($0.warmupIterations.rounded()))
        )
      },
      count("planned_executions", "Plan: executions") { $0.experiment.levels[0].repetitions },
      count("planned_iterations", "× iterations") { $0.experiment.levels[1].repetitions },
      Source(Column(name: "planned_seconds", heading: "Time", content: .number)) {
        .exact(Numeral(exact: $0.experiment.cost, text: Table.duration($0.experiment.cost)))
      },
    ]
  }

  private static func percentage(
    _ name: String, _ heading: String, _ dropOrder: Int,
    _ fraction: @escaping @Sendable (BenchmarkPlan) -> Double?
  ) -> Source {
    Source(
      Column(
        name: name, heading: heading, content: .number, unit: "%", dropOrder: dropOrder)
    ) { plan in
      guard let fraction = fraction(plan) else { return .empty }
      return .exact(
        Numeral(exact: 100 * fraction, text: NumberFormat.significant(100 * fraction, digits: 2)))
    }
  }

  private static func count(
    _ name: String, _ heading: String, _ count: @escaping @Sendable (BenchmarkPlan) -> Int
  ) -> Source {
    Source(Column(name: name, heading: heading, content: .number)) { .count(count($0)) }
  }
}
