// SPDX-License-Identifier: GPL-3.0-or-later

import CTerminal
import Foundation
import Reports
import ResultsFiles
import WarmupStats

/// The two streams of a run of the command, and what it knows of the terminal behind them.
package struct Console: Sendable {
  /// The console of the run under way.
  @TaskLocal package static var current = Console.process

  /// The environment variables of the run.
  package var environment: [String: String]
  /// Whether the result goes to a terminal.
  package var outputIsTerminal: Bool
  /// Whether messages go to a terminal.
  package var errorIsTerminal: Bool
  /// How many columns a line may take; `nil` if any number, as there is no terminal.
  package var width: Int?
  /// Writes a part of the result.
  package var writeOutput: @Sendable (String) -> Void
  /// Writes a message or progress.
  package var writeError: @Sendable (String) -> Void

  package init(
    environment: [String: String] = [:], outputIsTerminal: Bool = false,
    errorIsTerminal: Bool = false, width: Int? = 80,
    writeOutput: @escaping @Sendable (String) -> Void,
    writeError: @escaping @Sendable (String) -> Void
  ) {
    self.environment = environment
    self.outputIsTerminal = outputIsTerminal
    self.errorIsTerminal = errorIsTerminal
    self.width = width
    self.writeOutput = writeOutput
    self.writeError = writeError
  }

  /// The standard streams of this process.
  package static let process: Console = {
    let environment = ProcessInfo.processInfo.environment
    return Console(
      environment: environment,
      outputIsTerminal: isatty(STDOUT_FILENO) == 1,
      errorIsTerminal: isatty(STDERR_FILENO) == 1,
      width: columns(environment: environment),
      writeOutput: { write($0, to: STDOUT_FILENO) },
      writeError: { write($0, to: STDERR_FILENO) })
  }()

  /// Writes one line that concerns the user but is not the result.
  func report(_ message: String) {
    writeError("warmup-stats: \(message)".escapedForTerminal.withoutWorkflowCommands + "\n")
  }

  /// Writes lines of the argument parser, which may hold what the user wrote.
  func reportLines(_ lines: String) {
    let escaped = lines.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).escapedForTerminal }
    writeError(escaped.joined(separator: "\n").withoutWorkflowCommands + "\n")
  }

  /// Writes why a file could not be read, and which option reads the rest of it.
  func report(_ error: ResultsFileError) {
    let way = error.isSkippable ? "; --skip-invalid leaves such executions out" : ""
    report(error.description + way)
  }

  /// Writes a warning as one line, with the benchmark it concerns unless its message names it.
  func report(_ warning: Warning) {
    let caption = warning.caption
    var subject = ""
    if let key = warning.key?.description, !caption.contains(key) { subject = "\(key): " }
    report("warning: \(subject)\(caption)")
  }

  /// How many columns a line in a file may take: what `COLUMNS` says, else any number.
  var chosenWidth: Int? { Self.chosenWidth(environment: environment) }

  private static func chosenWidth(environment: [String: String]) -> Int? {
    environment["COLUMNS"].flatMap(Int.init).flatMap { $0 > 0 ? min($0, 10_000) : nil }
  }

  /// The width of the terminal: `COLUMNS`, else what the terminal says, else 80; without a terminal
  /// what `COLUMNS` says.
  private static func columns(environment: [String: String]) -> Int? {
    if let chosen = chosenWidth(environment: environment) { return chosen }
    guard isatty(STDOUT_FILENO) == 1 else { return nil }
    let columns = Int(terminal_columns(STDOUT_FILENO))
    return columns > 0 ? columns : 80
  }

  /// Writes to a stream of the process, and ends it with exit code 2 where that is refused: there
  /// is nowhere left to say why to, except the other stream.
  private static func write(_ text: String, to descriptor: Int32) {
    do throws(OutputFile.Failure) {
      try OutputFile.write(Data(text.utf8), to: descriptor)
    } catch {
      let sentence = "warmup-stats: the output could not be written: \(error.reason)\n"
      try? OutputFile.write(Data(sentence.utf8), to: STDERR_FILENO)
      exit(CommandTrouble.exitCode)
    }
  }
}
