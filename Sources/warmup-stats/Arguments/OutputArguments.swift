// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reports
import WarmupStats

/// When to use colours.
enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
  case auto, always, never
}

/// The options that say where a result goes.
struct OutputArguments: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write to this file; its suffix chooses the format.", valueName: "file"),
    completion: .file())
  var output: String?

  @Flag(name: .shortAndLong, help: "No progress, and no warnings beside the result.")
  var quiet = false

  /// The format asked for, else that of the output's suffix, else text.
  ///
  /// - Throws: `ValidationError` if the suffix is that of another kind of file.
  func format<Format: ResultFormat>(_ format: Format?) throws -> Format {
    if let format { return format }
    return try Format(suffixOf: output) ?? .text
  }

  /// Writes the result.
  func write(_ text: String) throws(CommandTrouble) {
    try ResultWriter.write(text, to: output)
  }

  /// Tells on the standard error what the result in this format does not.
  func tell(_ warnings: [Warning], besides format: some ResultFormat) {
    if !format.showsWarnings { tell(warnings) }
  }

  /// Tells on the standard error what no form of the result does.
  func tell(_ warnings: [Warning]) {
    guard !quiet else { return }
    for warning in warnings { Console.current.report(warning) }
  }
}
