// SPDX-License-Identifier: GPL-3.0-or-later

import WarmupStats

extension Table {
  /// The table with one note for all notes of rows that are of one kind: the first of them, and how
  /// many others there are.
  ///
  /// - Complexity: O(number of rows and notes).
  package func withNotesOncePerKind() -> Table {
    var merged = self
    var newNumbers: [Int: Int] = [:]
    var numbersOfKinds: [Warning.Kind: Int] = [:]
    var others: [Int: Int] = [:]
    merged.notes = []
    for note in notes {
      guard let number = note.number, let kind = note.kind else { continue }
      if let known = numbersOfKinds[kind] {
        newNumbers[number] = known
        others[known, default: 0] += 1
      } else {
        let new = merged.notes.count + 1
        (newNumbers[number], numbersOfKinds[kind]) = (new, new)
        merged.notes.append(Note(number: new, text: note.text, kind: kind))
      }
    }
    for (number, count) in others {
      merged.notes[number - 1].text += " (and \(NumberFormat.integer(count)) more of this kind)"
    }
    for note in notes where note.kind == nil || note.number == nil {
      var note = note
      if let number = note.number {
        note.number = merged.notes.count + 1
        newNumbers[number] = note.number
      }
      merged.notes.append(note)
    }
    for index in rows.indices {
      merged.rows[index].notes = Set(rows[index].notes.map { newNumbers[$0] ?? $0 }).sorted()
    }
    return merged
  }
}
