// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Synchronization

/// A line on the standard error that tells how far a long analysis is.
///
/// It appears only where a person can see it, only after a second, and goes away at the end.
final class ProgressReport: Sendable {
  private let console: Console
  private let isShown: Bool
  private let start = ContinuousClock.now
  private let percentShown = Mutex<Int?>(nil)

  /// Starts the clock.
  init(console: Console = .current, isQuiet: Bool) {
    self.console = console
    isShown = console.errorIsTerminal && !isQuiet
  }

  /// Says that `completed` of `total` parts are done; may be called from any task.
  func update(completed: Int, total: Int) {
    guard isShown, ContinuousClock.now - start > .seconds(1) else { return }
    let percent = completed * 100 / max(total, 1)
    percentShown.withLock { shown in
      guard percent > shown ?? -1 else { return }
      shown = percent
      console.writeError("\r\(completed) of \(total) process executions, \(percent) %")
    }
  }

  /// Takes the line away.
  func finish() {
    percentShown.withLock { shown in
      guard shown != nil else { return }
      console.writeError("\r\u{1B}[K")
      shown = nil
    }
  }
}
