// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Synchronization

/// The unfinished files, the folders and the programs of this process, which go with it.
package enum Temporaries {
  private struct Kept {
    var paths: Set<String> = []
    var programs: Set<Int32> = []
  }

  private static let kept = Mutex(Kept())

  /// Makes a temporary file or folder; one that a signal meets while it is made is gone too.
  static func make<Failure: Error>(
    at path: String, _ make: () throws(Failure) -> Void
  ) throws(Failure) {
    try kept.withLock { kept throws(Failure) in
      try make()
      kept.paths.insert(path)
    }
  }

  /// Removes a temporary file or folder, or forgets it if it is gone.
  static func remove(_ path: String) {
    kept.withLock { kept in
      try? FileManager.default.removeItem(atPath: path)
      kept.paths.remove(path)
    }
  }

  /// Starts a program that ends with this one.
  static func start(_ process: Process) throws {
    try kept.withLock { kept in
      try process.run()
      kept.programs.insert(process.processIdentifier)
    }
  }

  /// Forgets a program that has ended.
  static func forget(_ process: Process) {
    kept.withLock { kept in _ = kept.programs.remove(process.processIdentifier) }
  }

  /// Removes all of them, and ends this process with the code that shells give to a signal.
  ///
  /// It keeps the lock, so that nothing new is made.
  package static func end(bySignal number: Int32) -> Never {
    kept.withLock { kept in
      for program in kept.programs { kill(program, SIGKILL) }
      for path in kept.paths { try? FileManager.default.removeItem(atPath: path) }
      _exit(128 + number)
    }
  }
}
