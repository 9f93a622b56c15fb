// SPDX-License-Identifier: GPL-3.0-or-later

import CTerminal
import Command
import Foundation

/// The process: runs the command on its arguments and ends with its exit code.
@main
enum Main {
  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    WarmupStatsCommand.prepare(for: arguments)
    prepare_process()
    Thread.detachNewThread {
      while true {
        let number = next_signal()
        if !Interruption.takes(number) { Temporaries.end(bySignal: number) }
      }
    }
    exit(await WarmupStatsCommand.run(arguments, console: .process))
  }
}
