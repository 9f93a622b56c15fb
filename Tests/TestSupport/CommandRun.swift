// SPDX-License-Identifier: GPL-3.0-or-later

internal import Command
internal import Synchronization

/// What one run of the command, inside this process, printed and returned.
package struct CommandRun {
  package var exitCode: Int32
  package var output: String
  package var errors: String

  /// Runs the command with these arguments, as a user with a terminal of `width` columns would.
  package static func of(
    _ arguments: [String], width: Int = 80, environment: [String: String] = [:],
    outputIsTerminal: Bool = false
  ) async -> CommandRun {
    let output = Collector()
    let errors = Collector()
    let console = Console(
      environment: environment, outputIsTerminal: outputIsTerminal, width: width,
      writeOutput: { output.append($0) }, writeError: { errors.append($0) })
    let exitCode = await WarmupStatsCommand.run(arguments, console: console)
    return CommandRun(exitCode: exitCode, output: output.text, errors: errors.text)
  }

  /// Runs the command with arguments that hold no spaces, written as one line.
  package static func of(
    _ line: String, width: Int = 80, environment: [String: String] = [:],
    outputIsTerminal: Bool = false
  ) async -> CommandRun {
    await of(
      line.split(separator: " ").map(String.init), width: width, environment: environment,
      outputIsTerminal: outputIsTerminal)
  }
}

/// Text that grows from any task.
private final class Collector: Sendable {
  private let parts = Mutex("")

  var text: String { parts.withLock { $0 } }

  func append(_ part: String) {
    parts.withLock { $0 += part }
  }
}
