// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

/// A document of tables, the charts behind their rows, and what was done to get them.
public struct Report: Sendable, Hashable {
  /// A table and what stands behind its rows.
  package struct Section: Sendable, Hashable {
    /// The table.
    package var table: Table
    /// A chart per row of the table; empty if there is none.
    package var charts: [Chart]
    /// Where more of each row is, such as `page-01.html#row-1-1`; empty if it is nowhere.
    package var targets: [String]

    /// Creates a section.
    ///
    /// - Precondition: There is a chart per row, or none, and a target per row, or none.
    package init(table: Table, charts: [Chart] = [], targets: [String] = []) {
      precondition(charts.isEmpty || charts.count == table.rows.count, "a chart per row, or none")
      precondition(
        targets.isEmpty || targets.count == table.rows.count, "a target per row, or none")
      self.table = table
      self.charts = charts
      self.targets = targets
    }
  }

  /// A link to another page.
  package struct Link: Sendable, Hashable {
    /// What is there.
    package var name: String
    /// Where it is, seen from the page.
    package var target: String
  }

  /// What the report is about, in a few words.
  public var title: String
  /// What was measured and how much of it, as facts.
  package var facts: [Fact]
  /// Where other pages are.
  package var links: [Link]
  /// The tables, first to last.
  package var sections: [Section]
  /// How the numbers were found, in plain words; a paragraph each.
  package var method: [String]
  /// The options that were used, with their values.
  package var options: [Fact]

  /// Creates a report from its parts.
  package init(
    title: String, facts: [Fact] = [], sections: [Section], method: [String] = [],
    options: [Fact] = [], links: [Link] = []
  ) {
    self.title = title
    self.links = links
    self.facts = facts
    self.sections = sections
    self.method = method
    self.options = options
  }

  /// A report of some tables, without charts.
  public init(title: String, tables: [Table]) {
    self.init(title: title, sections: tables.map { Section(table: $0) })
  }

  /// The report without the rows of benchmarks that did not change.
  public func withChangesOnly() -> Report {
    var changed = self
    changed.sections = sections.map { section in
      guard section.table.hasVerdicts else { return section }
      let charts =
        section.charts.isEmpty ? [] : section.table.changedRows.map { section.charts[$0] }
      return Section(table: section.table.withChangesOnly(), charts: charts)
    }
    return changed
  }

  /// What a report of summaries is called unless it is named.
  public static let defaultTitle = "How the benchmarks warm up"

  /// A report of everything in some summaries: an overview, how benchmarks behave overall, a row
  /// per benchmark key with the run sequences of its executions behind it, and whether the warmup
  /// of their harness is enough, where it is known.
  ///
  /// - Parameters:
  ///   - summaries: What was found on each machine.
  ///   - title: What the report is about.
  ///   - sources: Where the results come from, such as the names of files.
  ///   - instrumentation: What virtual machines recorded of their own work, by benchmark key and by
  ///     the index of the execution, to stand below the run sequences.
  /// - Complexity: O(n log n) for n iterations in all.
  public init(
    of summaries: [ExperimentSummary], title: String = defaultTitle,
    sources: [String] = [],
    instrumentation: [BenchmarkKey: [Int: VMInstrumentation]] = [:]
  ) {
    let entries = SummaryEntry.rows(of: summaries)
    let method = MethodText(summaries.map(\.options))
    self.init(
      title: title, facts: Self.facts(of: summaries, sources: sources),
      sections: [
        Section(table: Table(overall: summaries)),
        Section(
          table: Table(summarizing: summaries),
          charts: entries.map { entry in
            let recorded = instrumentation[entry.benchmark.key] ?? [:]
            return Chart(
              runSequencesOf: entry.benchmark, options: entry.options, instrumentation: recorded)
          }),
      ] + [Table(harnessWarmup: summaries)].compactMap(\.self).map { Section(table: $0) },
      method: method.paragraphs, options: method.options)
  }

  private static func facts(of summaries: [ExperimentSummary], sources: [String]) -> [Fact] {
    let all = OverallShares(machine: "", of: summaries)
    let benchmarks = summaries.flatMap(\.benchmarks)
    let machines = OverallShares.perMachine(summaries).map(\.machine).filter { !$0.isEmpty }
    let vms = Set(benchmarks.map(\.key.vm)).filter { !$0.isEmpty }.sorted()
    let crashed = all.executions[.crashed, default: 0]
    return [
      Fact(name: sources.count > 1 ? "Files" : "File", value: sources.joined(separator: ", ")),
      Fact(
        name: machines.count > 1 ? "Machines" : "Machine", value: machines.joined(separator: ", ")),
      Fact(name: vms.count > 1 ? "VMs" : "VM", value: vms.joined(separator: ", ")),
      Fact(name: "Benchmark keys", value: NumberFormat.integer(benchmarks.count)),
      Fact(name: "Process executions", value: NumberFormat.integer(all.executionTotal)),
      Fact(name: "In-process iterations", value: NumberFormat.integer(all.iterations)),
      Fact(name: "Crashed executions", value: crashed > 0 ? NumberFormat.integer(crashed) : ""),
      Fact(
        name: "Harness's own warmup",
        value: HarnessWarmupCaptions.sentence(of: summaries) ?? ""),
    ].filter { !$0.value.isEmpty }
  }
}
