// SPDX-License-Identifier: GPL-3.0-or-later

public import WarmupStats

/// What a table of summaries has groups of.
package enum SummaryGrouping: String, Sendable, Hashable, CaseIterable {
  /// A group per VM, with a row per benchmark.
  case vm
  /// A group per benchmark, with a row per VM.
  case benchmark
}

extension Table {
  /// How the benchmarks of some machines warm up: a row per benchmark key, a group per VM.
  ///
  /// Rows are in order of machine, VM, benchmark and variant. What is the same in all rows is
  /// stated once; a time column has one unit if one suits all of its values.
  ///
  /// - Complexity: O(m log m) for m benchmark keys, plus O(number of executions).
  public init(summarizing summaries: [ExperimentSummary]) {
    self.init(summarizing: summaries, groupedBy: .vm)
  }

  /// The same, in groups of VMs or of benchmarks.
  ///
  /// - Parameter unit: The unit of another quantity that was analyzed as if it were time; `nil` for
  ///   times.
  package init(
    summarizing summaries: [ExperimentSummary], groupedBy grouping: SummaryGrouping,
    counting unit: String? = nil
  ) {
    let entries = SummaryEntry.rows(of: summaries, groupedBy: grouping)
    let footnotes = Footnotes(of: summaries)
    let sources =
      SummaryColumns.keys(of: entries, groupedBy: grouping)
      + SummaryColumns.values(of: entries)
    var table = Table(
      title: "Warmup and steady performance",
      columns: sources.map(\.column),
      rows: Row.all(of: entries, sources) {
        footnotes.numbers(machine: $0.machine, key: $0.benchmark.key)
      },
      legend: SummaryLegend.sentences(
        of: entries, options: summaries.map(\.options), counting: unit),
      notes: footnotes.notes)
    if let unit { table.count(unit) }
    self = table
  }
}

/// A benchmark key's summary and the machine it comes from: what a row of the table shows.
///
/// It is handed to each of the columns, without a copy.
final class SummaryEntry: Sendable {
  let machine: String
  let benchmark: BenchmarkSummary
  /// The options that it was analyzed with.
  let options: AnalysisOptions

  init(machine: String, benchmark: BenchmarkSummary, options: AnalysisOptions) {
    self.machine = machine
    self.benchmark = benchmark
    self.options = options
  }

  var key: BenchmarkKey { benchmark.key }

  /// The entries of some machines' summaries, in the order of a table's rows.
  static func rows(of summaries: [ExperimentSummary]) -> [SummaryEntry] {
    summaries.flatMap { summary in
      let benchmarks = summary.benchmarks
      return benchmarks.indices.sorted { benchmarks[$0].key < benchmarks[$1].key }.map {
        SummaryEntry(
          machine: summary.machine, benchmark: benchmarks[$0], options: summary.options)
      }
    }
  }

  /// The same, all of a benchmark one after another if that is what groups are of.
  static func rows(
    of summaries: [ExperimentSummary], groupedBy grouping: SummaryGrouping
  ) -> [SummaryEntry] {
    let rows = rows(of: summaries)
    guard grouping == .benchmark else { return rows }
    return rows.enumerated().sorted {
      ($0.element.key.benchmark, $0.offset) < ($1.element.key.benchmark, $1.offset)
    }.map(\.element)
  }

  /// A number of each execution's steady state, where there is one.
  func ofSteadyStates(_ number: (SteadyState) -> Double) -> [Double] {
    benchmark.executions.indices.compactMap {
      benchmark.executions[$0].analysis?.steadyState.map(number)
    }
  }

  /// The number of iterations of the executions that completed: one number, or a range.
  var iterations: Cell {
    let counts = benchmark.iterationCounts
    guard let least = counts.min(), let greatest = counts.max() else { return .empty }
    return .countRange(least...greatest)
  }
}

/// The columns of a table of summaries.
enum SummaryColumns {
  typealias Source = ColumnSource<SummaryEntry>

  /// Who a row is about: machine, VM, variant and benchmark, and how much was measured.
  static func keys(
    of entries: [SummaryEntry], groupedBy grouping: SummaryGrouping = .vm
  ) -> [Source] {
    grouping == .vm ? keysByVM(of: entries) : keysByBenchmark(of: entries)
  }

  /// A group per benchmark; machines, VMs and variants name the rows.
  private static func keysByBenchmark(of entries: [SummaryEntry]) -> [Source] {
    func label(
      _ name: String, _ heading: String, _ text: @escaping @Sendable (SummaryEntry) -> String
    ) -> Source {
      Source(Column(name: name, heading: heading, content: .text, role: .label)) {
        .text(text($0))
      }.statedIfSame(in: entries)
    }
    let benchmark = Source(
      Column(name: "benchmark", heading: "Benchmark", content: .text, role: .group)
    ) { .text($0.key.benchmark) }
    var variant = label("variant", "Variant") { $0.key.variant }
    let variants = Dictionary(grouping: entries) { [$0.machine, $0.key.benchmark, $0.key.vm] }
    // Where each VM has one, it says no more than the VM.
    if variant.column.role == .label, variants.values.allSatisfy({ $0.count == 1 }) {
      variant.column.role = .hidden
    }
    var vm = Source(Column(name: "vm", heading: "VM", content: .text, role: .label)) {
      .text($0.key.vm)
    }
    if entries.allSatisfy(\.key.vm.isEmpty) { vm.column.role = .stated }
    return [benchmark, label("machine", "Machine") { $0.machine }, vm, variant]
      + amounts(of: entries)
  }

