// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

extension Table {
  /// Where a rule would have stopped executions: a row per benchmark, a group per VM.
  ///
  /// - Parameters:
  ///   - study: what the rule does.
  ///   - name: what the rule is called.
  ///   - warnings: what else readers should know.
  /// - Complexity: O(m log m) for m benchmarks, plus O(number of executions).
  public init(steadyRule study: SteadyRuleStudy, named name: String, warnings: [Warning] = []) {
    let entries = study.benchmarks.sorted { $0.key < $1.key }
    let rows = entries.map { SteadyRuleRow($0) }
    let variants = Set(entries.map(\.key.variant))
    self.init(
      title: "Where the rule \(name) stops",
      columns: SteadyRuleRow.columns(hidesVariant: variants.count <= 1),
      rows: rows.map(\.row),
      legend: entries.isEmpty ? [] : Self.steadyRuleLegend(study.rule),
      notes: warnings.map { Note(number: nil, text: $0.caption) })
  }

  private static func steadyRuleLegend(_ rule: SteadyRule) -> [String] {
    [
      """
      Warmup and iterations: medians over the executions that the rule stops; time: the median over \
      all executions, and how much that is of the time that they took in full.
      """,
      """
      Deviation: by how much the mean of what was measured differs from that of the steady state of \
      the full execution: the median, and how many differ by more than 5 %.
      """,
      """
      The rule wants quarters within \(NumberFormat.percentage(rule.deviation)) of the mean of the \
      measured part, which takes at least \(NumberFormat.shortest(rule.minimumTime)) s and \
      \(NumberFormat.percentage(rule.shareOfWarmup)) of the warmup. It was chosen on JVMs whose \
      iterations take about 100 ms, and is not validated elsewhere.
      """,
    ]
  }
}

/// What the table says of one benchmark.
private struct SteadyRuleRow {
  private let benchmark: SteadyRuleStudy.Benchmark

  init(_ benchmark: SteadyRuleStudy.Benchmark) { self.benchmark = benchmark }

  static func columns(hidesVariant: Bool) -> [Column] {
    [
      Column(name: "vm", heading: "VM", content: .text, role: .group),
      Column(
        name: "variant", heading: "Variant", content: .text, role: hidesVariant ? .hidden : .group),
      Column(name: "benchmark", heading: "Benchmark", content: .text, role: .label),
      Column(name: "stopped", heading: "Stopped", content: .share),
      Column(name: "warmup_iterations", heading: "Warmup", content: .number, dropOrder: 3),
      Column(name: "iterations", heading: "Iterations", content: .number),
      Column(name: "time_s", heading: "Time", content: .number, unit: "s"),
      Column(name: "share_of_full_time", heading: "Of full", content: .number, unit: "%"),
      Column(
        name: "median_deviation", heading: "Deviation", content: .number, unit: "%", dropOrder: 1),
      Column(name: "far_off", heading: "Over 5 %", content: .share, dropOrder: 2),
    ]
  }

  var row: Row {
    let executions = benchmark.executions
    let stops = executions.compactMap(\.stop)
    let time = Self.median(executions.map(\.time))
    let full = executions.reduce(0) { $0 + $1.fullTime }
    let deviations = executions.compactMap(\.deviation).map(abs)
    return Row(cells: [
      .text(benchmark.key.vm), .text(benchmark.key.variant), .text(benchmark.key.benchmark),
      .share(Share(count: stops.count, total: executions.count, isCounted: true)),
      Self.iterations(stops.map(\.warmup)), Self.iterations(stops.map(\.iterations)),
      Self.cell(time) { NumberFormat.significant($0, digits: 3) },
      Self.cell(full > 0 ? executions.reduce(0) { $0 + $1.time } / full : nil) {
        NumberFormat.fixed(100 * $0, decimals: 0)
      },
      Self.cell(Self.median(deviations)) { NumberFormat.fixed(100 * $0, decimals: 2) },
      .share(
        Share(count: deviations.count { $0 > 0.05 }, total: deviations.count, isCounted: true)),
    ])
  }

  private static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  private static func iterations(_ counts: [Int]) -> Cell {
    cell(median(counts.map { Double($0) }), NumberFormat.iteration)
  }

  private static func cell(_ value: Double?, _ text: (Double) -> String) -> Cell {
    value.map { .exact(Numeral(exact: $0, text: text($0))) } ?? .empty
  }
}
