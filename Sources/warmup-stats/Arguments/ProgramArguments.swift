// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Recording

/// The options that say what is run.
struct ProgramArguments: ParsableArguments {
  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp(
      "How many executions of each benchmark (default: 10; of whole processes 10, and more until "
        + "they took 3 s).", valueName: "count"))
  var executions: Int?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "How many iterations the program is to run in a process; it is told so.", valueName: "count"))
  var iterations: Int?

  @Option(
    help: ArgumentHelp("Executions that run first, and are set aside.", valueName: "count"))
  var warmup = 0

  @Option(
    help: ArgumentHelp(
      "How times come: process, lines, memory, krun, file=PATH, or the name of a format "
        + "(default: process, and lines with -i).", valueName: "protocol"))
  var `protocol`: TimesProtocol?

  @Option(
    help: ArgumentHelp("The unit of times that come without one (default: s).", valueName: "unit"))
  var unit = "s"

  @Option(
    name: [.customLong("benchmark"), .customLong("command-name")],
    help: ArgumentHelp(
      "The name of the benchmark, which {benchmark} stands for; may be given again.",
      valueName: "name"))
  var benchmarks: [String] = []

  @Option(
    help: ArgumentHelp(
      "The name of the VM, or NAME='WORDS' with its command; may be given again.",
      valueName: "name[=words]"))
  var vm: [String] = []

  @Option(help: ArgumentHelp("The name of the variant.", valueName: "name"))
  var variant = "default"

  @Option(
    help: ArgumentHelp(
      "A parameter, which {NAME} stands for: NAME=1,2,4 or NAME=1..8[..2]; may be given again.",
      valueName: "name=values"))
  var param: [String] = []

  @Option(
    help: ArgumentHelp("End an execution after this time, such as 90 or 20min.", valueName: "time"))
  var timeout: Period?

  @Flag(help: "Let a shell run commands, and measure how long it takes to start.")
  var shell = false

  @Option(help: ArgumentHelp("The shell.", valueName: "path"))
  var shellPath = "/bin/sh"

  @Flag(help: "Subtract the time that the shell takes to start.")
  var subtractShell = false

  mutating func validate() throws {
    try OptionBounds.check(
      "--executions", executions, in: 1...100_000, takes: "a count from 1 to 100000")
    try OptionBounds.check(
      "--iterations", iterations, in: 1...100_000_000, takes: "a count from 1 to 100000000")
    try OptionBounds.check("--warmup", warmup, in: 0...100_000, takes: "a count up to 100000")
  }
}

/// A time, written as a number of seconds or with a unit.
struct Period: ExpressibleByArgument {
  var seconds: Double

  init?(argument: String) {
    guard let seconds = Quantity.seconds(argument), seconds > 0, seconds <= 1e9 else { return nil }
    self.seconds = seconds
  }
}

/// A size in bytes, written with or without K, M or G.
struct MemorySize: ExpressibleByArgument {
  var bytes: Int

  init?(argument: String) {
    guard let bytes = Quantity.bytes(argument), bytes > 0 else { return nil }
    self.bytes = bytes
  }
}

/// Processors, written as `1-3,5`.
struct ProcessorList: ExpressibleByArgument {
  var cpus: [Int]

  init?(argument: String) {
    guard let cpus = Machine.cpuList(argument), !cpus.isEmpty else { return nil }
    self.cpus = cpus
  }
}

/// A range of ratios, written as `0.98..1.02`.
struct RatioRange: ExpressibleByArgument {
  var range: ClosedRange<Double>

  init?(argument: String) {
    guard let range = ConfigurationFile.ratio(argument) else { return nil }
    self.range = range
  }
}

/// Something that is on or off.
enum Switch: String, CaseIterable, ExpressibleByArgument { case on, off }