  private static func keysByVM(of entries: [SummaryEntry]) -> [Source] {
    let variantRole: Column.Role =
      entries.haveOneVariantEach(
        of: { VMPlace(machine: $0.machine, vm: $0.key.vm) }, { $0.key }) ? .group : .label
    let benchmark = Source(
      Column(name: "benchmark", heading: "Benchmark", content: .text, role: .label)
    ) { .text($0.key.benchmark) }
    let variant = Source(
      Column(name: "variant", heading: "Variant", content: .text, role: variantRole)
    ) { .text($0.key.variant) }.statedIfSame(in: entries)
    return [
      Source(Column(name: "machine", heading: "Machine", content: .text, role: .group)) {
        .text($0.machine)
      }.statedIfSame(in: entries),
      Source(
        Column(
          name: "vm", heading: "VM", content: .text,
          role: entries.allSatisfy(\.key.vm.isEmpty) ? .stated : .group)
      ) { .text($0.key.vm) },
    ] + (variantRole == .label ? [benchmark, variant] : [variant, benchmark])
      + amounts(of: entries)
  }

  /// How much was measured.
  private static func amounts(of entries: [SummaryEntry]) -> [Source] {
    [
      Source(
        Column(
          name: "process_executions", heading: "Process executions", content: .number,
          dropOrder: 5)
      ) { .count($0.benchmark.executions.count) }.statedIfSame(in: entries),
      Source(
        Column(
          name: "iterations", heading: "In-process iterations", content: .range,
          dropOrder: 4)
      ) { $0.iterations }.statedIfSame(in: entries),
    ]
  }

  /// What the method found.
  static func values(of entries: [SummaryEntry]) -> [Source] {
    let (times, performances) = (
      entries.compactMap(\.benchmark.timeToSteady),
      entries.compactMap(\.benchmark.steadyPerformance)
    )
    // Of one execution only the mean is known.
    let single = entries.compactMap {
      $0.benchmark.steadyPerformance == nil ? $0.benchmark.steadyMean : nil
    }
    let timeUnit = TimeUnit(
      suiting: times.map(\.median), with: times.flatMap { [$0.lower, $0.upper] })
    let performanceUnit = TimeUnit(
      suiting: performances.map(\.center) + single, with: performances.map(\.halfWidth))
    return [
      Source(Column(name: "class", heading: "Class", content: .classes)) {
        .classes(
          ClassesCell(overall: $0.benchmark.consistency, counts: $0.benchmark.counts))
      },
      Source(
        Column(
          name: "steady_executions", heading: "Steady", content: .share,
          role: entries.contains(where: \.isPartlySteady) ? .value : .hidden, dropOrder: 4)
      ) { entry in
        .share(
          Share(
            count: entry.benchmark.steadyExecutions, total: entry.benchmark.counts.completed,
            isCounted: true))
      },
      Source(
        Column(
          name: "steady_iteration", heading: "Steady iteration", content: .measured(.spread),
          dropOrder: 2),
        cell: steadyIteration),
      Source(
        Column(
          name: "time_to_steady_seconds", heading: "Time to steady", content: .measured(.spread),
          unit: timeUnit?.symbol, dropOrder: 3)
      ) { timeToSteady(of: $0, unit: timeUnit) },
      Source(
        Column(
          name: "steady_performance_seconds", heading: "Steady performance",
          content: .measured(.estimate),
          unit: performanceUnit?.symbol, dropOrder: 1)
      ) { steadyPerformance(of: $0, unit: performanceUnit) },
    ]
  }

  private static func steadyIteration(of entry: SummaryEntry) -> Cell {
    guard let spread = entry.benchmark.steadyIteration else { return .empty }
    return .measured(
      MeasuredCell(
        iterations: spread,
        histogram: Histogram(
          entry.ofSteadyStates { Double($0.iteration) }, median: spread.median)))
  }

  private static func timeToSteady(of entry: SummaryEntry, unit: TimeUnit?) -> Cell {
    guard let spread = entry.benchmark.timeToSteady else { return .empty }
    return .measured(
      MeasuredCell(
        times: spread, unit: unit,
        histogram: Histogram(entry.ofSteadyStates(\.timeToReach), median: spread.median)))
  }

  private static func steadyPerformance(of entry: SummaryEntry, unit: TimeUnit?) -> Cell {
    guard let estimate = entry.benchmark.steadyPerformance else {
      return entry.benchmark.steadyMean.map {
        .measured(MeasuredCell(withoutInterval: $0, unit: unit))
      } ?? .empty
    }
    return .measured(
      MeasuredCell(
        estimate, unit: unit,
        histogram: Histogram(entry.ofSteadyStates(\.mean), median: estimate.center)))
  }
}
