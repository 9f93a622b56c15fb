// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reports
import ResultsFiles
import WarmupStats

/// What a figure shows.
enum PlotKind: String, CaseIterable, ExpressibleByArgument {
  case runs, bars, stack
}

/// `warmup-stats plot`: run-sequence plots, how steady iterations depend on one another, and bars of
/// several configurations.
struct PlotCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Plot the iterations of process executions, or bars of several configurations.",
    discussion: """
      Every benchmark has a page of its own, or several, with a panel for each process execution: \
      its times, segments and outliers. Several pages go into one PDF, or into numbered files. PDF \
      and PNG need rsvg-convert.

      With --kind bars each benchmark has a bar for each file, or for each VM of the files together, \
      relative to the baseline, and geometric means stand apart. With --kind stack bars have the \
      parts that the column breakdown of tidy CSV names.

      EXAMPLES:
        warmup-stats plot --only-benchmarks fasta --only-vms V8 results.json.bz2 -o fasta.svg
        warmup-stats plot --execution 1-3 --execution 8 results.json -o plots.pdf
        warmup-stats plot --dependence results.json -o dependence.pdf
        warmup-stats plot --instrumentation pypy_instr_data results.json -o pypy.pdf
        warmup-stats plot --kind bars --baseline JamVM times.csv --width 241pt -o times.pdf
        warmup-stats plot --kind bars --values raw --log-y dispatches.csv -o dispatches.pdf
        warmup-stats plot --kind stack --baseline JamVM stalls.csv -o stalls.pdf
      """)

  @OptionGroup(title: "Input") var input: InputArguments
  @OptionGroup(title: "Analysis") var analysis: AnalysisArguments

  @Option(help: "Run sequences, bars of configurations, or stacked bars of parts.")
  var kind = PlotKind.runs

  @OptionGroup(title: "Bars") var configurations: ConfigurationArguments

  @Option(help: "Bars of ratios to the baseline, or of means in their unit.")
  var values = BarValues.relative

  @OptionGroup(title: "Figure") var figure: FigureArguments

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

  @Flag(help: "Each benchmark on all machines, side by side on one axis.")
  var machinesSideBySide = false

  @OptionGroup var recorded: InstrumentationArguments

  @OptionGroup(title: "Output") var output: OutputArguments

  @Option(help: "How to write the plots; without it, as the output's suffix says, else svg.")
  var format: PlotFormat?

  var inputPaths: [String] { input.paths + [recorded.instrumentation].compactMap(\.self) }

  mutating func validate() throws {
    try OptionBounds.check(
      "--per-page", perPage, in: 1...10_000, takes: "a count from 1 to 10000")
    if kind != .runs, dependence || recorded.instrumentation != nil || machinesSideBySide {
      throw ValidationError(
        "--kind \(kind.rawValue) plots no executions, and takes no option for them")
    }
    if kind == .runs, configurations.baseline != nil || configurations.sort != nil {
      throw ValidationError("--baseline and --sort are for --kind bars and stack")
    }
    if kind == .stack, figure.logY {
      throw ValidationError("parts of a whole have no place on a logarithmic axis")
    }
    if machinesSideBySide && (dependence || recorded.instrumentation != nil) {
      throw ValidationError("--machines-side-by-side is for run sequences alone")
    }
    if dependence && recorded.instrumentation != nil {
      throw ValidationError("--instrumentation is for run sequences, not for --dependence")
    }
  }

  func run() async throws {
    let writer = try PlotWriter(output: output, format: format)
    guard kind == .runs else { return try await plotBars(writer) }
    let results = try input.read()
    let recorded = try recorded.read(for: results, input.reading, executions: isWanted)
    let summaries = await analysis.withoutIntervals.analyze(results, isQuiet: output.quiet)
    let charts =
      machinesSideBySide
      ? chartsOfMachines(summaries)
      : summaries.flatMap { summary in
        summary.benchmarks.map { benchmark in
          var chart = chart(
            of: benchmark, summary.options, recorded.executions[benchmark.key] ?? [:])
          if summaries.count > 1 { chart.title += ", \(summary.machine)" }
          return chart
        }
      }
    let pages = charts.flatMap { chart in
      self.pages(of: chart).map { page in (name: chart.title, chart: page) }
    }
    guard !pages.isEmpty else { throw CommandTrouble.nothingToAnalyze(reason: whatIsMissing) }
    let renderer = try runRenderer(machines: machinesSideBySide ? summaries.count : nil)
    try writer.write(
      pages.map { page in
        var chart = page.chart
        if let title = figure.title { chart.title = title }
        return .init(name: page.name, svg: renderer.render(chart))
      })
    output.tell(summaries.flatMap(\.warnings) + recorded.warnings)
  }

  private var axis: TimeAxis {
    TimeAxis(range: figure.yRange?.range, isLogarithmic: figure.logY)
  }

  /// The renderer of run sequences, on screen or in print.
  ///
  /// - Parameter machines: How many panels stand side by side unless that is asked for.
  private func runRenderer(machines: Int?) throws -> SVGRenderer {
    let panels = figure.panelsPerRow ?? machines
    guard let width = figure.width ?? (figure.fontSize == nil ? nil : 504) else {
      let height = figure.height.map { $0 / 0.75 } ?? 130
      guard height >= 40 else { throw ValidationError("--height is at least 30pt") }
      return SVGRenderer(panelHeight: height, panelsPerRow: panels ?? 2)
    }
    guard
      let renderer = SVGRenderer(
        width: width, height: figure.height, fontSize: figure.textSize, panelsPerRow: panels)
    else {
      throw CommandTrouble.doesNotFit(
        reason:
          "a panel is at least \(NumberFormat.fixed((20 * figure.textSize).rounded(.up), decimals: 0)) pt wide and "
          + "\(NumberFormat.fixed((4 * figure.textSize).rounded(.up), decimals: 0)) pt high with text of \(figure.textSize) pt: "
          + "--panels-per-row, --width, --height or --font-size")
    }
    return renderer
  }

  private func chartsOfMachines(_ summaries: [ExperimentSummary]) -> [Chart] {
    let keys = summaries.flatMap { $0.benchmarks.map(\.key) }.uniqued
    let most = summaries.flatMap(\.benchmarks).map(\.executions.count).max() ?? 0
    let wanted = (0..<most).filter(isWanted)
    let benchmarks = summaries.map(\.benchmarksByKey)
    return keys.map { key in
      Chart(
        runSequencesOf: zip(summaries, benchmarks).compactMap { summary, benchmarks in
          benchmarks[key].map {
            (summary.machine.isEmpty ? "unnamed machine" : summary.machine, $0, summary.options)
          }
        }, executions: wanted, showsCoreCycles: coreCycles, axis: axis)
    }
  }

  /// The panels of all executions that are asked for, which share their axis on every page.
  private func chart(
    of benchmark: BenchmarkSummary, _ options: AnalysisOptions, _ recorded: [Int: VMInstrumentation]
  ) -> Chart {
    let selected = benchmark.executions.indices.filter(isWanted)
    if dependence { return Chart(dependenceIn: benchmark, executions: selected) }
    return Chart(
      runSequencesOf: benchmark, options: options, executions: selected,
      showsCoreCycles: coreCycles, instrumentation: recorded, axis: axis)
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

extension BarValues: ExpressibleByArgument {}

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
