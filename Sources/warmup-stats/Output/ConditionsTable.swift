// SPDX-License-Identifier: GPL-3.0-or-later

import Recording
import Reports

extension Table {
  /// How a machine is: a row per condition, and what to do about those that are not as they should
  /// be.
  init(conditions: [MachineCondition]) {
    self.init(
      title: "The machine",
      columns: [
        Column(name: "condition", heading: "Condition", content: .text, role: .label),
        Column(name: "state", heading: "State", content: .text),
        Column(name: "found", heading: "Found", content: .text),
      ],
      rows: conditions.map { condition in
        Row(cells: [.text(condition.name), .text(condition.state.word), .text(condition.found)])
      },
      legend: [
        "Nothing is changed by record. What is marked ! can disturb; a note says what to do about it, "
          + "and whether --strict refuses it."
      ],
      notes: conditions.compactMap { condition in
        condition.advice.map {
          Note(
            number: nil,
            text: "\(condition.name): \($0)" + (condition.refuses ? " (refused by --strict)" : ""))
        }
      })
  }
}

extension MachineCondition.State {
  /// The state in a word or two.
  fileprivate var word: String {
    switch self {
    case .fine: "fine"
    case .doubtful: "!"
    case .unknown: "unknown"
    case .noted: "noted"
    }
  }
}
