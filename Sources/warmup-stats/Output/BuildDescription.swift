// SPDX-License-Identifier: GPL-3.0-or-later

import CTerminal
import GSL
import ResultsFiles

/// What `--version` prints: the version, the commit and the libraries of this program.
enum BuildDescription {
  /// One line for the program and one for its libraries.
  static var text: String {
    let commit = unsafe String(cString: commit_of_build())
    let libraries = ["GSL " + GSLVersion.text, LinkedLibraries.archives, LinkedLibraries.json]
    return """
      warmup-stats \(WarmupStatsCommand.version)\(commit.isEmpty ? "" : " (commit \(commit))")
      \(libraries.joined(separator: ", "))
      """
  }
}
