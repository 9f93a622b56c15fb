// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Recording

/// The options that say in which order, when and how long programs run.
struct ScheduleArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Stop an execution when it looks steady: steady, or steady:quick, steady:balanced (the "
        + "default) or steady:careful. For measuring, not for studying warmup.", valueName: "rule"))
  var until: StopRule?

  @Option(
    help: ArgumentHelp(
      "Stop an execution that never looks steady after this time.", valueName: "time"))
  var maxTime: Period?

  @Option(
    help: ArgumentHelp(
      "The order: rounds (an execution of each benchmark, shuffled), random or sequential.",
      valueName: "order"))
  var order: ExecutionOrder?

  @Option(
    help: ArgumentHelp("Seed of the order (default: drawn once, and recorded).", valueName: "seed"))
  var seed: UInt64?

  @Option(
    help: ArgumentHelp("Begin nothing that would end after this time.", valueName: "time"))
  var totalTime: Period?

  @Option(
    help: ArgumentHelp("Run before the first execution of each benchmark.", valueName: "command"))
  var setup: String?

  @Option(help: ArgumentHelp("Run before each execution.", valueName: "command"))
  var prepare: String?

  @Option(help: ArgumentHelp("Run after each execution.", valueName: "command"))
  var conclude: String?

  @Option(
    help: ArgumentHelp("Run after the last execution of each benchmark.", valueName: "command"))
  var cleanup: String?

  @Option(
    help: ArgumentHelp(
      "Exit codes that are no failure beside 0: all, or a list such as 1,3.", valueName: "codes"))
  var ignoreFailure: ExitCodes?

  @Flag(help: "Run one execution only; exit code 9 if none is left.")
  var one = false

  @Flag(help: "Run one execution in each boot of the machine only.")
  var freshBoot = false

  /// Puts what was asked for into a plan.
  func apply(to plan: inout RecordingPlan) throws {
    plan.steadyRule = until?.rule ?? plan.steadyRule
    plan.longestTime = maxTime?.seconds ?? plan.longestTime
    plan.order = order ?? plan.order
    plan.seed = seed ?? plan.seed
    plan.totalTime = totalTime?.seconds ?? plan.totalTime
    if let setup { plan.hooks.setup = try CommandWords.split(setup) }
    if let prepare { plan.hooks.prepare = try CommandWords.split(prepare) }
    if let conclude { plan.hooks.conclude = try CommandWords.split(conclude) }
    if let cleanup { plan.hooks.cleanup = try CommandWords.split(cleanup) }
    if let ignoreFailure { plan.ignoredExitCodes = ignoreFailure.codes }
    if freshBoot { plan.needsFreshBoot = true }
    if plan.steadyRule != nil,
      let benchmark = plan.benchmarks.first(where: { !$0.times.isLive })
    {
      throw ValidationError(
        "--until steady needs times while a program runs, and \(benchmark.key) hands them over by "
          + "\(benchmark.times.rawValue): use --protocol lines or memory")
    }
  }
}

/// Exit codes, written as `all` or `1,3`.
struct ExitCodes: ExpressibleByArgument {
  /// The codes; `nil` for all.
  var codes: Set<Int>?

  init?(argument: String) {
    guard argument != "all" else { return }
    let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.allSatisfy({ $0.map((0...255).contains) ?? false }) else { return nil }
    codes = Set(numbers.compactMap(\.self))
  }
}
