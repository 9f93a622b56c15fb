// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Rendering
import Reports
import ResultsFiles
import WarmupStats

/// `warmup-stats classify`: which benchmarks warm up, when they are steady, and how fast they are.
struct ClassifyCommand: AsyncParsableCommand {
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
        xz -dc results.json.xz | warmup-stats classify -

      To reproduce tables made with the published tool, and its summary file:
        warmup-stats classify --compatibility warmup-stats \\
          --format warmup-stats-json results.json
      """)

  @OptionGroup(title: "Input") var input: InputArguments
  @OptionGroup(title: "Analysis") var analysis: AnalysisArguments
  @OptionGroup(title: "Output") var output: OutputArguments

  @Option(help: "How to write the result.")
  var format: OutputFormat?

  func run() async throws {
    let summaries = await analysis.analyze(try input.read(), isQuiet: output.quiet)
    try ResultWriter.write(render(summaries), to: output.output)
    if !chosenFormat.showsWarnings && !output.quiet {
      for warning in summaries.flatMap(\.warnings) { Console.current.report(warning) }
    }
  }

  /// The format asked for, else that of the output's suffix, else text.
  private var chosenFormat: OutputFormat {
    format ?? OutputFormat(suffixOf: output.output) ?? .text
  }

  private func render(_ summaries: [ExperimentSummary]) -> String {
    switch chosenFormat {
    case .json:
      SummaryDocument(summaries, version: WarmupStatsCommand.version).jsonText()
    case .publishedJSON:
      PublishedSummaryDocument(summaries).jsonText()
    case .text:
      output.textRenderer.render(Table(summarizing: summaries))
    case .markdown:
      MarkdownRenderer().render(Table(summarizing: summaries))
    case .csv:
      CSVRenderer().render(Table(summarizing: summaries))
    }
  }
}
