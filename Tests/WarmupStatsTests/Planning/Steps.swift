// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization

/// The steps that were reported, in their order.
final class Steps: Sendable {
  struct Step: Sendable {
    var done: Int
    var total: Int
  }

  private let steps = Mutex<[Step]>([])

  func note(_ done: Int, of total: Int) {
    steps.withLock { $0.append(Step(done: done, total: total)) }
  }

  var last: Step? { steps.withLock { $0.last } }

  /// Whether each step was reported once, in order, out of the same number.
  var isMonotonic: Bool {
    steps.withLock { steps in
      steps.map(\.done) == Array(1...max(1, steps.count))
        && Set(steps.map(\.total)).count == 1
    }
  }
}
