// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser

/// Measures the methods themselves: where data are made up, so that the truth is known, and where
/// others have published what they found.
@main struct Evaluation: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluation", abstract: "Measures how right the methods are.",
    subcommands: [
      FiguresCommand.self, MethodsCommand.self, CasesCommand.self, SteadyRuleCommand.self,
      TrainiCommand.self, HistoryCommand.self, BaselinesCommand.self, ConformanceCommand.self,
    ])
}
