// SPDX-License-Identifier: GPL-3.0-or-later

package import ArgumentParser
import Recording
import ResultsFiles

/// The command `warmup-stats`.
package struct WarmupStatsCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "warmup-stats",
    abstract: "Tells how benchmarks warm up, when they are steady, and how fast they then are.",
    discussion: """
      EXAMPLES:
        warmup-stats classify results.json.bz2
        warmup-stats classify --tolerance 1% --format markdown results.json
        warmup-stats classify run1.csv run2.csv --vm V8 --variant javascript -o table.csv

      Exit codes: 0 done; 1 a gate failed; 2 the input could not be read or analyzed; \
      3 a gate failed because the data cannot tell; 4 a gate failed because benchmarks are \
      missing; 64 wrong usage.
      """,
    version: BuildDescription.text,
    subcommands: [
      ClassifyCommand.self, InspectCommand.self, CompareCommand.self, DiffCommand.self,
      HistoryCommand.self, PlotCommand.self,
      PlanCommand.self, TruncateCommand.self, SensitivityCommand.self, PenaltiesCommand.self,
      ConfigurationCommand.self, OverallCommand.self,
      ReportCommand.self, TemplateCommand.self, ConvertCommand.self, RecordCommand.self,
      RunnerCommand.self,
    ])

  /// The version of the command and of the library in it.
  package static let version = "0.2.0"

  package init() {}

  /// Does what must happen first in the process, while it is small: see `Launcher`.
  package static func prepare(for arguments: [String]) {
    if arguments.first == RecordCommand.configuration.commandName { Launcher.prepare() }
  }

  /// Runs the command on `arguments`, without the program's name, and returns its exit code.
  ///
  /// Everything it reads from and writes to but files goes through `console`.
  package static func run(_ arguments: [String], console: Console) async -> Int32 {
    await Console.$current.withValue(console) {
      do {
        var command = try parseAsRoot(arguments)
        if let command = command as? any ReadingCommand { try command.checkOutput() }
        if var command = command as? any AsyncParsableCommand {
          try await command.run()
        } else {
          try command.run()
        }
        return 0
      } catch let trouble as CommandTrouble {
        console.report(trouble.description)
        return CommandTrouble.exitCode
      } catch let error as ResultsFileError {
        console.report(error)
        return CommandTrouble.exitCode
      } catch let error as RecordingError {
        console.report(error.description)
        return error.exitCode
      } catch let error as WritingError {
        console.report(error.description)
        return CommandTrouble.exitCode
      } catch let error as HoldsQuantities {
        console.report(error.description)
        return CommandTrouble.exitCode
      } catch {
        return report(error, to: console)
      }
    }
  }

  /// Prints what the argument parser has to say: help and versions are results, the rest is not.
  private static func report(_ error: any Error, to console: Console) -> Int32 {
    let code = exitCode(for: error)
    let message = fullMessage(for: error, columns: console.width ?? 80)
    if code.isSuccess {
      console.writeOutput(message + "\n")
    } else if !message.isEmpty {
      console.reportLines(message)
    }
    return code.rawValue
  }
}
