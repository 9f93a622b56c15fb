// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser

/// The command `warmup-stats`.
@main
struct WarmupStatsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "warmup-stats",
    abstract: "Tells how benchmarks warm up, when they are steady, and how fast they then are.",
    version: "0.1.0")
}
