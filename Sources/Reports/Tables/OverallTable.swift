// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

extension Table {
  /// How often each class occurs on each machine, over benchmark keys and over executions.
  ///
  /// - Complexity: O(number of executions).
  public init(overall summaries: [ExperimentSummary]) {
    let machines = OverallShares.perMachine(summaries)
    let all = OverallShares(machine: "", of: summaries)
    let isOne = machines.count <= 1
    let columns =
      (isOne ? [all] : machines).enumerated().map { index, machine in
        Column(
          name: machine.machine.isEmpty ? "machine_\(index + 1)" : machine.machine,
          heading: isOne ? "Share" : machine.shownName, content: .share)
      } + (isOne ? [] : [Column(name: "all_machines", heading: "All", content: .share)])
    let shares = isOne ? [all] : machines + [all]
    self.init(
      title: "How benchmarks behave overall",
      columns: [
        Column(name: "of", heading: "Of", content: .text, role: .group),
        Column(name: "class", heading: "Class", content: .label, role: .label),
      ] + columns,
      rows: Self.rows(
        "Benchmark keys", OverallShares.keyLabels,
        shares.map { shares in { shares.share(ofKeys: $0) } })
        + Self.rows(
          "Process executions", OverallShares.executionLabels,
          shares.map { shares in { shares.share(ofExecutions: $0) } }),
      legend: Self.overallLegend(machines: machines, all: all))
  }

  /// A row per class, and one for all of them.
  private static func rows(
    _ what: String, _ labels: [ClassLabel], _ columns: [(ClassLabel) -> Share]
  ) -> [Row] {
    let labels = labels.filter { label in
      !label.isShownOnlyWhereFound || columns.contains { $0(label).count > 0 }
    }
    let shares = labels.map { label in columns.map { $0(label) } }
    let totals = columns.indices.map { column in
      let total = shares.first?[column].total ?? 0
      return Cell.share(Share(count: total, total: total))
    }
    return zip(labels, shares).map { label, shares in
      Row(cells: [.text(what), .label(label)] + shares.map(Cell.share))
    } + [Row(cells: [.text(what), .text("total")] + totals)]
  }

  private static func overallLegend(machines: [OverallShares], all: OverallShares) -> [String] {
    var legend = machines.count > 1 ? machines.map { "\($0.shownName): \($0.sentence)" } : []
    legend.append((machines.count > 1 ? "All machines: " : "") + all.sentence)
    legend.append(
      """
      A benchmark key is a benchmark on a VM in a variant. Each share is followed by the number \
      it stands for.
      """)
    let single = all.executions[.singleMeasurement, default: 0]
    if single > 0 {
      let executions = single == 1 ? "execution is a" : "executions are"
      legend.append(
        "\(NumberFormat.integer(single)) \(executions) single measurement\(single == 1 ? "" : "s"), "
          + "which have no class.")
    }
    let crashed = all.executions[.crashed, default: 0]
    if crashed > 0 {
      legend.append("\(NumberFormat.counted(crashed, "execution")) crashed, and took no part.")
    }
    return legend
  }
}
