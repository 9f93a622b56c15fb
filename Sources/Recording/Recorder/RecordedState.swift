// SPDX-License-Identifier: GPL-3.0-or-later

import OrderedCollections
import WarmupStats

/// What a journal says has been recorded.
package struct RecordedState {
  /// The last plan.
  package var plan: JournalRecord.Plan?
  /// The executions of each key that have ended, by number.
  package var ended: [String: [Int: RecordedExecution]] = [:]
  /// How often each was run in vain.
  package var discarded: [String: [Int: Int]] = [:]
  /// Whether all was recorded.
  package var isDone = false

  /// Reads the records of a journal, in their order.
  package init(_ records: [JournalRecord] = []) {
    for record in records { apply(record) }
  }

  /// Takes in one more record.
  package mutating func apply(_ record: JournalRecord) {
    switch record {
    case .plan(let plan):
      self.plan = plan
      isDone = false
    case .start, .chunk: break
    case .end(let start, let execution): ended[start.key, default: [:]][start.execution] = execution
    case .discard(let start, _):
      discarded[start.key, default: [:]][start.execution, default: 0] += 1
    case .done: isDone = true
    }
  }

  /// How many executions have ended.
  package var count: Int { ended.values.reduce(0) { $0 + $1.count } }

  /// The execution of a slot; `nil` if it has not ended.
  package func execution(_ slot: ExecutionOrder.Slot, of plan: RecordingPlan) -> RecordedExecution?
  {
    ended[plan.benchmarks[slot.benchmark].key.description]?[slot.execution]
  }
}
