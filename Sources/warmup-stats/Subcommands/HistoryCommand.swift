// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reports
import ResultsFiles
import WarmupStats

/// `warmup-stats history`: how performance changed over the results of a project.
struct HistoryCommand: FormattedCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Tell since when benchmarks are faster or slower, over many results.",
    discussion: """
      Takes a result per file, or the baseline file of 'compare', and finds where the level of each \
      benchmark's steady performance changed, beyond the spread between results. Results stand in \
      the order of the dates in the files, or in their names, if all of them have one; else in the \
      order in which they are given. They are called by their label, the commit in the file or in \
      its name, or the name of the file.

      EXAMPLES:
        warmup-stats history results/*.json
        warmup-stats history main.json -o history.html
        warmup-stats history v1.0=a.json v1.1=b.json v1.2=c.json --format markdown
        warmup-stats history main.json --only-benchmarks fasta -o fasta.svg
      """)

  @Argument(
    help: ArgumentHelp(
      "Results files, results of 'classify --format json', or a baseline file.",
      valueName: "[label=]file"),
    completion: .file())
  var files: [String]

  @OptionGroup(title: "Input") var reading: ReadingArguments
  @OptionGroup(title: "Analysis") var analysis: AnalysisArguments

  @Option(
    help: ArgumentHelp(
      "How many benchmarks that never changed may show a change (default: 2%).", valueName: "%"))
  var falseAlarms: Effect?

  @OptionGroup(title: "Output") var output: OutputArguments
  @OptionGroup(title: "Tables") var tables: TableArguments

  @Flag(help: "Tables without benchmarks that did not change.")
  var changedOnly = false

  @Option(help: "How to write the result.")
  var format: StudyFormat?

  var inputPaths: [String] {
    files.map { LabelledFile($0).path } + [tables.template].compactMap(\.self)
  }

  mutating func validate() throws {
    try OptionBounds.check(
      "--false-alarms", falseAlarms?.fraction, in: 1e-6...0.5, takes: "a part from 0.0001 % to 50 %"
    )
  }

  func run() async throws {
    let row = try await RowOfResults(
      reading: files.map(LabelledFile.init), reading, analysis.withoutIntervals,
      isQuiet: output.quiet)
    let histories = History.all(of: row.results.map(\.summary), options: options)
    guard !histories.isEmpty else {
      throw CommandTrouble.nothingToAnalyze(reason: "no benchmark has a steady state in any result")
    }
    let shown = changedOnly ? histories.filter { !$0.changes.isEmpty } : histories
    let labels = row.results.map(\.label)
    let warnings = warnings(about: row, histories)
    let format = try output.format(format)
    switch format {
    case .json:
      try output.write(
        HistoryDocument(
          shown,
          results: row.results.map {
            .init(label: $0.label, file: $0.path, date: $0.date, commit: $0.commit)
          }, options: options, warnings: warnings, version: WarmupStatsCommand.version,
          caption: \.caption
        ).jsonText())
    case .svg:
      try PlotWriter(output: output, format: .svg).write(
        shown.map { history in
          .init(
            name: history.key.description,
            svg: SVGRenderer().render(Chart(history: history, results: labels)))
        })
    case .html:
      try tables.write(
        Report(histories: shown, results: labels, warnings: warnings), to: output)
    case .text, .markdown, .csv, .latex, .pdf:
      if let format = format.ofTable {
        try tables.write(
          Table(histories: shown, results: labels, warnings: warnings), as: format, to: output)
      }
    }
    output.tell(warnings, besides: format)
  }

  private var options: HistoryOptions {
    var options = HistoryOptions()
    options.level = analysis.level?.value ?? options.level
    options.falseAlarmRate = falseAlarms?.fraction ?? options.falseAlarmRate
    return options
  }

  /// What readers should know of the results and their order.
  private func warnings(about row: RowOfResults, _ histories: [History]) -> [Warning] {
    var warnings: [Warning] = []
    if !row.isDated, row.results.count > 1 {
      warnings.append(
        Warning(
          kind: .lostOrder,
          message:
            "not every result has a date in the file or in its name: they stand in the order "
            + "in which they were given"))
    }
    if row.machines.count > 1 {
      warnings.append(
        Warning(
          kind: .differentConditions,
          message:
            "results of different machines (\(NumberFormat.list(row.machines))): a change of "
            + "the machine looks like a change of the performance"))
    }
    let total = row.results.count
    for history in histories where history.points.count < total {
      warnings.append(
        Warning(
          kind: .incompleteData,
          message: "\(total - history.points.count) of \(total) results say nothing of it: it was "
            + "not measured, or had no steady state", key: history.key))
    }
    return warnings
  }
}
