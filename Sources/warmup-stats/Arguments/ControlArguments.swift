// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Recording

/// The options that say under which conditions programs run.
struct ControlArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Run on these processors only, such as 2-3.", valueName: "list"))
  var cpus: ProcessorList?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The niceness of programs, from -20 to 19.", valueName: "number"))
  var nice: Int?

  @Option(help: ArgumentHelp("Run programs as this user, which only root may.", valueName: "name"))
  var user: String?

  @Option(
    help: ArgumentHelp("Limit the data of a program; counts mapped memory too.", valueName: "size"))
  var heap: MemorySize?

  @Option(help: ArgumentHelp("Limit the stack of a program.", valueName: "size"))
  var stack: MemorySize?

  @Option(help: ArgumentHelp("Limit all memory of a program.", valueName: "size"))
  var memory: MemorySize?

  @Option(
    help: ArgumentHelp("Whether memory is laid out at random: on or off.", valueName: "switch"))
  var aslr = Switch.on

  @Option(
    help: ArgumentHelp(
      "A variable of programs' environment; may be given again.", valueName: "name=value"))
  var env: [String] = []

  @Flag(
    help: "Keep this environment, instead of a clean one; its names are in the results, no values.")
  var keepEnv = false

  @Flag(help: "Do not pad the environment at random.")
  var noEnvPadding = false

  @Option(help: ArgumentHelp("What programs read; null is nothing.", valueName: "file"))
  var input = "null"

  @Option(
    name: .customLong("output"),
    help: ArgumentHelp(
      "Where programs' other output goes: kept (in the journal), null, inherit, or a file.",
      valueName: "place"))
  var programOutput = "kept"

  @Flag(help: "Refuse to record unless the machine is as it should be; see --check.")
  var strict = false

  @Option(
    help: ArgumentHelp(
      "Write out all buffers, and wait this long, before each execution.", valueName: "time"))
  var settle: Period?

  @Option(
    help: ArgumentHelp(
      "How often an execution that the machine disturbed runs again.", valueName: "count"))
  var retries = 3

  @Option(
    help: ArgumentHelp(
      "Run again where APERF/MPERF of busy processors was outside this range.",
      valueName: "low..high"))
  var clockRatio: RatioRange?

  @Option(help: ArgumentHelp("The signal that asks programs to stop.", valueName: "number"))
  var stopSignal: Int32 = 15

  @Option(
    help: ArgumentHelp("Read the machine's files below this folder.", visibility: .hidden))
  var machineRoot = "/"

  mutating func validate() throws {
    try OptionBounds.check("--nice", nice, in: -20...19, takes: "a number from -20 to 19")
    try OptionBounds.check("--retries", retries, in: 0...1000, takes: "a count up to 1000")
    try OptionBounds.check("--stop-signal", stopSignal, in: 1...31, takes: "a number from 1 to 31")
    for pair in env where !pair.contains("=") || pair.hasPrefix("=") {
      throw ValidationError("--env takes NAME=VALUE, not \(pair)")
    }
  }

  /// Puts what was asked for into the conditions of a plan.
  func apply(to plan: inout RecordingPlan) {
    var launch = plan.launch
    launch.cpus = cpus?.cpus ?? launch.cpus
    launch.niceness = nice ?? launch.niceness
    launch.user = user ?? launch.user
    launch.heap = heap?.bytes ?? launch.heap
    launch.stack = stack?.bytes ?? launch.stack
    launch.memory = memory?.bytes ?? launch.memory
    if aslr == .off { launch.randomizesLayout = false }
    if keepEnv { launch.keepsEnvironment = true }
    if noEnvPadding { launch.padsEnvironment = false }
    for pair in env {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      launch.environment[String(parts[0])] = String(parts[1])
    }
    if input != "null" { launch.input = input }
    switch programOutput {
    case "kept": break
    case "null": launch.output = .discarded
    case "inherit": launch.output = .inherited
    default: launch.output = .file(programOutput)
    }
    launch.stopSignal = stopSignal
    plan.launch = launch
    if strict { plan.isStrict = true }
    plan.settlingTime = settle?.seconds ?? plan.settlingTime
    plan.retries = retries == 3 ? plan.retries : retries
    plan.clockRatio = clockRatio?.range ?? plan.clockRatio
    plan.takeDefaults(from: Machine(root: machineRoot))
  }
}
