// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization

/// Who is told first when a signal would end this process.
package enum Interruption {
  /// Takes a signal; returns whether the process is to go on.
  typealias Handler = @Sendable (_ signal: Int32) -> Bool

  private static let handler = Mutex<Handler?>(nil)

  /// Lets a handler take signals as long as `body` runs.
  static func handled<Result>(by new: @escaping Handler, _ body: () throws -> Result) rethrows
    -> Result
  {
    handler.withLock { $0 = new }
    defer { handler.withLock { $0 = nil } }
    return try body()
  }

  /// Whether a handler took the signal, and the process is to go on.
  package static func takes(_ signal: Int32) -> Bool { handler.withLock { $0 }?(signal) ?? false }
}
