// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Rendering

/// When to use colours.
enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
  case auto, always, never
}

/// The options that say where a result goes, and how it looks there.
struct OutputArguments: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write to this file; its suffix chooses the format.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(help: ArgumentHelp("Colours in text: auto, always or never.", valueName: "when"))
  var color = ColorChoice.auto

  @Flag(name: .shortAndLong, help: "No progress, and no warnings beside the result.")
  var quiet = false

  /// Whether text is to be coloured.
  ///
  /// By itself only on a terminal, and not where `NO_COLOR` is set to anything
  /// (https://no-color.org).
  var usesColor: Bool {
    let console = Console.current
    return switch color {
    case .always: true
    case .never: false
    case .auto:
      console.outputIsTerminal && output == nil
        && (console.environment["NO_COLOR"] ?? "").isEmpty
        && console.environment["TERM"] != "dumb"
    }
  }

  /// The renderer for text as wide as the terminal, or 80 columns where there is none.
  var textRenderer: TextRenderer {
    TextRenderer(width: Console.current.width, usesColor: usesColor)
  }
}
