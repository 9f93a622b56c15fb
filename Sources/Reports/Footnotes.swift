// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// Warnings as numbered notes: equal messages share a number, in the order of the rows.
struct Footnotes {
  /// The notes; those of single benchmarks are numbered, and come first.
  private(set) var notes: [Note] = []
  private var numbersByKey: [Place: [Int]] = [:]

  private struct Place: Hashable {
    var machine: String
    var key: BenchmarkKey
  }

  /// Numbers the warnings of some summaries.
  init(of summaries: [ExperimentSummary]) {
    var general: [Note] = []
    var numbers: [String: Int] = [:]
    for summary in summaries {
      let (ofKeys, ofAll) = (
        summary.warnings.filter { $0.key != nil }, summary.warnings.filter { $0.key == nil }
      )
      for note in ofAll.map({ Note(number: nil, text: $0.message) }) where !general.contains(note) {
        general.append(note)
      }
      let inRowOrder = ofKeys.enumerated().sorted {
        ($0.element.key!, $0.offset) < ($1.element.key!, $1.offset)
      }
      for (_, warning) in inRowOrder {
        let number = numbers[warning.message] ?? notes.count + 1
        if numbers.updateValue(number, forKey: warning.message) == nil {
          notes.append(Note(number: number, text: warning.message))
        }
        let place = Place(machine: summary.machine, key: warning.key!)
        if numbersByKey[place]?.contains(number) != true {
          numbersByKey[place, default: []].append(number)
        }
      }
    }
    notes += general
  }

  /// The numbers of the notes that concern a benchmark key, ascending.
  func numbers(machine: String, key: BenchmarkKey) -> [Int] {
    (numbersByKey[Place(machine: machine, key: key)] ?? []).sorted()
  }
}
