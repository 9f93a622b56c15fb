// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import WarmupStats

/// The environment of programs that are measured.
package enum ProgramEnvironment {
  /// The variable that pads the environment.
  package static let padding = "WARMUP_STATS_PADDING"
  private static let mostPadding = 4096

  /// The environment of one execution.
  ///
  /// It is clean, so that nothing of the user's own decides how a program runs, and padded by a
  /// random number of bytes, since the place of the stack, which depends on the size of the
  /// environment, can change times (Mytkowicz et al. 2009, https://doi.org/10.1145/1508244.1508275).
  ///
  /// - Parameters:
  ///   - own: the environment of the recorder.
  ///   - stream: what tells the paddings of executions apart.
  package static func make(
    for conditions: LaunchConditions, _ benchmark: [String: String], own: [String: String],
    account: UserAccount?, seed: UInt64, stream: Int
  ) -> [String: String] {
    var environment: [String: String]
    if conditions.keepsEnvironment {
      environment = own
    } else {
      environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
      for name in ["HOME", "TZ", "TMPDIR"] { environment[name] = own[name] }
    }
    if let account { environment["HOME"] = account.home }
    environment.merge(conditions.environment) { $1 }
    environment.merge(benchmark) { $1 }
    if conditions.padsEnvironment {
      var generator = Xoshiro256(seed: seed, stream: stream)
      let count = Int.random(in: 0..<mostPadding, using: &generator)
      environment[padding] = String(repeating: "x", count: count)
    }
    return environment
  }
}
