// SPDX-License-Identifier: GPL-3.0-or-later

import CCores
import Dispatch
import Synchronization

/// Work that is done on several cores at a time, for callers that wait for it.
package enum SideBySide {
  /// How many cores the process may use: fewer than the machine has, where it is tied to some.
  package static var coreCount: Int { Int(cores_of_process()) }

  /// What `body` returns for each index below a count, in the order of the indices.
  ///
  /// - Complexity: as many calls at a time as there are cores.
  static func map<Result: Sendable>(
    _ count: Int, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let result = body(index)
      results.withLock { $0[index] = result }
    }
    return results.withLock { $0.compactMap(\.self) }
  }
}
