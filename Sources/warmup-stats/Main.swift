// SPDX-License-Identifier: GPL-3.0-or-later

import CTerminal
import Command
import Foundation

/// The process: runs the command on its arguments and ends with its exit code.
@main
enum Main {
  static func main() async {
    prepare_process()
    Thread.detachNewThread { Temporaries.end(bySignal: next_signal()) }
    let arguments = Array(CommandLine.arguments.dropFirst())
    exit(await WarmupStatsCommand.run(arguments, console: .process))
  }
}
