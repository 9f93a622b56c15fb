// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// Warnings as numbered notes: equal messages share a number, in the order of the rows.
struct Footnotes {
  /// The notes; those of single benchmarks are numbered, and come first.
  private(set) var notes: [Note] = []
  private var numbersByKey: [Place: Set<Int>] = [:]

  private struct Place: Hashable {
    var origin: String
    var key: BenchmarkKey
  }

  /// Numbers the warnings of some summaries.
  init(of summaries: [ExperimentSummary]) {
    self.init(summaries.map { ($0.machine, $0.warnings) })
  }

  /// Numbers the warnings of several origins, such as machines or files, whose keys are apart.
  init(_ warnings: [(origin: String, warnings: [Warning])]) {
    var general: [Note] = []
    var numbers: [String: Int] = [:]
    for (origin, warnings) in warnings {
      let (ofKeys, ofAll) = (
        warnings.filter { $0.key != nil }, warnings.filter { $0.key == nil }
      )
      for note in ofAll.map({ Note(number: nil, text: $0.caption, kind: $0.kind) })
      where !general.contains(note) {
        general.append(note)
      }
      let inRowOrder = ofKeys.enumerated().sorted {
        ($0.element.key!, $0.offset) < ($1.element.key!, $1.offset)
      }
      for (_, warning) in inRowOrder {
        let caption = warning.caption
        let number = numbers[caption] ?? notes.count + 1
        if number > notes.count {
          numbers[caption] = number
          notes.append(Note(number: number, text: caption, kind: warning.kind))
        }
        numbersByKey[Place(origin: origin, key: warning.key!), default: []].insert(number)
      }
    }
    notes += general
  }

  /// The numbers of the notes that concern a benchmark key of an origin, ascending.
  func numbers(origin: String, key: BenchmarkKey) -> [Int] {
    (numbersByKey[Place(origin: origin, key: key)] ?? []).sorted()
  }
}
