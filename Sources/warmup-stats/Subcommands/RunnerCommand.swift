// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Recording

/// `warmup-stats runner`: a small program that runs a benchmark's iterations.
struct RunnerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runner",
    abstract: "Print a small program that runs a benchmark again and again in one process.",
    discussion: """
      It calls the benchmark's run_iter(parameter), and hands over the time of each iteration to \
      'warmup-stats record'. You may keep it beside your benchmarks, and change it.

      EXAMPLES:
        warmup-stats runner python > runner.py
        warmup-stats record -i 2000 --protocol memory -- python3 runner.py bench.py
      """)

  @Argument(
    help: ArgumentHelp(
      "The language: \(Runner.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "language"))
  var language: Runner

  func run() throws { Console.current.writeOutput(language.text) }
}
