// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

/// Warnings as numbered notes: equal messages share a number, in the order of the rows.
struct NumberedNotes {
  /// The notes, in the order of their numbers.
  private(set) var notes: [Note] = []
  private var numbers: [String: Int] = [:]
  /// The warnings of the row before, and their numbers: many rows say the same as those before them.
  private var last: (facts: [Warning.Fact], numbers: [Int]) = ([], [])

  /// The numbers of the notes that the warnings of the next row become, ascending.
  mutating func numbers(of warnings: [Warning]) -> [Int] {
    guard !warnings.elementsEqual(last.facts, by: { $0.fact == $1 }) else { return last.numbers }
    last = (warnings.map(\.fact), Set(warnings.map { number(of: $0) }).sorted())
    return last.numbers
  }

  private mutating func number(of warning: Warning) -> Int {
    let caption = warning.caption
    if let number = numbers[caption] { return number }
    notes.append(Note(number: notes.count + 1, text: caption, kind: warning.kind))
    numbers[caption] = notes.count
    return notes.count
  }
}

/// The warnings of summaries as notes, and the numbers of those that concern a benchmark.
struct Footnotes {
  /// The notes; those of single benchmarks are numbered, and come first.
  let notes: [Note]
  private var numbersByKey: [Place: [Int]] = [:]

  private struct Place: Hashable {
    var machine: String
    var key: BenchmarkKey
  }

  /// Numbers the warnings of some summaries.
  init(of summaries: [ExperimentSummary]) {
    var general: [Note] = []
    var numbered = NumberedNotes()
    for summary in summaries {
      for warning in summary.warnings where warning.key == nil {
        let note = Note(number: nil, text: warning.caption, kind: warning.kind)
        if !general.contains(note) { general.append(note) }
      }
      for (key, warning) in Self.inRowOrder(summary.warnings) {
        numbersByKey[Place(machine: summary.machine, key: key), default: []] +=
          numbered.numbers(of: [warning])
      }
    }
    notes = numbered.notes + general
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

  /// The numbers of the notes that concern a benchmark key of a machine, ascending.
  func numbers(machine: String, key: BenchmarkKey) -> [Int] {
    guard let numbers = numbersByKey[Place(machine: machine, key: key)] else { return [] }
    return numbers.count > 1 ? Set(numbers).sorted() : numbers
  }
}
