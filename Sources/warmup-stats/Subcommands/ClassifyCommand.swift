// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reports
import ResultsFiles
import WarmupStats

/// `warmup-stats classify`: which benchmarks warm up, when they are steady, and how fast they are.
struct ClassifyCommand: FormattedCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify",
    abstract: "Tell which benchmarks warm up, when they are steady, and how fast they then are.",
    discussion: """
      Every process execution is divided into segments at its changepoints and classified: flat, \
      warmup, slowdown, or no steady state.

      EXAMPLES:
        warmup-stats classify results.json.bz2
        warmup-stats classify --tolerance 1% --only-vms 'V8*' results.json
        warmup-stats classify --vm V8 --variant javascript before.csv
        warmup-stats classify results.json -o classes.json
        warmup-stats classify part1.json part2.json -o all.md
        xz -dc results.json.xz | warmup-stats classify -

      To reproduce tables made with the published tool, and its summary file:
        warmup-stats classify --compatibility warmup-stats \\
          --format warmup-stats-json results.json
      """)

  @OptionGroup(title: "Input") var input: InputArguments
  @OptionGroup(title: "Analysis") var analysis: AnalysisArguments
  @OptionGroup(title: "Output") var output: OutputArguments
  @OptionGroup(title: "Tables") var tables: TableArguments

  @Option(
    help: ArgumentHelp(
      "What the steady-performance interval says: t, pooled or hierarchical (default: t; with "
        + "barrett-2017 pooled).", valueName: "kind"))
  var interval: IntervalKind?

  @Option(help: "Tables: a group per vm, or per benchmark with a row per VM.")
  var groupBy = SummaryGrouping.vm

  @Option(help: "How to write the result.")
  var format: ClassificationFormat?

  @Flag(help: "JSON: keep the time of every iteration too, so that the file can stand for them.")
  var embedData = false

  var inputPaths: [String] { input.paths + [tables.template].compactMap(\.self) }

  func run() async throws {
    let format = try output.format(format)
    let summaries = try await input.summaries(
      analysis, interval: interval, needsTimes: embedData ? "--embed-data" : nil,
      isQuiet: output.quiet
    ).summaries
    if let format = format.ofTable {
      try tables.write(Table(summarizing: summaries, groupedBy: groupBy), as: format, to: output)
    } else if format == .publishedJSON {
      try output.write(PublishedSummaryDocument(summaries).jsonText())
    } else if format == .ndjson {
      try output.write(summaries.flatMap(\.keyByKey).map { document([$0]) }.joined())
    } else {
      try output.write(document(summaries))
    }
    output.tell(summaries.flatMap(\.warnings), besides: format)
  }

  private func document(_ summaries: [ExperimentSummary]) -> String {
    SummaryDocument(
      summaries, version: WarmupStatsCommand.version, embedsTimes: embedData, caption: \.caption
    ).jsonText()
  }
}

extension SummaryGrouping: ExpressibleByArgument {}
