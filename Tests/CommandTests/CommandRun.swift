// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Synchronization
import warmup_stats

/// What one run of the command, inside this process, printed and returned.
struct CommandRun {
  var exitCode: Int32
  var output: String
  var errors: String

  /// Runs the command with these arguments, as a user with a terminal of `width` columns would.
  static func of(
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
  static func of(
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

/// The program that makes PDF and PNG of plots.
enum PlotConverter {
  /// Whether a test that needs the program shall run: if it is installed, and always where the
  /// environment says `CI=true`, so that there it cannot be missing unnoticed.
  static let isWanted: Bool = {
    let environment = ProcessInfo.processInfo.environment
    return environment["CI"] == "true"
      || (environment["PATH"] ?? "").split(separator: ":").contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/rsvg-convert")
      }
  }()
}

/// A folder of its own for one test, gone with the test.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "warmup-stats-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The path of a file in the folder.
  func path(_ name: String) -> String { url.appending(path: name).path }

  /// Writes a file into the folder, and returns its path.
  func write(_ text: String, as name: String) throws -> String {
    let file = url.appending(path: name)
    try Data(text.utf8).write(to: file)
    return file.path
  }
}
