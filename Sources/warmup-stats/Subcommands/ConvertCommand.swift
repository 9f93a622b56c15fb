// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import ResultsFiles
import WarmupStats

/// `warmup-stats convert`: results in another format.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Write results in another format: tidy CSV or NDJSON, Krun JSON, warmup_stats CSV.",
    discussion: """
      Every time is written so that it reads back as the same number. What the other format has \
      no place for is said.

      EXAMPLES:
        warmup-stats convert results.json.bz2 -o results.csv
        warmup-stats convert --format krun jmh.json -o krun.json
      """)

  @OptionGroup(title: "Input") var input: InputArguments
  @OptionGroup(title: "Output") var output: OutputArguments

  @Option(help: "The format to write; without it, that of the output's suffix, else csv.")
  var format: WrittenFormat?

  func run() throws {
    let results = try input.read()
    var text = ""
    let losses = try ResultsFile.write(results.experiments, as: chosenFormat, to: &text)
    try output.write(text)
    if !output.quiet {
      for warning in results.warnings + losses { Console.current.report(warning) }
    }
  }

  private var chosenFormat: WrittenFormat {
    if let format { return format }
    return switch output.output?.split(separator: ".").last {
    case "json": .krun
    case "ndjson", "jsonl": .tidyNDJSON
    default: .tidyCSV
    }
  }
}
