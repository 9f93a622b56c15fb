// SPDX-License-Identifier: GPL-3.0-or-later

/// A doubt or a fact that belongs to some rows, or to a whole table.
package struct Note: Sendable, Hashable {
  /// The number that rows refer to it by, from 1; `nil` if it concerns the whole table.
  package var number: Int?
  /// What it says, as one sentence.
  package var text: String

  /// Creates a note.
  package init(number: Int?, text: String) {
    self.number = number
    self.text = text
  }
}
