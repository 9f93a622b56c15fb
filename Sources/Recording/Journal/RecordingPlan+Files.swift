// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

extension RecordingPlan {
  /// Whether a recording of this plan may go to these files without taking the place of another.
  ///
  /// It may if neither is there, or if the journal is that of a plan which runs one of these
  /// benchmarks by the same command. Whether it can go on with that journal, the recorder finds out.
  public func mayGo(toResults results: String, journal: String) -> Bool {
    guard FileManager.default.fileExists(atPath: journal) else {
      return !FileManager.default.fileExists(atPath: results)
    }
    // What is wrong with a journal that cannot be read is for the recorder to say.
    guard !benchmarks.isEmpty, let records = try? Journal.read(at: journal),
      let old = RecordedState(records).plan?.plan
    else { return true }
    return old.benchmarks.contains { old in
      benchmarks.contains {
        $0.key == old.key && $0.command == old.command && $0.shell == old.shell
      }
    }
  }
}
