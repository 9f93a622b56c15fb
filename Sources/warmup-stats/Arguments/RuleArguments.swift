// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import OrderedCollections
import Recording
import Reports
import WarmupStats

/// A rule by which executions may stop, written as `steady` or `steady:quick`.
struct StopRule: ExpressibleByArgument {
  /// The name as it was given.
  var name: String
  var rule: SteadyRule

  init?(argument: String) {
    guard let rule = ConfigurationFile.rule(argument) else { return nil }
    (name, self.rule) = (argument, rule)
  }

  static let allValueStrings =
    ["steady"] + SteadyRule.Preset.allCases.map { "steady:\($0.rawValue)" }
}

/// The options about executions that stopped, or would, when they looked steady.
struct RuleArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Show instead where a rule would have stopped executions: steady, or steady:quick, "
        + "steady:balanced (the default) or steady:careful.", valueName: "rule"))
  var rule: StopRule?

  /// The table of what the rule does.
  func table(of summaries: [ExperimentSummary], _ rule: StopRule) -> Table {
    Table(
      steadyRule: SteadyRuleStudy(applying: rule.rule, to: summaries.flatMap(\.benchmarks)),
      named: rule.name, warnings: summaries.flatMap(\.warnings))
  }
}

/// The option that lets a study use executions that were stopped when they looked steady.
struct StoppedArguments: ParsableArguments {
  @Flag(help: "Use executions that were stopped when they looked steady, all the same.")
  var allowStopped = false

  /// Refuses executions that were stopped.
  func check(_ experiments: [Experiment]) throws(CommandTrouble) {
    guard !allowStopped else { return }
    let executions = experiments.lazy.flatMap { $0.executions.values.joined() }
    let stopped = executions.count { $0.steadyStop != nil }
    guard stopped > 0 else { return }
    throw .nothingToAnalyze(
      reason: "\(stopped) executions were stopped when they looked steady, so that what they would "
        + "have done later is not known; --allow-stopped uses them all the same")
  }
}
