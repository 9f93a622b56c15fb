// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reports
import ResultsFiles
import WarmupStats

/// `warmup-stats overall`: how often each behaviour occurs.
struct OverallCommand: FormattedCommand {
  static let configuration = CommandConfiguration(
    commandName: "overall",
    abstract: "Tell how often each behaviour occurs, over benchmarks and over executions.",
    discussion: """
      EXAMPLES:
        warmup-stats overall results.json.bz2
        warmup-stats overall machine1.json machine2.json --format latex -o overall.tex
        warmup-stats overall --macros results.json -o numbers.tex
      """)

  @OptionGroup(title: "Input") var input: InputArguments
  @OptionGroup(title: "Analysis") var analysis: AnalysisArguments
  @OptionGroup var stopped: StoppedArguments
  @OptionGroup(title: "Output") var output: OutputArguments
  @OptionGroup(title: "Tables") var tables: TableArguments

  @Option(help: "How to write the result.")
  var format: TableFormat?

  @Flag(help: "Write every number as a LaTeX \\newcommand, for the text of a paper.")
  var macros = false

  var inputPaths: [String] { input.paths + [tables.template].compactMap(\.self) }

  func run() async throws {
    let format = macros ? .latex : try output.format(format)
    let analyzed = try await input.summaries(analysis.withoutIntervals, isQuiet: output.quiet)
    try stopped.check(analyzed.measurements.experiments)
    let summaries = analyzed.summaries
    if macros {
      try output.write(LaTeXRenderer().render(OverallMacros(summaries)))
    } else {
      try tables.write(Table(overall: summaries), as: format, to: output)
    }
    output.tell(summaries.flatMap(\.warnings))
  }
}
