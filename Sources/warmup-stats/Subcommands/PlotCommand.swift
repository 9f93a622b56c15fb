// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reports
import ResultsFiles
import WarmupStats

/// `warmup-stats plot`: run-sequence plots, and how steady iterations depend on one another.
struct PlotCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Plot the iterations of process executions, with segments and outliers.",
    discussion: """
      Every benchmark has a page of its own, or several, with a panel for each process execution. \
      Several pages go into one PDF, or into numbered files. PDF and PNG need rsvg-convert.

      EXAMPLES:
        warmup-stats plot --only-benchmarks fasta --only-vms V8 results.json.bz2 -o fasta.svg
        warmup-stats plot --execution 1-3 --execution 8 results.json -o plots.pdf
        warmup-stats plot --dependence results.json -o dependence.pdf
        warmup-stats plot --instrumentation pypy_instr_data results.json -o pypy.pdf
      """)

  @OptionGroup(title: "Input") var input: InputArguments
  @OptionGroup(title: "Analysis") var analysis: AnalysisArguments

  @Option(
    help: ArgumentHelp(
      "Only this process execution, or these, such as 3 or 1-5; may be given again.",
      valueName: "number"))
  var execution: [ExecutionNumbers] = []

  @Option(
    help: ArgumentHelp("How many executions stand on a page (default: all).", valueName: "count"))
  var perPage: Int?

  @Flag(help: "Lag plots and autocorrelation of the steady states, instead of run sequences.")
  var dependence = false

  @Flag(
    inversion: .prefixedNo, help: "Show core cycles below the times, where they were recorded.")
  var coreCycles = true

  @OptionGroup var recorded: InstrumentationArguments

  @OptionGroup(title: "Output") var output: OutputArguments

  @Option(help: "How to write the plots; without it, as the output's suffix says, else svg.")
  var format: PlotFormat?

  var inputPaths: [String] { input.paths + [recorded.instrumentation].compactMap(\.self) }

  mutating func validate() throws {
    try OptionBounds.check(
      "--per-page", perPage, in: 1...10_000, takes: "a count from 1 to 10000")
    if dependence && recorded.instrumentation != nil {
      throw ValidationError("--instrumentation is for run sequences, not for --dependence")
    }
  }

  func run() async throws {
    let writer = try PlotWriter(output: output, format: format)
    let results = try input.read()
    let recorded = try recorded.read(for: results, input.reading, executions: isWanted)
    let summaries = await analysis.analyze(results, isQuiet: output.quiet)
    let pages = summaries.flatMap { summary in
      summary.benchmarks.flatMap { benchmark in
        var chart = chart(
          of: benchmark, summary.options, recorded.executions[benchmark.key] ?? [:])
        if summaries.count > 1 { chart.title += ", \(summary.machine)" }
        return self.pages(of: chart)
      }
    }
    guard !pages.isEmpty else { throw CommandTrouble.nothingToAnalyze(reason: whatIsMissing) }
    try writer.write(pages.map(SVGRenderer().render))
    output.tell(summaries.flatMap(\.warnings) + recorded.warnings)
  }

  /// The panels of all executions that are asked for, which share their axis on every page.
  private func chart(
    of benchmark: BenchmarkSummary, _ options: AnalysisOptions, _ recorded: [Int: VMInstrumentation]
  ) -> Chart {
    let selected = benchmark.executions.indices.filter(isWanted)
    if dependence { return Chart(dependenceIn: benchmark, executions: selected) }
    return Chart(
      runSequencesOf: benchmark, options: options, executions: selected,
      showsCoreCycles: coreCycles,
      instrumentation: recorded)
  }

  /// Whether the execution of an index, from 0, is asked for.
  private func isWanted(_ index: Int) -> Bool {
    execution.isEmpty || execution.contains { $0.range.contains(index + 1) }
  }

  private func pages(of chart: Chart) -> [Chart] {
    let count = chart.panels.count
    guard count > 0 else { return [] }
    let size = min(perPage ?? count, count) * (dependence ? 2 : 1)
    let starts = stride(from: 0, to: count, by: size)
    return starts.enumerated().map { number, start in
      var page = chart
      page.panels = Array(chart.panels[start..<min(start + size, count)])
      if size < count { page.title += " (\(number + 1) of \((count + size - 1) / size))" }
      return page
    }
  }

  private var whatIsMissing: String {
    let kind = dependence ? "steady state whose times vary" : "completed process execution"
    return execution.isEmpty ? "no \(kind)" : "no \(kind) among those asked for"
  }
}

/// The numbers of process executions, from 1, written as 3 or 1-5.
struct ExecutionNumbers: ExpressibleByArgument {
  var range: ClosedRange<Int>

  init?(argument: String) {
    let bounds = argument.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard bounds.count <= 2, let first = bounds.first ?? nil, let last = bounds.last ?? nil,
      first >= 1, first <= last
    else { return nil }
    range = first...last
  }
}
