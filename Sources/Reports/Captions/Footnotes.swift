// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// Warnings as numbered notes: equal messages share a number, in the order of the rows.
struct Footnotes {
  /// The notes; those of single benchmarks are numbered, and come first.
  private(set) var notes: [Note] = []
  private var numbersByKey: [Place: [Int]] = [:]

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
    // Many keys in a row have the same to say.
    var last: (fact: Warning.Fact, number: Int)?
    for (origin, warnings) in warnings where !warnings.isEmpty {
      for warning in warnings where warning.key == nil {
        let note = Note(number: nil, text: warning.caption, kind: warning.kind)
        if !general.contains(note) { general.append(note) }
      }
      for (key, warning) in Self.inRowOrder(warnings) {
        let number: Int
        if let last, last.fact == warning.fact {
          number = last.number
        } else {
          let caption = warning.caption
          number = numbers[caption] ?? notes.count + 1
          if number > notes.count {
            numbers[caption] = number
            notes.append(Note(number: number, text: caption, kind: warning.kind))
          }
          last = (warning.fact, number)
        }
        numbersByKey[Place(origin: origin, key: key), default: []].append(number)
      }
    }
    notes += general
  }

  /// The warnings that concern a key, in the order of the rows of a table.
  private static func inRowOrder(
    _ warnings: [Warning]
  ) -> [(key: BenchmarkKey, warning: Warning)] {
    let ofKeys = warnings.compactMap { warning in warning.key.map { ($0, warning) } }
    guard ofKeys.count > 1 else { return ofKeys }
    return ofKeys.enumerated()
      .sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element)
  }

  /// The numbers of the notes that concern a benchmark key of an origin, ascending.
  func numbers(origin: String, key: BenchmarkKey) -> [Int] {
    guard let numbers = numbersByKey[Place(origin: origin, key: key)] else { return [] }
    return numbers.count > 1 ? Set(numbers).sorted() : numbers
  }
}
